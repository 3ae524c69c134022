// What adds up to what, as the catalogue says it.

import { expect, test } from "@jest/globals";
import { smallTable } from "../../testkit/small-state.js";
import { CEILINGS, MEASURE_TREES, PROTECTED_MEASURES, treesFor } from "./measure-trees.js";

const node = (key: string) => MEASURE_TREES.flat().find((one) => one.key === key);

test("every protected measure stands in one tree", () => {
  const keys = MEASURE_TREES.flat().map(({ key }) => key);
  expect([...keys].sort()).toEqual(PROTECTED_MEASURES.map(({ key }) => key).sort());
  expect(keys).not.toContain("HOURS_TO_FIRST_CONTACT");
  expect(keys).not.toContain("GRADUATES");
});

test("a total has its widest parts below it, each leaf once", () => {
  expect(node("HOSPITAL_DIVERSIONS")?.parts).toEqual([
    "HOSPITAL_VOLUNTARY",
    "HOSPITAL_UNSPECIFIED",
    "HOLDS_ACCEPTED",
  ]);
  expect(node("HEALTH_DIVERSIONS")?.parts).toEqual([
    "HOSPITAL_DIVERSIONS",
    "CRISIS_CENTER",
    "DETOX_SOBERING",
  ]);
  expect(node("ENCOUNTERS")?.parts).toContain("HEALTH_DIVERSIONS");
  expect(node("ENCOUNTERS")?.parts).not.toContain("CRISIS_CENTER");
  expect(node("ENCOUNTERS")?.depth).toBe("TOTAL");
  expect(node("INJURED_SUBJECTS")?.leaves).toHaveLength(3);
});

test("ceilings tie trees together", () => {
  expect(CEILINGS).toContainEqual({ measure: "FORCE_USED", atMost: "ENCOUNTERS" });
  expect(CEILINGS).toContainEqual({ measure: "CONTACTS_WITHIN_24_HOURS", atMost: "FIRST_CONTACTS" });
});

test("a year has no figures of what came into the catalog later, unless somebody counted it all the same", () => {
  const table = smallTable([{ chapter: "a", region: "r", counts: [[1, 2, 3]] }], "2025-01", "2025-02");
  const keys = (year: typeof table) => treesFor(year).flatMap((tree) => tree.map(({ key }) => key));
  expect(keys(table)).not.toContain("OTHER");
  expect(keys(table)).toHaveLength(PROTECTED_MEASURES.length - 2);
  const [month] = table.countyMonths;
  const saying = (OTHER: number) => ({
    ...table,
    countyMonths: [{ ...month!, values: { ...month!.values, OTHER } }],
  });
  expect(keys(saying(0))).not.toContain("OTHER");
  expect(keys(saying(1))).toContain("OTHER");
  expect(keys(saying(1))).not.toContain("HOSPITAL_UNSPECIFIED");
  expect(treesFor({ ...table, from: "2027-01" as never, until: "2027-02" as never })).toBe(MEASURE_TREES);
});
