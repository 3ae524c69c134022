// What adds up to what, as the catalogue says it.

import { expect, test } from "@jest/globals";
import { CEILINGS, MEASURE_TREES, PROTECTED_MEASURES } from "./measure-trees.js";

const node = (key: string) => MEASURE_TREES.flat().find((one) => one.key === key);

test("every protected measure stands in one tree", () => {
  const keys = MEASURE_TREES.flat().map(({ key }) => key);
  expect([...keys].sort()).toEqual(PROTECTED_MEASURES.map(({ key }) => key).sort());
  expect(keys).not.toContain("HOURS_TO_FIRST_CONTACT");
  expect(keys).not.toContain("GRADUATES");
});

test("a total has its widest parts below it, each leaf once", () => {
  expect(node("HOSPITAL_DIVERSIONS")?.parts).toEqual(["HOSPITAL_VOLUNTARY", "HOLDS_ACCEPTED"]);
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
