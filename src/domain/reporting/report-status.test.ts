import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  isCorrection,
  REPORT_ACTIONS,
  REPORT_STATUSES,
  statusAfter,
  statusAfterAct,
  TRANSITIONS,
  type ReportStatus,
} from "./report-status.js";

/** Every action from every status, written out a second time; a dash: cannot be. */
const TABLE = `
  from       SAVE       SUBMIT      ACCEPT     RETURN     REOPEN
  nothing    DRAFT      SUBMITTED   -          -          -
  DRAFT      DRAFT      SUBMITTED   -          -          -
  SUBMITTED  -          SUBMITTED   ACCEPTED   RETURNED   -
  RETURNED   RETURNED   SUBMITTED   -          -          -
  ACCEPTED   -          -           -          -          REOPENED
  REOPENED   REOPENED   SUBMITTED   -          -          -`;

const [HEAD = [], ...ROWS] = TABLE.trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));

const CASES = ROWS.flatMap(([from = "", ...cells]) =>
  cells.map((cell, column) => ({ from, action: HEAD[column + 1] ?? "", to: cell === "-" ? null : cell })),
);

const anyStatus = fc.constantFrom(null, ...REPORT_STATUSES);
const anyAction = fc.constantFrom(...REPORT_ACTIONS);

/** Statuses after each action of a life that begins with nothing; what cannot be done is skipped. */
function live(actions: readonly (typeof REPORT_ACTIONS)[number][]): readonly ReportStatus[] {
  const passed: ReportStatus[] = [];
  for (const action of actions) {
    const after = statusAfter(action, passed.at(-1) ?? null);
    if (after !== null) passed.push(after);
  }
  return passed;
}

describe("the life of a report", () => {
  it.each(CASES)("from $from by $action leads to $to", ({ from, action, to }) => {
    const status = REPORT_STATUSES.find((one) => one === from) ?? null;
    expect(
      statusAfter(
        REPORT_ACTIONS.find((one) => one === action)!,
        status,
      ),
    ).toBe(to);
  });

  it("is written out above for every action and every status", () => {
    expect(HEAD).toEqual(["from", ...REPORT_ACTIONS]);
    expect(ROWS.map(([from]) => from).sort()).toEqual(["nothing", ...REPORT_STATUSES].sort());
    expect(CASES).toHaveLength(REPORT_ACTIONS.length * (REPORT_STATUSES.length + 1));
  });

  it("reaches every status from nothing", () => {
    const reached = new Set<ReportStatus | null>([null]);
    // A set that is walked while it grows gives what was added as well.
    for (const status of reached) {
      for (const action of REPORT_ACTIONS) {
        const after = statusAfter(action, status);
        if (after !== null) reached.add(after);
      }
    }
    expect([...reached].sort()).toEqual([null, ...REPORT_STATUSES].sort());
  });

  it("has no dead end: something can be done in every status", () => {
    for (const status of [null, ...REPORT_STATUSES]) {
      expect(REPORT_ACTIONS.some((action) => statusAfter(action, status) !== null)).toBe(true);
    }
  });

  it("never leaves the table", () => {
    const known: readonly string[] = REPORT_STATUSES;
    fc.assert(
      fc.property(anyAction, anyStatus, (action, status) => {
        const after = statusAfter(action, status);
        expect(after === null || known.includes(after)).toBe(true);
      }),
    );
    for (const row of Object.values(TRANSITIONS)) {
      expect(Object.keys(row).filter((from) => from !== "NONE" && !known.includes(from))).toEqual([]);
    }
  });

  it("is accepted or returned only straight after a submission", () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 40 }), (actions) => {
        const passed = live(actions);
        for (const [index, status] of passed.entries()) {
          const before = passed[index - 1] ?? null;
          if (status === "ACCEPTED") expect(before).toBe("SUBMITTED");
          if (status === "RETURNED") expect(["SUBMITTED", "RETURNED"]).toContain(before);
          if (status === "REOPENED") expect(["ACCEPTED", "REOPENED"]).toContain(before);
          if (status === "DRAFT") expect([null, "DRAFT"]).toContain(before);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("once submitted is never a mere draft again", () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 40 }), (actions) => {
        const passed = live(actions);
        const first = passed.indexOf("SUBMITTED");
        if (first >= 0) expect(passed.slice(first)).not.toContain("DRAFT");
      }),
      { numRuns: 1_000 },
    );
  });

  it("lets everything be submitted, by way of a reopening where it was accepted, and nothing else so", () => {
    for (const status of [null, ...REPORT_STATUSES]) {
      expect(statusAfterAct("SUBMIT", status)).toBe("SUBMITTED");
      expect(isCorrection(status)).toBe(statusAfter("SUBMIT", status) === null);
      for (const action of REPORT_ACTIONS.filter((one) => one !== "SUBMIT"))
        expect(statusAfterAct(action, status)).toBe(statusAfter(action, status));
    }
  });

  it("follows a table that nobody can change", () => {
    expect(() => Object.assign(TRANSITIONS.ACCEPT, { DRAFT: "ACCEPTED" })).toThrow(TypeError);
    expect(() => Object.assign(TRANSITIONS, { ACCEPT: {} })).toThrow(TypeError);
  });
});
