import { describe, expect, it } from "@jest/globals";
import type { CountyFips, PopulationSeries } from "../geography.js";
import { eachMonth, reportingMonth } from "../reporting-month.js";
import { countResidents } from "./residents.js";

const ST_LOUIS = "29510" as CountyFips;
const CARTER = "29035" as CountyFips;
const UNKNOWN = "29999" as CountyFips;

const populations = new Map<CountyFips, PopulationSeries>([
  [
    ST_LOUIS,
    [
      { year: 2018, people: 303_000, vintage: "V2019" },
      { year: 2019, people: 300_000, vintage: "V2019" },
      { year: 2020, people: 290_000, vintage: "V2024" },
      { year: 2021, people: 288_000, vintage: "V2024" },
    ],
  ],
  [CARTER, [{ year: 2020, people: 5_205, vintage: "V2024" }]],
]);

function months(county: CountyFips, from: string, until: string) {
  return [...eachMonth(reportingMonth(from), reportingMonth(until))].map((month) => ({ county, month }));
}

describe("countResidents", () => {
  it("lends a year of residents for twelve reports", () => {
    expect(countResidents(months(ST_LOUIS, "2020-01", "2021-01"), populations)).toEqual({
      years: 290_000,
      vintage: "V2024",
      note: "Residents: census estimates of 2020, vintage V2024.",
    });
  });

  it("lends a twelfth for each report, by the estimate of its own year", () => {
    const { years, note } = countResidents(months(ST_LOUIS, "2020-07", "2021-04"), populations);
    expect(years).toBe(290_000 / 2 + 288_000 / 4);
    expect(note).toBe("Residents: census estimates of 2020, 2021, vintage V2024.");
  });

  it("adds counties up", () => {
    const counted = [...months(ST_LOUIS, "2020-01", "2020-07"), ...months(CARTER, "2020-01", "2021-01")];
    expect(countResidents(counted, populations).years).toBe(145_000 + 5_205);
  });

  it("takes the latest estimate for years that are not published yet", () => {
    expect(countResidents(months(CARTER, "2025-01", "2026-01"), populations)).toEqual({
      years: 5_205,
      vintage: "V2024",
      note: "Residents: census estimates of 2020, vintage V2024.",
    });
  });

  it("rounds to whole residents and years at the end only", () => {
    expect(countResidents(months(CARTER, "2020-01", "2020-02"), populations).years).toBe(434);
    expect(countResidents(months(CARTER, "2020-01", "2020-03"), populations).years).toBe(868);
    expect(countResidents(months(CARTER, "2020-01", "2020-04"), populations).years).toBe(1_301);
  });

  it("never mixes vintages", () => {
    const { years, note } = countResidents(months(ST_LOUIS, "2019-12", "2020-02"), populations);
    expect(years).toBeNull();
    expect(note).toBe(
      "Not worked out across a break between census estimates of 2019, 2020, vintage V2019 and V2024: ask for the years on each side.",
    );
  });

  it("does not mix vintages of two counties in the same month either", () => {
    const old = new Map(populations).set(CARTER, [{ year: 2019, people: 5_982, vintage: "V2019" }]);
    const counted = [...months(ST_LOUIS, "2020-01", "2020-02"), ...months(CARTER, "2020-01", "2020-02")];
    expect(countResidents(counted, old).years).toBeNull();
  });

  it("says which county it knows no population of", () => {
    expect(countResidents(months(UNKNOWN, "2020-05", "2020-06"), populations)).toEqual({
      years: null,
      vintage: null,
      note: "No census population is on file for county 29999 up to 2020-05.",
    });
    expect(countResidents(months(CARTER, "2019-12", "2020-01"), populations).years).toBeNull();
  });
});
