# Makes funnel.fixture.json: reference lines and factors of over-dispersion, from R's own distributions.
#   Rscript src/domain/statistics/funnel.fixture.R > src/domain/statistics/funnel.fixture.json, then prettier --write
# Each tail is read off pbinom or ppois at the quantile that qbinom or qpois gives: Spiegelhalter 2005, A.1.1. His upper line
# is one event lower than these; chance-limits.ts says why.

tails <- c(0.025, 0.001)

# at_most(r) = P(X <= r), above(r) = P(X > r), chance(r) = P(X = r)
limits <- function(tail, quantile, at_most, above, chance, most) {
  low <- quantile(tail, TRUE)
  high <- quantile(tail, FALSE)
  c(
    max(0, low - (at_most(low) - tail) / chance(low)),
    min(most, high + 1 - (tail - above(high)) / chance(high))
  )
}

binomial <- function(n, share) {
  unlist(lapply(tails, limits,
    quantile = function(p, lower) qbinom(p, n, share, lower.tail = lower),
    at_most = function(r) pbinom(r, n, share), above = function(r) pbinom(r, n, share, lower.tail = FALSE),
    chance = function(r) dbinom(r, n, share), most = n
  ))
}

poisson <- function(expected) {
  unlist(lapply(tails, limits,
    quantile = function(p, lower) qpois(p, expected, lower.tail = lower),
    at_most = function(r) ppois(r, expected), above = function(r) ppois(r, expected, lower.tail = FALSE),
    chance = function(r) dpois(r, expected), most = Inf
  ))
}

# Over-dispersion: winsorised at the 10th and 90th percentile, over what that leaves of a standard normal (by integration).
left <- integrate(function(z) pmin(z^2, qnorm(0.9)^2) * dnorm(z), -Inf, Inf, rel.tol = 1e-12)$value
factor_of <- function(z) {
  borders <- quantile(z, c(0.1, 0.9), names = FALSE)
  mean(pmin(pmax(z, borders[1]), borders[2])^2) / left
}

text <- function(values) paste(sprintf("%.12g", values), collapse = ", ")
law_lines <- function(cases, method) {
  paste(vapply(cases, function(one) sprintf("[[%s], [%s]]", text(one), text(do.call(method, as.list(one)))), ""), collapse = ",\n")
}

shares <- list(
  c(1, 0.5), c(7, 0.3), c(40, 0.61), c(80, 0.02), c(200, 0.98), c(500, 0.5), c(3000, 0.001), c(12345, 0.7531), c(1e6, 0.35),
  c(1e7, 0.3), c(1e7, 1e-6)
)
means <- list(0.01, 0.1, 1, 3.6, 12.5, 48, 300.25, 5000, 1e5, 2.5e6)

# Areas that differ by chance alone, and areas that differ by more.
set.seed(20250101)
base <- round(exp(runif(36, log(30), log(3000))))
even <- rbinom(36, base, 0.6)
uneven <- rbinom(36, base, plogis(rnorm(36, qlogis(0.6), 0.4)))
set_of <- function(events) {
  share <- sum(events) / sum(base)
  z <- (events - base * share) / sqrt(base * share * (1 - share))
  factor <- factor_of(z)
  threshold <- qchisq(0.95, length(z)) / length(z)
  widening <- if (factor > threshold) sqrt(factor) else 1
  lines <- t(vapply(base, function(n) binomial(n, share) / n, numeric(4)))
  moved <- pmin(pmax(share + widening * (lines - share), 0), 1)
  position <- function(l) {
    y <- events / base
    ifelse(y > l[, 4], "ABOVE_998", ifelse(y < l[, 3], "BELOW_998", ifelse(y > l[, 2], "ABOVE_95", ifelse(y < l[, 1], "BELOW_95", "WITHIN"))))
  }
  sprintf(
    '{ "base": [%s], "events": [%s], "factor": %s, "largestByChance": %s, "widening": %s, "positions": "%s", "adjusted": "%s" }',
    text(base), text(events), text(factor), text(threshold), text(widening), paste(position(lines), collapse = " "), paste(position(moved), collapse = " ")
  )
}

cat(sprintf('{ "madeWith": "%s, funnel.fixture.R", "leftByChance": %s,\n', R.version.string, text(left)))
cat(sprintf('"binomial": [%s],\n"poisson": [%s],\n', law_lines(shares, binomial), law_lines(means, poisson)))
cat(sprintf('"funnels": [%s,\n%s] }\n', set_of(even), set_of(uneven)))
