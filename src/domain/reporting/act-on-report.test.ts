// What may become of a report, whoever does what in whatever order: random lives of one report beside a model that is
// written from the words of the product.

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { REPORTED_MEASURES, type ReportValues } from "../catalog/catalog.js";
import { frozen } from "../frozen.js";
import type { CountyFips, StateCode } from "../geography.js";
import { reportingMonth, type LocalDate } from "../reporting-month.js";
import {
  actOnReport,
  type Decision,
  type ReportChange,
  type ReportCommand,
  type Scene,
} from "./act-on-report.js";
import type { Chapter, ChapterId } from "./chapter.js";
import { addDays, USUAL_LOCK } from "./deadlines.js";
import { isBlank } from "../text.js";
import type { Filing } from "./filing.js";
import { acceptedRevision, lastRevision, type FiledReport } from "./monthly-report.js";
import { REPORT_ACTIONS } from "./report-status.js";

const MONTH = reportingMonth("2026-10");
const COUNTY = "29115" as CountyFips;
const FIRST_DAY = "2026-11-01" as LocalDate;

const chapter: Chapter = {
  id: 1 as ChapterId,
  stateCode: "MO" as StateCode,
  slug: "linn",
  name: "Linn County CIT Council",
  memberships: [
    { county: COUNTY, region: "North", source: "published", from: reportingMonth("2020-01"), until: null },
  ],
  expectations: [],
};

function filing(jailed: number, changes: Partial<Filing> = {}): Filing {
  const values: ReportValues = {
    ...Object.fromEntries(REPORTED_MEASURES.map(({ key }) => [key, 0])),
    ENCOUNTERS: 12,
    JAIL_BOOKINGS: jailed,
    RESOLVED_ON_SCENE: 12 - jailed,
  };
  return { values, isPartial: false, isZeroReport: false, comment: null, ...changes };
}

const INCOMPLETE: Filing = filing(0, { values: { ENCOUNTERS: 12 } });
const BAD_SUM: Filing = filing(0, { values: { ...filing(0).values, ENCOUNTERS: 13 } });
const BAD_VALUE: Filing = filing(0, { values: { ENCOUNTERS: -1 } });

function scene(report: FiledReport | null, changes: Partial<Scene> = {}): Scene {
  return {
    report,
    chapter,
    county: COUNTY,
    month: MONTH,
    today: FIRST_DAY,
    runningMonth: reportingMonth("2026-11"),
    lock: USUAL_LOCK,
    lockOverride: null,
    history: [],
    accountId: 1,
    isDemonstration: false,
    now: new Date("2026-11-01T15:00:00Z"),
    ...changes,
  };
}

/** What the store makes of a change. */
function apply(report: FiledReport | null, change: ReportChange): FiledReport {
  const before = report?.revisions ?? [];
  const revisions = change.newRevision === null ? before : [...before, change.newRevision];
  return frozen({
    chapterId: chapter.id,
    county: COUNTY,
    month: MONTH,
    isDemonstration: false,
    lockOverride: null,
    status: change.status,
    firstSubmittedOn: change.firstSubmittedOn,
    version: (report?.version ?? 0) + 1,
    draft: change.draft,
    revisions: revisions.map((one) =>
      one.number === change.accepts ? { ...one, acceptedAt: change.events.at(-1)?.at ?? null } : one,
    ),
    events: [...(report?.events ?? []), ...change.events],
  });
}

const codes = ({ problems }: Decision) => problems.map(({ code }) => code);
const hasErrors = ({ problems }: Decision) => problems.some(({ severity }) => severity === "ERROR");

// ── The model ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Model {
  status: string;
  /** Contents of each revision, as text. */
  readonly sent: string[];
  /** Why the last revision differs, as far as somebody said so. */
  reason: string | null;
  /** Why an accepted report was opened, until it is submitted. */
  openedBecause: string | null;
  /** Account of each revision. */
  readonly senders: number[];
  /** Number of the figure of record; 0: none. */
  ofRecord: number;
  draft: string | null;
  firstSubmittedOn: string | null;
}

