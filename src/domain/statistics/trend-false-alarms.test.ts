// How often a trend signals a change that is none, and how soon one that is: counted over series that are drawn from fixed seeds.
// docs/trends.md has the same table from a thousand series each; here fewer are drawn and held to the bounds that it promises.

import { describe, expect, it } from "@jest/globals";
import { randomBinomial, randomGamma, randomLcg, randomPoisson } from "d3-random";
import { judge, type Judgement, type Part } from "./trend-judgement.js";

const SERIES = 250;
/** Each is of twenty counties. */
const STATES = 80;
const MONTHS = 48;

type Points = readonly (readonly Part[])[];

/** Everything that is left to chance, from one seed. */
class Chance {
  private readonly uniform: () => number;

  constructor(seed: number) {
    this.uniform = randomLcg(seed);
  }

  /** A count with so many times the variance of a Poisson count. */
  count(mean: number, dispersion = 1): number {
    const rate =
      dispersion === 1 ? mean : randomGamma.source(this.uniform)(mean / (dispersion - 1), dispersion - 1)();
    return randomPoisson.source(this.uniform)(rate)();
  }

  share(trials: number, share: number): number {
    return randomBinomial.source(this.uniform)(trials, share)();
  }

  happens(probability: number): boolean {
    return this.uniform() < probability;
  }
}

const many = <T>(length: number, one: (index: number) => T) =>
  Array.from({ length }, (_, index) => one(index));

function part(events: number, exposure = 1, series = "all"): Part {
  return { series, events, exposure };
}

function isSignalled(judgements: readonly Judgement[]): boolean {
  return judgements.some(({ signal }) => signal !== "NONE");
}

/** Of so many series, the part in which something is signalled. */
function alarms(isShare: boolean, series: (chance: Chance) => Points, number = SERIES): number {
  const chance = new Chance(0.5);
  return many(number, () => judge(series(chance), isShare)).filter(isSignalled).length / number;
}

function quiet(mean: number, dispersion: number): (chance: Chance) => Points {
  return (chance) => many(MONTHS, () => [part(chance.count(mean, dispersion))]);
}

describe("in 48 quiet months of one county", () => {
  const LEVELS = [1, 5, 20, 200, 2_000];

  // Measured: 1.6 % at 1 a month, 4 % at 5, 7 to 8 % from 20 on.
  it.each(LEVELS)("something is signalled in fewer than 1 of 10 series, at %d a month", (mean) => {
    expect(alarms(false, quiet(mean, 1))).toBeLessThan(0.1);
  });

  // Measured: 1 to 6 %; fewer months are judged.
  it.each(LEVELS)("no more often when a fifth of the months is missing, at %d a month", (mean) => {
    expect(alarms(false, (chance) => quiet(mean, 1)(chance).filter(() => !chance.happens(0.2)))).toBeLessThan(
      0.1,
    );
  });

  // Measured: 10 to 14 %.
  it.each(LEVELS)("in fewer than 1 of 5 when the months scatter twice as widely, at %d a month", (mean) => {
    expect(alarms(false, quiet(mean, 2))).toBeLessThan(0.2);
  });

  // Measured: 24 % at 1 a month, 12 to 15 % from 5 on.
  it.each([
    [1, 0.3],
    [5, 0.2],
    [20, 0.2],
    [200, 0.2],
    [2_000, 0.2],
  ])("hardly more often when they scatter four times as widely, at %d a month", (mean, bound) => {
    expect(alarms(false, quiet(mean, 4))).toBeLessThan(bound);
  });

  // Measured: 9 % at the worst.
  it.each(LEVELS)(
    "in fewer than 1 of 8 with a tenth more in summer and less in winter, at %d a month",
    (mean) => {
      const seasons = (chance: Chance) =>
        many(MONTHS, (month) => [part(chance.count(mean * (1 + 0.1 * Math.sin((month * Math.PI) / 6))))]);
      expect(alarms(false, seasons)).toBeLessThan(1 / 8);
    },
  );

  it.each([
    [10, 0.2],
    [50, 0.02],
    [50, 0.2],
    [50, 0.9],
    [500, 0.5],
  ])("in fewer than 1 of 10 of a share of about %d a month", (trials, share) => {
    const shares = (chance: Chance) =>
      many(MONTHS, () => {
        const all = Math.max(1, chance.count(trials, 3));
        return [part(chance.share(all, share), all)];
      });
    expect(alarms(true, shares)).toBeLessThan(0.1);
  });
});

describe("in 48 quiet months of a state with one big county and many small ones", () => {
  const LEVELS = [400, 200, 100, 50, 30, 20, 10, 8, 5, 5, 3, 2, 2, 1, 1, 0.5, 0.5, 0.3, 0.2, 0.2];

  const state = (isThere: (chance: Chance, county: number, month: number) => boolean) => (chance: Chance) =>
    many(MONTHS, (month) =>
      LEVELS.flatMap((level, county) => {
        const count = chance.count(level);
        return isThere(chance, county, month) ? [part(count, 1, String(county))] : [];
      }),
    );
  const withLateBigCounties = state((_, county, month) => county > 2 || month >= 24);
  const asPlainSum = (series: (chance: Chance) => Points) => (chance: Chance) =>
    series(chance).map((parts) => [part(parts.reduce((sum, { events }) => sum + events, 0))]);

  // Measured: 6 % with every report, 9 % with a fifth of them missing, 5 % when the three biggest counties join halfway.
  it.each([
    ["with every report", state(() => true)],
    ["with a fifth of the reports missing", state((chance) => !chance.happens(0.2))],
    ["when the three biggest counties join halfway", withLateBigCounties],
  ])("something is signalled in fewer than 1 of 8 series %s", (_, series) => {
    expect(alarms(false, series, STATES)).toBeLessThan(1 / 8);
  });

  it("which the plain sums would turn into an alarm in every series", () => {
    expect(alarms(false, asPlainSum(withLateBigCounties), STATES)).toBe(1);
  });
});

describe("after three quiet years", () => {
  /** The part of the series in which a change to so many times the level is signalled after so many months of it. */
  function power(mean: number, change: number, months: number, dispersion = 1): number {
    const chance = new Chance(0.25);
    const found = many(SERIES, () => {
      const points = many(36 + months, (month) => [
        part(chance.count(month < 36 ? mean : mean * change, dispersion)),
      ]);
      return judge(points, false)
        .slice(36)
        .some(({ direction }) => direction === Math.sign(change - 1));
    });
    return found.filter(Boolean).length / SERIES;
  }

  // Measured: 84 %, 92 %, 94 %, 84 %, 99 % and 79 %.
  it.each([
    [20, 1.5, 10, 0.8],
    [20, 1.5, 12, 0.85],
    [20, 2, 3, 0.9],
    [20, 0.5, 10, 0.8],
    [200, 1.2, 10, 0.95],
    [5, 2, 10, 0.7],
  ])(
    "%d a month that become %d times as many are signalled within %d months",
    (mean, change, months, bound) => {
      expect(power(mean, change, months)).toBeGreaterThan(bound);
    },
  );

  it("less often where months scatter twice as widely anyway", () => {
    expect(power(20, 1.5, 12, 2)).toBeGreaterThan(0.5);
    expect(power(20, 1.5, 12, 2)).toBeLessThan(power(20, 1.5, 12));
  });
});
