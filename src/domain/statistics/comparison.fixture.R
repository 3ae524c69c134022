# Makes comparison.fixture.json: reference limits, worked out from the papers on other ways than comparison-limits.ts takes.
#   Rscript src/domain/statistics/comparison.fixture.R > src/domain/statistics/comparison.fixture.json, then prettier --write
# Wilson's limits are those of prop.test, Garwood's come from qchisq; limits of ratios are roots, found numerically.

root <- function(f, from, to) suppressWarnings(uniroot(f, c(from, to), tol = 1e-15, maxiter = 10000))$root

wilson <- function(x, n) suppressWarnings(as.numeric(prop.test(x, n, correct = FALSE)$conf.int))

garwood <- function(x, d) {
  c(if (x == 0) 0 else qchisq(0.025, 2 * x), qchisq(0.025, 2 * (x + 1), lower.tail = FALSE)) / 2 / d
}

# Newcombe 1998, method 10, and the same step for rates (Zou and Donner 2008).
square_and_add <- function(p, l, q, m) {
  c(p - q - sqrt((p - l[1])^2 + (m[2] - q)^2), p - q + sqrt((l[2] - p)^2 + (q - m[1])^2))
}

# Where these limits of p - R q pass through 0 (Donner and Zou 2012).
mover_ratio <- function(p, l, q, m) {
  lower <- function(R) p - R * q - sqrt((p - l[1])^2 + R^2 * (m[2] - q)^2)
  upper <- function(R) p - R * q + sqrt((l[2] - p)^2 + R^2 * (q - m[1])^2)
  c(
    if (p == 0) 0 else exp(root(function(r) lower(exp(r)), -40, 40)),
    if (q == 0) NA else exp(root(function(r) upper(exp(r)), -40, 40))
  )
}

# Odds at which x or more events out of x + y have a chance of 2.5 %; from the tail that is written with the smaller probability.
lower_odds <- function(x, y) {
  chance <- function(s) {
    if (x <= y) pbinom(x - 1, x + y, plogis(s), lower.tail = FALSE) else pbinom(y, x + y, plogis(-s))
  }
  exp(root(function(s) log(chance(s)) - log(0.025), log(x / (y + 1)) - 6, log(x / (y + 1)) + 0.001))
}

exact_ratio <- function(x, d, y, e) {
  limits <- c(
    if (x == 0) 0 else lower_odds(x, y) * e / d,
    if (y == 0) NA else e / d / lower_odds(y, x)
  )
  # poisson.test loses digits where one side has far more events than the other.
  if (x + y > 0 && x + y < 5000) {
    test <- as.numeric(poisson.test(c(x, y), c(d, e))$conf.int)
    stopifnot(all.equal(limits[!is.na(limits)], test[is.finite(test)], tolerance = 1e-10))
  }
  limits
}

proportions <- function(x, n, y, m) {
  list(square_and_add(x / n, wilson(x, n), y / m, wilson(y, m)), mover_ratio(x / n, wilson(x, n), y / m, wilson(y, m)))
}

rates <- function(x, d, y, e) {
  list(square_and_add(x / d, garwood(x, d), y / e, garwood(y, e)), exact_ratio(x, d, y, e))
}

number <- function(value) ifelse(is.na(value), "null", sprintf("%.12g", value))
pair <- function(limits) sprintf("[%s, %s]", number(limits[1]), number(limits[2]))
line <- function(counts, limits) {
  sprintf('{ "counts": [%s], "difference": %s, "ratio": %s }', paste(sprintf("%.0f", counts), collapse = ", "), pair(limits[[1]]), pair(limits[[2]]))
}
block <- function(cases, method) {
  paste0("    ", vapply(cases, function(one) line(one, do.call(method, as.list(one))), ""), collapse = ",\n")
}

trials <- list(
  c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(0, 10, 0, 20), c(0, 10, 0, 10), c(10, 10, 0, 20),
  c(10, 10, 0, 10), c(0, 29, 5, 56), c(1, 3, 2, 3), c(1, 1, 1, 1), c(0, 1, 1, 1), c(7, 34, 1, 34), c(15, 148, 81, 263),
  c(999, 1000, 1000, 1000), c(30, 45, 29, 46), c(1, 100000, 3, 200000), c(123456, 400000, 120000, 401000),
  c(3e6, 1e7, 3001000, 1e7), c(1, 1e7, 0, 1e7), c(9999999, 1e7, 9999990, 1e7)
)
exposed <- list(
  c(11, 7800, 3, 10720), c(41, 28010, 15, 19017), c(0, 100, 1, 200), c(1, 200, 0, 100), c(0, 120, 0, 90), c(1, 1, 1, 1),
  c(2, 1000, 9, 1000), c(5, 250, 20, 4000), c(19, 3000, 41, 3100), c(100, 5000, 130, 5000), c(312, 99873, 251, 101250),
  c(940, 88000, 1033, 91000), c(1, 1000, 999, 1000), c(65000, 6154913, 64000, 6140000), c(1e6, 1e7, 1002000, 1e7),
  c(1, 1e7, 1e6, 1e7), c(1e7, 6e6, 9995000, 6e6), c(1e7, 3e6, 1, 1e6), c(20, 7, 10000000, 3e6)
)
cat(sprintf('{\n  "madeWith": "%s, comparison.fixture.R",\n', R.version.string))
cat(sprintf('  "proportions": [\n%s\n  ],\n  "rates": [\n%s\n  ]\n}\n', block(trials, proportions), block(exposed, rates)))
