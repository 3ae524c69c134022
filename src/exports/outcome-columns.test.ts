import { describe, expect, it } from "@jest/globals";
import { MEASURES } from "../domain/catalog/measures.js";
import { METRICS } from "../domain/catalog/metrics.js";
import { FIGURE_STATUSES, RELIABILITIES } from "../domain/statistics/figure.js";
import { EVERYTHING, type Choice } from "./choice.js";
import { dictionaryJson, dictionaryOf } from "./dictionary.js";
import { outcomeColumns } from "./outcome-columns.js";

const namesOf = (choice: Choice) => outcomeColumns(choice).map(({ name }) => name);

const NOTHING: Choice = { counts: [], rates: [] };

describe("the columns of a file of outcomes", () => {
  it("begin with place, time and coverage, and end with what must be said of them", () => {
    expect(namesOf(NOTHING)).toEqual([
      "state",
      "region",
      "chapter",
      "chapter_name",
      "county_fips",
      "county",
      "period_from",
      "period_until",
      "period_label",
      "period_partial",
      "expected_reports",
      "received_reports",
      "accepted_reports",
      "on_time_reports",
      "counted_reports",
      "partial_reports",
      "demonstration_reports",
      "coverage_fraction",
      "coverage_complete",
      "is_demonstration",
      "notes",
      "notices",
      "as_of",
    ]);
  });

  it("are those of each figure in the order of the catalogue, however they were asked for", () => {
    const figures = namesOf({ counts: ["JAIL_BOOKINGS", "ENCOUNTERS", "JAIL_BOOKINGS"], rates: ["JAIL_RATE"] });
    expect(figures.slice(19, -4)).toEqual([
      ...["encounters", "encounters_status", "encounters_counted_reports", "encounters_expected_reports"],
      ...["jail_bookings", "jail_bookings_status", "jail_bookings_counted_reports", "jail_bookings_expected_reports"],
      ...["jail_rate", "jail_rate_numerator", "jail_rate_denominator", "jail_rate_per", "jail_rate_lower", "jail_rate_upper"],
      ...["jail_rate_reliability", "jail_rate_status", "jail_rate_counted_reports", "jail_rate_expected_reports"],
    ]);
  }); // prettier-ignore

  it("are there for every measure and metric of the catalogue when nothing is chosen, each under a name of its own", () => {
    const names = namesOf(EVERYTHING);
    expect(names).toEqual(
      expect.arrayContaining([...MEASURES, ...METRICS].map(({ key }) => key.toLowerCase())),
    );
    expect(names.length).toBe(23 + 4 * MEASURES.length + 10 * METRICS.length);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });
});

describe("the data dictionary", () => {
  const entries = dictionaryOf("outcomes", outcomeColumns(EVERYTHING));

  it("has an entry for every column, with a meaning, and the definition where a figure rests on one", () => {
    expect(entries.map((entry) => entry.column)).toEqual(namesOf(EVERYTHING));
    for (const { description } of entries) expect(description).toMatch(/\.$/);
    for (const { key, version, source } of [...MEASURES, ...METRICS]) {
      const own = entries.filter(({ definition }) => definition === key);
      expect(own.length).toBeGreaterThanOrEqual(4);
      for (const entry of own) expect([entry.definitionVersion, entry.source]).toEqual([version, source]);
    }
  });

  it("says what a measure counts, in which unit, and that empty is never zero", () => {
    expect(entries.find((entry) => entry.column === "jail_bookings")).toMatchObject({
      type: "integer",
      unit: "encounters",
      definition: "JAIL_BOOKINGS",
      description: expect.stringMatching(/arrested and taken to jail.*Empty when nothing is known, never 0/),
    });
  });

  it("says what every status and reliability means", () => {
    const meaningsOf = (name: string) => entries.find((entry) => entry.column === name)?.meanings;
    expect(Object.keys(meaningsOf("jail_rate_status") ?? {})).toEqual([...FIGURE_STATUSES]);
    expect(Object.keys(meaningsOf("jail_rate_reliability") ?? {})).toEqual([...RELIABILITIES]);
  });

  it("is one JSON value with the rule of each type", () => {
    const { types, columns } = JSON.parse(dictionaryJson(entries)) as {
      readonly types: Readonly<Record<string, string>>;
      readonly columns: readonly { readonly type: string }[];
    };
    for (const { type } of columns) expect(types[type]).toMatch(/\.$/);
    expect(columns).toHaveLength(entries.length);
  });
});
