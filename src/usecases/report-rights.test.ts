// What a screen is told that it can do is what happens when it does it: every right beside the judgement of a good order.

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Grant, Viewer } from "../domain/access/viewer.js";
import { REPORTED_MEASURES } from "../domain/catalog/catalog.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import type { ReportCommand } from "../domain/reporting/act-on-report.js";
import type { Chapter, ChapterId } from "../domain/reporting/chapter.js";
import { USUAL_LOCK } from "../domain/reporting/deadlines.js";
import type { Filing } from "../domain/reporting/filing.js";
import type { FiledReport, Revision } from "../domain/reporting/monthly-report.js";
import { REPORT_ACTIONS, REPORT_STATUSES } from "../domain/reporting/report-status.js";
import { localDateAt, reportingMonth } from "../domain/reporting-month.js";
import { judgeOrder, momentIn, sceneOf } from "./report-order.js";
import { canNow, needsReason } from "./report-rights.js";
import type { ReportView } from "./report-view.js";

const MO = "MO" as StateCode;
const COUNTY = "29115" as CountyFips;
const NOW = new Date("2026-11-23T18:00:00Z");
const STATE = { code: MO, name: "Missouri", timeZone: "America/Chicago", fiscalYearStartMonth: 7 };

const chapter: Chapter = {
  id: 1 as ChapterId,
  stateCode: MO,
  slug: "linn",
  name: "Linn County CIT Council",
  memberships: [
    { county: COUNTY, region: "North", source: "published", from: reportingMonth("2026-08"), until: null },
  ],
  expectations: [],
};

const filing: Filing = {
  values: {
    ...Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0])),
    ENCOUNTERS: 12,
    RESOLVED_ON_SCENE: 12,
  },
  isPartial: false,
  isZeroReport: false,
  comment: null,
};

const revision: Revision = {
  number: 1,
  origin: "ENTERED",
  isZeroReport: false,
  isPartial: false,
  values: { ...filing.values, ENCOUNTERS: 13, RESOLVED_ON_SCENE: 13 },
  reason: null,
  comment: null,
  submittedBy: 1,
  submittedAt: NOW,
  acceptedAt: null,
};

const COMMANDS = {
  SAVE: { action: "SAVE", filing },
  SUBMIT: { action: "SUBMIT", filing, origin: "ENTERED", reason: "Counted anew." },
  ACCEPT: { action: "ACCEPT", comment: null },
  RETURN: { action: "RETURN", comment: "Is it right?" },
  REOPEN: { action: "REOPEN", reason: "Counted anew." },
} as const satisfies Record<string, ReportCommand>;

/** Reviewer and coordinator at once: what is permitted is for other tests. */
const grants: readonly Grant[] = [
  { role: "COORDINATOR", stateCode: MO, chapterSlug: "linn" },
  { role: "REVIEWER", stateCode: MO, chapterSlug: null },
];

const anyReport = fc
  .record({
    status: fc.constantFrom(null, ...REPORT_STATUSES),
    month: fc.constantFrom("2026-07", "2026-08", "2026-10", "2026-11", "2026-12").map(reportingMonth),
    isMarked: fc.boolean(),
  })
  .map(({ status, month, isMarked }) => {
    const report: FiledReport | null =
      status === null
        ? null
        : {
            chapterId: chapter.id,
            county: COUNTY,
            month,
            status,
            firstSubmittedOn: null,
            isDemonstration: isMarked,
            version: 3,
            revisions: status === "DRAFT" ? [] : [revision],
            draft: null,
            events: [],
          };
    return { month, report };
  });

const anyViewer = fc
  .record({ accountId: fc.constantFrom(1, 2), isDemonstration: fc.boolean() })
  .map((viewer): Viewer => ({ ...viewer, displayName: "Somebody", grants, reach: new Set() }));

const anyLock = fc.constantFrom(USUAL_LOCK, { afterDays: 20 });

describe("what a screen is told", () => {
  it("that the viewer can do now is done, and what it cannot is refused", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyReport, anyViewer, anyLock, ({ month, report }, viewer, lock) => {
        const today = localDateAt(NOW, STATE.timeZone);
        const view: ReportView = { chapter, county: COUNTY, month, report, today, lock, lockOverride: null };
        for (const action of REPORT_ACTIONS) {
          const told = canNow(viewer, view, action);
          expect([action, told]).toEqual([action, isDone(COMMANDS[action], viewer, view)]);
          const name = `${action} ${String(told)}`;
          seen.set(name, (seen.get(name) ?? 0) + 1);
        }
      }),
      { numRuns: 2_000, endOnFailure: true },
    );
    for (const action of REPORT_ACTIONS) {
      for (const told of [true, false]) expect(seen.get(`${action} ${String(told)}`)).toBeGreaterThan(20);
    }
  });

  it("to need a reason is refused without one, and nothing else is", () => {
    fc.assert(
      fc.property(anyReport, anyViewer, ({ month, report }, viewer) => {
        const today = localDateAt(NOW, STATE.timeZone);
        const view: ReportView = {
          chapter, county: COUNTY, month, report, today, lock: USUAL_LOCK, lockOverride: null,
        }; // prettier-ignore
        fc.pre(canNow(viewer, view, "SUBMIT"));
        const unexplained = isDone({ ...COMMANDS.SUBMIT, reason: null }, viewer, view);
        expect(needsReason(view)).toBe(!unexplained);
      }),
      { endOnFailure: true },
    );
  });

  it("is nothing that changes, to a token for reading", () => {
    const today = localDateAt(NOW, STATE.timeZone);
    const month = reportingMonth("2026-10");
    const view: ReportView = {
      chapter, county: COUNTY, month, report: null, today, lock: USUAL_LOCK, lockOverride: null,
    }; // prettier-ignore
    const viewer: Viewer = {
      accountId: 1,
      displayName: "Somebody",
      isDemonstration: false,
      grants,
      reach: new Set(),
    };
    expect(canNow(viewer, view, "SUBMIT")).toBe(true);
    expect(canNow({ ...viewer, scopes: "READ" }, view, "SUBMIT")).toBe(false);
  });
});

function isDone(
  command: ReportCommand,
  viewer: Viewer,
  { report, month, lock, lockOverride }: ReportView,
): boolean {
  const ref = { state: MO, chapter: chapter.slug, county: COUNTY, month };
  const moment = momentIn(STATE, NOW, lock);
  const background = { lockOverride, history: [], filedBefore: [] };
  const scene = sceneOf(viewer, chapter, ref, moment, background, report);
  const order = {
    ref, version: null, idempotencyKey: "key", operation: "test", body: {}, action: command.action, faults: [],
    isZeroReport: false, command: () => command,
  }; // prettier-ignore
  return !judgeOrder(order, scene, background).isRefused;
}