const contentOf = ({ values, isPartial, isZeroReport }: Filing) =>
  JSON.stringify([values, isPartial, isZeroReport]);

/** Does to the model what the command should do. Answers what should be said: done, refused, or nothing to do. */
function expectOf(
  model: Model,
  command: ReportCommand,
  accountId: number,
  today: LocalDate,
): "DONE" | "REFUSED" | "SAID" {
  const isLocked = today >= "2027-01-30";
  switch (command.action) {
    case "SAVE":
      if (!["NOTHING", "DRAFT", "RETURNED", "REOPENED"].includes(model.status)) return "REFUSED";
      if (isLocked || command.filing === BAD_VALUE) return "REFUSED";
      if (model.draft === contentOf(command.filing)) return "SAID";
      model.draft = contentOf(command.filing);
      if (model.status === "NOTHING") model.status = "DRAFT";
      return "DONE";
    case "SUBMIT": {
      const content = contentOf(command.filing);
      const isWaiting = model.status === "SUBMITTED" || model.status === "ACCEPTED";
      // A file that says the same once more says nothing, also after a return.
      const isFile = command.origin === "UPLOADED";
      const reason = isBlank(command.reason) ? null : command.reason;
      const isReasonNew = !isFile && reason !== null && reason !== model.reason;
      if ((isWaiting || isFile) && model.sent.at(-1) === content && !isReasonNew) return "SAID";
      if (isLocked || [INCOMPLETE, BAD_SUM, BAD_VALUE].includes(command.filing)) return "REFUSED";
      if (model.status === "ACCEPTED" && reason === null) return "REFUSED";
      model.reason = reason ?? model.openedBecause;
      model.openedBecause = null;
      model.sent.push(content);
      model.senders.push(accountId);
      model.status = "SUBMITTED";
      model.draft = null;
      model.firstSubmittedOn ??= today;
      return "DONE";
    }
    case "ACCEPT":
    case "RETURN":
      if (model.status !== "SUBMITTED" || model.senders.at(-1) === accountId) return "REFUSED";
      if (command.action === "RETURN" && command.comment.trim() === "") return "REFUSED";
      model.status = command.action === "ACCEPT" ? "ACCEPTED" : "RETURNED";
      if (command.action === "ACCEPT") model.ofRecord = model.sent.length;
      return "DONE";
    case "REOPEN":
      if (model.status !== "ACCEPTED" || isLocked || command.reason.trim() === "") return "REFUSED";
      model.status = "REOPENED";
      model.openedBecause = command.reason;
      return "DONE";
  }
}

// ── Random lives ────────────────────────────────────────────────────────────────────────────────────────────────────

const FILINGS = [filing(1), filing(2), filing(2, { isPartial: true }), INCOMPLETE, BAD_SUM, BAD_VALUE];
const anyFiling = fc.constantFrom(...FILINGS);
const anyText = fc.constantFrom("", " ", "The jail disagrees.", "A slip.");

const anyCommand: fc.Arbitrary<ReportCommand> = fc.oneof(
  fc.record({ action: fc.constant("SAVE" as const), filing: anyFiling }),
  {
    weight: 3,
    arbitrary: fc.record({
      action: fc.constant("SUBMIT" as const),
      filing: anyFiling,
      origin: fc.constantFrom("ENTERED" as const, "UPLOADED" as const),
      reason: fc.option(anyText),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ action: fc.constant("ACCEPT" as const), comment: fc.option(anyText) }),
  },
  { weight: 2, arbitrary: fc.record({ action: fc.constant("RETURN" as const), comment: anyText }) },
  fc.record({ action: fc.constant("REOPEN" as const), reason: anyText }),
);

const anyStep = fc.record({
  command: anyCommand,
  accountId: fc.integer({ min: 1, max: 3 }),
  /** Days until the next step: now and then the month is locked before a life is over. */
  days: fc.constantFrom(0, 0, 1, 2, 9),
});

