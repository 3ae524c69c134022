// What charts must never say: that something is zero, worse or missing where it is not.

import { describe, expect, it } from "@jest/globals";
import { renderToStaticMarkup } from "react-dom/server";
import type { CoveragePartsFragment, FigureStatus, Metric, RatePartsFragment } from "../generated/graphql.js";
import { inSentence, rateInWords } from "../words.js";
import { CompletenessMap } from "./completeness-map.js";
import { CountyMap } from "./county-map.js";
import { CoverageStrip } from "./coverage-strip.js";
import { FunnelChart, type FunnelChartProps } from "./funnel-chart.js";
import { Hundred } from "./hundred.js";
import { RateTrend } from "./rate-trend.js";
import { shareClasses } from "./share-classes.js";

function rate(value: string | null, status: FigureStatus = "REPORTED"): RatePartsFragment {
  return {
    value,
    status,
    numerator: null,
    denominator: value === null ? null : 50,
    per: 1,
    reliability: "RELIABLE",
    note: null,
    vintage: null,
    interval: null,
  };
}

const SHARE = { key: "JAIL_RATE", per: 1, unit: "of encounters with a known ending" } as const;

describe("a place without a number", () => {
  it("looks otherwise for each reason", () => {
    const classes = shareClasses([rate("0.5")]);
    const lookOf = (one: RatePartsFragment) => classes.lookOf(one).kind;
    const statuses = [
      "WITHHELD",
      "NOT_REPORTED",
      "NOT_COLLECTED",
      "NOT_APPLICABLE",
      "NOT_EXPECTED",
    ] as const satisfies readonly FigureStatus[];
    const looks = statuses.map((status) => lookOf(rate(null, status)));
    expect(new Set([...looks, lookOf(rate("0")), "SHOWN"]).size).toBe(statuses.length + 2);
  });

  it("has a rate that was not worked out, not one that does not apply", () => {
    expect(rateInWords(rate(null, "NOT_APPLICABLE"))).toBe("Not worked out");
    expect(rateInWords(rate(null, "WITHHELD"))).toBe("Withheld");
  });
});

describe("a map", () => {
  it("names one value as one, and no range from it to itself", () => {
    const html = renderToStaticMarkup(
      <CountyMap
        shapes={{ width: 10, height: 10, counties: new Map([["29001", "M0 0"]]), border: "M0 0" }}
        counties={[{ fips: "29001", name: "Adair County", rate: rate("0.722") }]}
        unit={SHARE}
        label="A map"
        hrefOf={(fips) => `/${fips}`}
      />,
    );
    expect(html).toContain("72.2%");
    expect(html).not.toContain("72.2% to");
  });
});

describe("a table of completeness", () => {
  const cellOf = (countedReports: number, expectedReports: number, isDue: boolean) => {
    const coverage = { countedReports, expectedReports };
    const html = renderToStaticMarkup(
      <CompletenessMap rows={[{ place: "Clark County", period: "October 2026", coverage, isDue }]} />,
    );
    return /<td class="(\w+)">([^<]*)</.exec(html)?.slice(1);
  };

  it("calls no month missing that is not due yet", () => {
    expect(cellOf(0, 7, true)).toEqual(["none", "0/7"]);
    expect(cellOf(0, 7, false)).toEqual(["unexpected", "0/7, not due yet"]);
    expect(cellOf(7, 7, false)).toEqual(["all", "7/7"]);
    expect(cellOf(0, 0, false)).toEqual(["unexpected", "–"]);
  });
});

describe("a share as a hundred marks", () => {
  const marks = (html: string, look: RegExp) => html.match(look)?.length ?? 0;
  const drawn = (metric: Metric, counted: number) =>
    renderToStaticMarkup(
      <Hundred counted={counted} metric={metric} caption="Each mark is one." label="Share" />,
    );

  it("shows jail as it looks everywhere, whichever side of the share it is on", () => {
    const jail = drawn("JAIL_RATE", 10);
    expect(marks(jail, /<circle[^>]* class="jail"/g)).toBe(10);
    expect(marks(jail, /<rect[^>]* class="other"/g)).toBe(90);
    expect(jail).toContain("Each mark is one. Dots: jail. Squares: other outcomes.");
    const care = drawn("DIVERSION_RATE", 81);
    expect(marks(care, /<rect[^>]* class="care"/g)).toBe(81);
    expect(marks(care, /<circle[^>]* class="jail"/g)).toBe(19);
  });

  it("speaks of neither where the share is about something else", () => {
    const html = drawn("FORCE_RATE", 41);
    expect(html).not.toMatch(/class="(jail|care)"/);
    expect(html).toContain("Squares: those counted. Dots: the rest.");
  });
});

describe("a funnel", () => {
  const funnel = (center: RatePartsFragment, ...points: RatePartsFragment[]) =>
    ({
      center,
      points: points.map((one) => ({ rate: one, row: {}, adjustedPosition: "NOT_ASSESSED", complete: true })),
      curve: [],
      dispersion: null,
      sentence: "",
    }) as unknown as FunnelChartProps["funnel"];
  const drawn = (one: FunnelChartProps["funnel"]) =>
    renderToStaticMarkup(<FunnelChart funnel={one} unit={SHARE} label="A funnel" />);

  it("does not say that no place has a rate where only a common one is missing", () => {
    expect(drawn(funnel(rate(null, "NOT_APPLICABLE"), rate("0.5")))).toContain("There is no common rate");
    expect(drawn(funnel(rate(null, "WITHHELD"), rate(null, "WITHHELD")))).toContain("No place has a rate");
  });
});

describe("a chart over time", () => {
  const period = (from: string) => ({ from, until: from, label: from, partial: false });
  const coverage = (expectedReports: number): CoveragePartsFragment => ({
    expectedReports,
    countedReports: 0,
    missingReports: expectedReports,
    complete: false,
  });

  it("says what its marks for missing numbers mean, and only where there are some", () => {
    const trend = (...rates: RatePartsFragment[]) =>
      renderToStaticMarkup(
        <RateTrend
          points={rates.map((one, index) => ({ rate: one, period: period(`2025-0${String(index + 1)}`) }))}
          unit={SHARE}
          label="A trend"
        />,
      );
    expect(trend(rate("0.5"), rate(null, "WITHHELD"))).toContain("×: no number, which is not zero");
    expect(trend(rate("0.5"), rate("0.6"))).not.toContain("×");
  });

  it("draws no empty bar where no report was expected", () => {
    const bars = (expected: number) =>
      renderToStaticMarkup(
        <CoverageStrip periods={[{ period: period("2025-01"), coverage: coverage(expected) }]} />,
      );
    expect(bars(3)).toContain('class="expected"');
    expect(bars(0)).not.toContain('class="expected"');
  });
});

describe("a title within a sentence", () => {
  it("begins small, unless it begins with an abbreviation", () => {
    expect(inSentence("Jail rate")).toBe("jail rate");
    expect(inSentence("CIT response rate")).toBe("CIT response rate");
    expect(inSentence("Encounters with a CIT officer on scene")).toBe(
      "encounters with a CIT officer on scene",
    );
  });
});
