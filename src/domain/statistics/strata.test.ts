import { describe, expect, it } from "@jest/globals";
import { metric } from "../catalog/catalog.js";
import { DISPOSITIONS } from "../encounters/disposition.js";
import { NOTHING_RECORDED } from "../encounters/encounter.js";
import { strataByCallSource, type AlikeEncounters } from "./strata.js";

function encounter(rest: Partial<AlikeEncounters>): AlikeEncounters {
  return { ...NOTHING_RECORDED, collects: DISPOSITIONS, disposition: "RESOLVED_ON_SCENE", many: 1, ...rest };
}

describe("strata by call source", () => {
  it("count what the metric counts, source by source", () => {
    const strata = strataByCallSource(metric("DIVERSION_RATE"), [
      encounter({ callSource: "EMERGENCY_CALL", disposition: "HOSPITAL_VOLUNTARY" }),
      encounter({ callSource: "EMERGENCY_CALL", disposition: "CRISIS_CENTER" }),
      encounter({ callSource: "EMERGENCY_CALL", disposition: "JAIL_BOOKING" }),
      encounter({ callSource: "ON_VIEW", disposition: "JAIL_BOOKING", many: 5 }),
      encounter({ callSource: "ALARM" }),
      encounter({ disposition: "DETOX_SOBERING" }),
    ]);
    expect(strata).toEqual({
      by: "call source",
      known: new Map([
        ["EMERGENCY_CALL", { numerator: 2, denominator: 3 }],
        ["ON_VIEW", { numerator: 0, denominator: 5 }],
        ["ALARM", { numerator: 0, denominator: 0 }],
      ]),
      unknown: { numerator: 1, denominator: 1 },
      encounters: 10,
    });
  });

  it("take away what the metric takes away", () => {
    const strata = strataByCallSource(metric("JAIL_RATE"), [
      encounter({ callSource: "ON_VIEW", disposition: "JAIL_BOOKING" }),
      encounter({ callSource: "ON_VIEW", disposition: "NO_CONTACT" }),
      encounter({ callSource: "ON_VIEW", disposition: "UNKNOWN" }),
      encounter({ callSource: "ON_VIEW", disposition: "REFERRED" }),
    ]);
    expect(strata?.known.get("ON_VIEW")).toEqual({ numerator: 1, denominator: 2 });
  });

  it("leave an encounter out, above and below, that does not record what is counted", () => {
    const strata = strataByCallSource(metric("FORCE_RATE"), [
      encounter({ callSource: "ON_VIEW", isForceUsed: true }),
      encounter({ callSource: "ON_VIEW", isForceUsed: false }),
      encounter({ callSource: "ON_VIEW" }),
      encounter({ isForceUsed: true }),
    ]);
    expect(strata?.known.get("ON_VIEW")).toEqual({ numerator: 1, denominator: 2 });
    expect(strata?.unknown).toEqual({ numerator: 1, denominator: 1 });
  });

  it("count persons where the metric counts persons", () => {
    const strata = strataByCallSource(metric("SUBJECT_INJURY_RATE"), [
      encounter({ callSource: "ALARM", injuries: [{ party: "SUBJECT", severity: "MINOR", persons: 3 }] }),
      encounter({ callSource: "ALARM", injuries: [] }),
    ]);
    expect(strata?.known.get("ALARM")).toEqual({ numerator: 3, denominator: 2 });
  });

  it("are not of metrics that encounters cannot tell", () => {
    expect(strataByCallSource(metric("ENCOUNTERS_PER_100K"), [])).toBeNull();
    expect(strataByCallSource(metric("CIT_CERTIFIED_SHARE"), [])).toBeNull();
    expect(strataByCallSource(metric("JAIL_RATE"), [])).not.toBeNull();
  });
});