/** What must hold of every report, and of every step that led from one to the next. */
function check(
  before: FiledReport | null,
  after: FiledReport,
  command: ReportCommand,
  accountId: number,
): void {
  const [old, now] = [before?.revisions ?? [], after.revisions];
  expect(now.map(({ number }) => number)).toEqual(now.map((_, index) => index + 1));
  expect(now.length - old.length).toBe(command.action === "SUBMIT" ? 1 : 0);
  expect(after.version).toBe((before?.version ?? 0) + 1);
  for (const [index, revision] of old.entries()) {
    expect(now[index]).toEqual({ ...revision, acceptedAt: now[index]?.acceptedAt ?? null });
    if (revision.acceptedAt !== null) expect(now[index]?.acceptedAt).toEqual(revision.acceptedAt);
  }
  expect(now.every(({ number, reason }) => number === 1 || (reason ?? "").trim() !== "")).toBe(true);

  const [recordBefore, recordAfter] = [
    before === null ? null : acceptedRevision(before),
    acceptedRevision(after),
  ];
  if (command.action === "ACCEPT") {
    expect(recordAfter?.number).toBe(now.length);
    expect(lastRevision(after)?.submittedBy).not.toBe(accountId);
  } else expect(recordAfter?.number ?? null).toBe(recordBefore?.number ?? null);

  const added = after.events.slice(before?.events.length ?? 0);
  expect(after.events.slice(0, before?.events.length ?? 0)).toEqual(before?.events ?? []);
  expect(added.map(({ action }) => action)).toEqual(
    command.action === "SUBMIT" && before?.status === "ACCEPTED" ? ["REOPEN", "SUBMIT"] : [command.action],
  );
  // The steps follow one another, and the last one leads to the status.
  for (const [index, event] of after.events.entries()) {
    expect(event.statusBefore).toBe(after.events[index - 1]?.statusAfter ?? null);
  }
  expect(after.events.at(-1)?.statusAfter).toBe(after.status);
  expect(added.every(({ by }) => by === accountId)).toBe(true);
  expect((after.status === "DRAFT") === (after.firstSubmittedOn === null)).toBe(true);
  if (after.draft !== null) expect(["DRAFT", "RETURNED", "REOPENED"]).toContain(after.status);
}

