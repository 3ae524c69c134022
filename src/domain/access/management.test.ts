import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { StateCode } from "../geography.js";
import { mayManageAccount, maySeeAccount, outsideProblems, regranted } from "./management.js";
import { ROLES, type Grant } from "./viewer.js";

const STATES = ["MO", "WA", "KS"] as StateCode[];
const anyGrant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...ROLES),
  stateCode: fc.constantFrom(...STATES),
  chapterSlug: fc.constant(null),
});
const anyGrants = fc.array(anyGrant, { maxLength: 5 });
const viewer = (grants: readonly Grant[]) => ({
  accountId: 1,
  displayName: "A person",
  isDemonstration: false,
  grants,
  reach: new Set<never>(),
});
const statesOf = (grants: readonly Grant[]) =>
  grants.filter(({ role }) => role === "ADMINISTRATOR").map(({ stateCode }) => stateCode);

describe("whoever manages accounts", () => {
  it("manages one only if all of it lies in states of the own, and sees it if any does", () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, (own, grants) => {
        const inOwn = grants.map(({ stateCode }) => statesOf(own).includes(stateCode));
        expect(mayManageAccount(viewer(own), { grants })).toBe(inOwn.length > 0 && inOwn.every(Boolean));
        expect(maySeeAccount(viewer(own), { grants })).toBe(inOwn.some(Boolean));
      }),
    );
  });

  it("can hand out or take away nothing outside the own states", () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, anyGrants, (own, present, wanted) => {
        const asked = wanted.map(({ stateCode }) => ({ state: stateCode }));
        if (outsideProblems(viewer(own), asked, "grants").length > 0) return;
        const elsewhere = (grants: readonly Grant[]) =>
          grants.filter(({ stateCode }) => !statesOf(own).includes(stateCode));
        expect(elsewhere(regranted(viewer(own), present, wanted))).toEqual(elsewhere(present));
      }),
      { numRuns: 1_000 },
    );
  });
});