describe("a report", () => {
  it("becomes what a model makes of it, in any life, and what is refused changes nothing", () => {
    const done = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 10, maxLength: 40 }), (steps) => {
        let report: FiledReport | null = null;
        let today = FIRST_DAY;
        const model: Model = {
          status: "NOTHING", sent: [], senders: [], reason: null, openedBecause: null, ofRecord: 0, draft: null, firstSubmittedOn: null,
        }; // prettier-ignore
        for (const { command, accountId, days } of steps) {
          const runningMonth = reportingMonth(today.slice(0, 7));
          const decision = actOnReport(command, scene(report, { accountId, today, runningMonth }));
          const expected = expectOf(model, command, accountId, today);
          const outcome = hasErrors(decision) ? "REFUSED" : decision.change === null ? "SAID" : "DONE";
          expect([command.action, codes(decision), outcome]).toEqual([
            command.action,
            codes(decision),
            expected,
          ]);
          if (outcome === "REFUSED") expect(decision.change).toBeNull();
          if (decision.change !== null) {
            const after: FiledReport = apply(report, decision.change);
            check(report, after, command, accountId);
            report = after;
          }
          expect(report?.status ?? "NOTHING").toBe(model.status);
          expect(report?.revisions.length ?? 0).toBe(model.sent.length);
          expect((report === null ? null : acceptedRevision(report))?.number ?? 0).toBe(model.ofRecord);
          expect(report?.firstSubmittedOn ?? null).toBe(model.firstSubmittedOn);
          expect(report?.draft == null ? null : JSON.stringify(report.draft.values)).toBe(
            model.draft === null ? null : JSON.stringify((JSON.parse(model.draft) as unknown[])[0]),
          );
          const name = `${outcome} ${command.action}`;
          done.set(name, (done.get(name) ?? 0) + 1);
          today = addDays(today, days);
        }
      }),
      { numRuns: 300, seed: 11, endOnFailure: true },
    );
    // Each act was done and refused often enough for the sentence above to mean something.
    for (const action of REPORT_ACTIONS) {
      for (const outcome of ["DONE", "REFUSED"]) {
        expect([outcome, action, (done.get(`${outcome} ${action}`) ?? 0) >= 50]).toEqual([
          outcome,
          action,
          true,
        ]);
      }
    }
    expect(done.get("SAID SUBMIT")).toBeGreaterThan(50);
  });

  it("that is looked at in a life is never written to by an act: it is frozen, and the same act answers the same", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 15 }), (steps) => {
        let report: FiledReport | null = null;
        for (const { command, accountId } of steps) {
          const here: Scene = frozen(scene(report, { accountId }));
          const decision: Decision = actOnReport(frozen(command), here);
          expect(actOnReport(command, here)).toEqual(decision);
          if (decision.change !== null) report = apply(report, decision.change);
        }
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

// ── Single steps ────────────────────────────────────────────────────────────────────────────────────────────────────

const submit = (
  jailed: number,
  changes: Partial<Filing> = {},
  reason: string | null = null,
): ReportCommand => ({
  action: "SUBMIT",
  filing: filing(jailed, changes),
  origin: "ENTERED",
  reason,
});

/** After the commands, one by one: those of the chapter by account 1, those of the reviewer by account 2. */
function after(...commands: readonly ReportCommand[]): FiledReport {
  let report: FiledReport | null = null;
  for (const command of commands) {
    const accountId = command.action === "ACCEPT" || command.action === "RETURN" ? 2 : 1;
    const decision: Decision = actOnReport(command, scene(report, { accountId }));
    if (decision.change === null) throw new Error(JSON.stringify(decision.problems));
    report = apply(report, decision.change);
  }
  if (report === null) throw new Error("No command was given.");
  return report;
}

const ACCEPT: ReportCommand = { action: "ACCEPT", comment: null };
const RETURN: ReportCommand = { action: "RETURN", comment: "Are two bookings right?" };

describe("four eyes", () => {
  it("see each figure: whoever submitted the revision can neither accept nor return it", () => {
    for (const command of [ACCEPT, RETURN]) {
      expect(codes(actOnReport(command, scene(after(submit(1)), { accountId: 1 })))).toEqual(["OWN_WORK"]);
      expect(codes(actOnReport(command, scene(after(submit(1)), { accountId: 2 })))).toEqual([]);
    }
  });

  it("are asked of the last revision, not of one before it", () => {
    const resent = actOnReport(submit(2), scene(after(submit(1)), { accountId: 3 }));
    const report = apply(after(submit(1)), resent.change!);
    expect(codes(actOnReport(ACCEPT, scene(report, { accountId: 3 })))).toEqual(["OWN_WORK"]);
    expect(codes(actOnReport(ACCEPT, scene(report, { accountId: 1 })))).toEqual([]);
  });
});

describe("a correction of what was accepted", () => {
  it("needs a reason, which then stands at the revision and at the reopening", () => {
    const report = after(submit(1), ACCEPT);
    expect(codes(actOnReport(submit(2), scene(report)))).toEqual(["REASON_NEEDED"]);
    const { change } = actOnReport(submit(2, {}, "A slip."), scene(report));
    expect(change).toMatchObject({
      status: "SUBMITTED",
      newRevision: { number: 2, reason: "A slip.", acceptedAt: null },
      accepts: null,
      events: [
        {
          action: "REOPEN",
          statusBefore: "ACCEPTED",
          statusAfter: "REOPENED",
          revision: 1,
          comment: "A slip.",
        },
        {
          action: "SUBMIT",
          statusBefore: "REOPENED",
          statusAfter: "SUBMITTED",
          revision: 2,
          comment: "A slip.",
        },
      ],
    });
  });

  it("after a reopening keeps the reason that was given then", () => {
    const reopened = after(submit(1), ACCEPT, { action: "REOPEN", reason: "The jail disagrees." });
    expect(actOnReport(submit(2), scene(reopened)).change?.newRevision?.reason).toBe("The jail disagrees.");
    expect(actOnReport(submit(2, {}, "Counted anew."), scene(reopened)).change?.newRevision?.reason).toBe(
      "Counted anew.",
    );
  });

  it("takes no figure away before another is accepted", () => {
    const report = after(submit(1), ACCEPT, submit(2, {}, "A slip."), RETURN, submit(3));
    expect(acceptedRevision(report)?.number).toBe(1);
    expect(
      acceptedRevision(apply(report, actOnReport(ACCEPT, scene(report, { accountId: 2 })).change!))?.number,
    ).toBe(3);
  });
});

describe("a draft", () => {
  it("may be incomplete or not add up, and is told what would keep it from being submitted", () => {
    const { change, problems } = actOnReport({ action: "SAVE", filing: BAD_SUM }, scene(null));
    expect(change).toMatchObject({
      status: "DRAFT",
      draft: { values: BAD_SUM.values },
      firstSubmittedOn: null,
    });
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([["SUM_MISMATCH", "WARNING"]]);
  });

  it("that says what is kept already is not kept anew, and is told once more what is wrong with it", () => {
    const save = (changes: Partial<Filing> = {}): ReportCommand => ({
      action: "SAVE",
      filing: { ...BAD_SUM, ...changes },
    });
    const saved = after(save());
    const again = actOnReport(save(), scene(saved));
    expect(again.change).toBeNull();
    expect(again.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ["SUM_MISMATCH", "WARNING"],
    ]);
    for (const changes of [{ isPartial: true }, { comment: "A fair." }, { values: filing(1).values }])
      expect(actOnReport(save(changes), scene(saved)).change).not.toBeNull();
  });

  it("cannot hold what is no count, nor belong to a county of others", () => {
    const bad = filing(1, { values: { ...filing(1).values, VETERANS: -1 } });
    expect(codes(actOnReport({ action: "SAVE", filing: bad }, scene(null)))).toEqual(["BAD_VALUE"]);
    const abroad = scene(null, { county: "29510" as CountyFips });
    expect(codes(actOnReport({ action: "SAVE", filing: filing(1) }, abroad))).toEqual([
      "COUNTY_OUTSIDE_CHAPTER",
    ]);
  });

  it("goes when the report is submitted, and the figures of others never see it", () => {
    const saved = after(submit(1), RETURN, { action: "SAVE", filing: filing(5) });
    expect(saved).toMatchObject({ status: "RETURNED", draft: { values: { JAIL_BOOKINGS: 5 } } });
    expect(lastRevision(saved)?.values.JAIL_BOOKINGS).toBe(1);
    expect(apply(saved, actOnReport(submit(5), scene(saved)).change!).draft).toBeNull();
  });
});

describe("a reason by itself", () => {
  it("is something new to say, of what waits and of what was accepted; the same one once more is not", () => {
    for (const before of [after(submit(1)), after(submit(1), ACCEPT)]) {
      const explained = actOnReport(submit(1, {}, "The jail was asked."), scene(before));
      expect(explained.change).toMatchObject({ newRevision: { number: 2, reason: "The jail was asked." } });
      const report = apply(before, explained.change!);
      expect(actOnReport(submit(1, {}, "The jail was asked."), scene(report))).toEqual({
        change: null,
        problems: [],
      });
    }
  });

  it("that came with the first revision is known, though a first revision differs from nothing", () => {
    const first = after(submit(1, {}, "Found in a drawer."));
    expect(lastRevision(first)?.reason).toBeNull();
    expect(actOnReport(submit(1, {}, "Found in a drawer."), scene(first)).change).toBeNull();
    expect(actOnReport(submit(1, {}, "Found elsewhere."), scene(first)).change).not.toBeNull();
  });

  it("of a file is for its rows that change: a row that says the same says nothing", () => {
    const file = { ...submit(1, {}, "Corrected in the whole file."), origin: "UPLOADED" } as ReportCommand;
    expect(actOnReport(file, scene(after(submit(1), ACCEPT)))).toEqual({ change: null, problems: [] });
  });
});

describe("the mark of a demonstration", () => {
  const marked = (report: FiledReport): FiledReport => ({ ...report, isDemonstration: true });
  const waiting = after(submit(1));
  const accepted = after(submit(1), ACCEPT);
  const returned = after(submit(1), RETURN);
  const acts: readonly (readonly [ReportCommand, FiledReport])[] = [
    [{ action: "SAVE", filing: filing(2) }, returned],
    [submit(2), waiting],
    [submit(2, {}, "A slip."), accepted],
    [ACCEPT, waiting],
    [RETURN, waiting],
    [{ action: "REOPEN", reason: "A slip." }, accepted],
  ];

  it("keeps demonstration users off what is real, and everybody else off what was invented, whatever they do", () => {
    for (const [command, report] of acts) {
      const as = (isDemonstration: boolean, on: FiledReport) =>
        codes(actOnReport(command, scene(on, { accountId: 3, isDemonstration })));
      expect([as(true, report), as(false, marked(report))]).toEqual([["DEMONSTRATION"], ["DEMONSTRATION"]]);
      expect([as(false, report), as(true, marked(report))]).toEqual([[], []]);
    }
  });
});

describe("everything that is wrong", () => {
  it("is said together: what is on file, the mark, the month, the text, the values and the reason", () => {
    const report = { ...after(submit(1), ACCEPT), isDemonstration: true };
    const values = { ...filing(1).values, VETERANS: 13, ENCOUNTERS: 11 };
    const worst = submit(1, { values, comment: "x".repeat(2_001) });
    expect(codes(actOnReport(worst, scene(report, { today: "2027-01-30" as LocalDate }))).sort()).toEqual([
      "DEMONSTRATION",
      "EXCEEDS_CEILING",
      "MONTH_LOCKED",
      "REASON_NEEDED",
      "SUM_MISMATCH",
      "TEXT_TOO_LONG",
    ]);
  });

  it("with a draft that cannot be kept is said with what would keep it from being submitted", () => {
    const values = { ...filing(1).values, VETERANS: -1, ENCOUNTERS: 11 };
    const { change, problems } = actOnReport(
      { action: "SAVE", filing: filing(1, { values }) },
      scene(after(submit(1))),
    );
    expect(change).toBeNull();
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "ERROR WRONG_STATUS",
      "ERROR BAD_VALUE",
      "WARNING SUM_MISMATCH",
    ]);
  });

  it("with a judgement or a reopening that comes too late is said with what it lacks", () => {
    const waiting = after(submit(1));
    expect(
      codes(
        actOnReport({ action: "RETURN", comment: " " }, scene(after(submit(1), ACCEPT), { accountId: 2 })),
      ),
    ).toEqual(["WRONG_STATUS", "REASON_NEEDED"]);
    const late = scene(waiting, { today: "2027-01-30" as LocalDate });
    expect(codes(actOnReport({ action: "REOPEN", reason: "" }, late))).toEqual([
      "WRONG_STATUS",
      "REASON_NEEDED",
      "MONTH_LOCKED",
    ]);
  });
});

describe("what is said", () => {
  it("comes with errors before warnings", () => {
    const history = Array.from({ length: 6 }, () => ({ RESOLVED_ON_SCENE: 200 }));
    const judged = actOnReport(submit(1, { isZeroReport: true }), scene(null, { history }));
    expect(judged.problems.map(({ severity }) => severity)).toEqual(["ERROR", "WARNING"]);
  });

  it("of a wrong status names the status and the way out", () => {
    const [found] = actOnReport(ACCEPT, scene(null)).problems;
    expect(found).toMatchObject({
      code: "WRONG_STATUS",
      path: "report",
      message: "The report is not on file and cannot be accepted.",
    });
    expect(found?.fix).toMatch(/\.$/);
  });
});
