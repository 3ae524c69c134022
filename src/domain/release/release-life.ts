// The life of a release: asked for, built, published by a second person, and withdrawn if it must be. The same table stands in
// the database as a trigger.

import { frozen } from "../frozen.js";
import type { StateCode } from "../geography.js";
import { problem, type Problem } from "../problem.js";
import { checkComment } from "../reporting/filing.js";
import { isBlank } from "../text.js";
import { isLocked, lastOpenDay, latestLockedMonth, type LockRule } from "../reporting/deadlines.js";
import { dayName, monthName } from "../period.js";
import { addMonths, monthOfYear, yearOf, type LocalDate, type ReportingMonth } from "../reporting-month.js";
import type { DisclosurePolicy } from "../disclosure/policy.js";
import { MARK } from "../statistics/report-grid.js";
import type { PublishedMonth, ReleaseKind, Withdrawal } from "./published-release.js";

export const RELEASE_STATUSES = [
  "QUEUED",
  "BUILDING",
  "FAILED",
  "BUILT",
  "DISCARDED",
  "PUBLISHED",
  "WITHDRAWN",
] as const;

/** `FAILED`: a gate found something, or the inputs could not be laid out. `BUILT`: waits for a second person. */
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

/** Act → from which status, to which. */
export const RELEASE_ACTS = frozen({
  take: { from: ["QUEUED", "BUILDING"], to: "BUILDING" },
  finish: { from: ["BUILDING"], to: "BUILT" },
  fail: { from: ["BUILDING"], to: "FAILED" },
  publish: { from: ["BUILT"], to: "PUBLISHED" },
  /** One that is being built is canceled by it: its builder notices, and ends what is under way. */
  discard: { from: ["QUEUED", "BUILDING", "BUILT"], to: "DISCARDED" },
  withdraw: { from: ["PUBLISHED"], to: "WITHDRAWN" },
} as const satisfies Record<string, { readonly from: readonly ReleaseStatus[]; readonly to: ReleaseStatus }>);

export type ReleaseAct = keyof typeof RELEASE_ACTS;

/** How far a gate came: what it tried, what it found, and what no release could help. */
export interface GateReport {
  /** Small counts that were attacked. */
  readonly attacked: number;
  readonly floors: number;
}

export interface GateReports {
  /** Gate 1: everybody, over everything ever published of the year. */
  readonly public: GateReport;
  /** Gate 2: moves that were replayed in whole numbers. */
  readonly movesReplayed: number;
  /** Gate 3: the coordinator of each chapter. */
  readonly insiders: GateReport & { readonly chapters: number };
  readonly solver: string;
}

/** One attempt to publish, as its builders see it. */
export interface Release {
  readonly id: number;
  readonly stateCode: StateCode;
  readonly kind: ReleaseKind;
  /** Of a first release: nothing before this month is ever published. Null: it begins with the first report. */
  readonly from: ReportingMonth | null;
  /** First month that is not included. */
  readonly until: ReportingMonth;
  /** The instant as of which accepted reports are read. */
  readonly asOf: Date;
  readonly status: ReleaseStatus;
  readonly policy: DisclosurePolicy;
  readonly requestedBy: number;
  readonly requestedAt: Date;
  readonly progress: Progress | null;
  /** Why it failed. */
  readonly problems: readonly Problem[];
  readonly gates: GateReports | null;
  readonly contentSha256: string | null;
  readonly builtAt: Date | null;
  /** From publication on. */
  readonly number: number | null;
  readonly publishedAt: Date | null;
  readonly withdrawal: Withdrawal | null;
}

export interface Progress {
  /** What the builder is at, such as "2025: choosing which counts to withhold". */
  readonly step: string;
  /** Years. */
  readonly done: number;
  readonly inAll: number;
  /** When the builder began. */
  readonly since: Date;
  /** When it was done with the last of the years that are done; with none, when it began. */
  readonly doneAt: Date;
}

/** About how long the build still takes, by the years that are done; null while none is, and when the rest takes longer than they did. */
export function millisecondsLeft({ done, inAll, since, doneAt }: Progress, now: Date): number | null {
  if (done === 0) return null;
  const forOne = (doneAt.getTime() - since.getTime()) / done;
  const left = doneAt.getTime() + forOne * (inAll - done) - now.getTime();
  return left < 0 ? null : left;
}

const STATUS_WORDS: Readonly<Record<ReleaseStatus, string>> = {
  QUEUED: "queued",
  BUILDING: "being built",
  FAILED: "failed",
  BUILT: "built and not published",
  DISCARDED: "discarded",
  PUBLISHED: "published",
  WITHDRAWN: "withdrawn",
};

const RULES: Readonly<Record<ReleaseAct, readonly [rule: string, fix: string]>> = {
  take: ["Only a queued release can be built", "Request it again."],
  finish: ["Only a release that is being built can be finished", "Request it again."],
  fail: ["Only a release that is being built can fail", "Request it again."],
  publish: [
    "Only a release that has been built can be published",
    "Wait until it is built, or request it again.",
  ],
  discard: [
    "Only a release that is not out yet can be discarded",
    "What was published can only be withdrawn; what failed or was discarded needs nothing more.",
  ],
  withdraw: ["Only a published release can be withdrawn", "Discard one that is not out yet instead."],
};

/** Null when the act fits the status. */
export function checkAct(act: ReleaseAct, { status }: Pick<Release, "status">): Problem | null {
  const { from } = RELEASE_ACTS[act];
  if ((from as readonly ReleaseStatus[]).includes(status)) return null;
  const [rule, fix] = RULES[act];
  return problem("WRONG_STATUS", "release", `${rule}; this one is ${STATUS_WORDS[status]}.`, fix);
}

/** What a request to build is judged against. */
export interface RequestSetting {
  readonly today: LocalDate;
  readonly lock: LockRule;
  /** Every release of the state so far. */
  readonly releases: readonly Pick<Release, "id" | "status" | "until" | "number">[];
}

/** Months that a release is asked for. */
export type RequestedMonths = Pick<Release, "from" | "until">;

/** All that speaks against building a release of these months. */
export function checkRequest(
  { from, until }: RequestedMonths,
  { today, lock, releases }: RequestSetting,
): readonly Problem[] {
  const problems: Problem[] = [];
  const last = addMonths(until, -1);
  if (!isLocked(last, today, lock, null)) {
    problems.push(
      problem(
        "MONTH_NOT_LOCKED",
        "until",
        `${monthName(last)} can still be filed and corrected through ${dayName(lastOpenDay(last, lock))}.`,
        `The latest month you can publish is ${monthName(latestLockedMonth(today, lock))}.`,
      ),
    );
  }
  const shown = shownUntil(releases);
  if (shown !== null && until <= shown) {
    problems.push(
      problem(
        "NOTHING_NEW",
        "until",
        `Everything through ${lastName(shown)} is published already.`,
        `Choose ${monthName(shown)} or a later month as the last one.`,
      ),
    );
  }
  if (from !== null) problems.push(...checkBeginning(from, until, shown));
  return [...problems, ...stillOpen(releases)];
}

/** Where publishing begins is decided once, and at a year that is published whole. */
function checkBeginning(
  from: ReportingMonth,
  until: ReportingMonth,
  shown: ReportingMonth | null,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (monthOfYear(from) !== 1) {
    problems.push(
      problem(
        "BAD_MONTH",
        "from",
        `${monthName(from)} is not a January, and what is shown of a year adds up only over the whole of it.`,
        `Begin with January ${String(yearOf(from))}.`,
      ),
    );
  }
  if (from >= until) {
    problems.push(
      problem(
        "EMPTY_RANGE",
        "from",
        `The first month, ${monthName(from)}, is after the last one, ${lastName(until)}.`,
        `Begin with a month up to ${lastName(until)}.`,
      ),
    );
  }
  if (shown !== null) {
    problems.push(
      problem(
        "CONFLICT",
        "from",
        `Everything through ${lastName(shown)} that is to be public is published already: only a first release has a beginning.`,
        `Leave the first month out: the release goes on with ${monthName(shown)}.`,
      ),
    );
  }
  return problems;
}

/** The last month that is in, such as "August 2026". */
function lastName(until: ReportingMonth): string {
  return monthName(addMonths(until, -1));
}

/** Nothing before this month is published of the state; null when nothing limits it. Only a first release says so. */
export function beginningOf(releases: readonly Pick<Release, "from">[]): ReportingMonth | null {
  return releases.find(({ from }) => from !== null)?.from ?? null;
}

/** What is published next depends on what is in the making. */
function stillOpen(releases: readonly Pick<Release, "status">[]): readonly Problem[] {
  const open = releases.find(({ status }) => ["QUEUED", "BUILDING", "BUILT"].includes(status));
  if (open === undefined) return [];
  return [
    problem(
      "WRONG_STATUS",
      "state",
      `Another release of the state is ${STATUS_WORDS[open.status]}.`,
      "Publish or discard it first: what is published next depends on it.",
    ),
  ];
}

/** Everything before this month is public; null when nothing is. What was withdrawn is known to the world all the same. */
export function shownUntil(releases: readonly Pick<Release, "status" | "until">[]): ReportingMonth | null {
  const out = releases.filter(({ status }) => status === "PUBLISHED" || status === "WITHDRAWN");
  return out.reduce<ReportingMonth | null>(
    (most, { until }) => (most === null || until > most ? until : most),
    null,
  );
}

/** The calendar year that a restatement is of. */
export function restatedYear({ until }: Pick<Release, "until">): {
  readonly year: string;
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
} {
  const from = addMonths(until, -12);
  return { year: from.slice(0, 4), from, until };
}

/** No programme is older. */
const FIRST_YEAR = 1988;

/** What a request to restate a year is judged against. */
export interface RestatementSetting {
  readonly now: Date;
  /** Every release of the state so far. */
  readonly releases: readonly Pick<
    Release,
    "id" | "status" | "kind" | "from" | "until" | "number" | "publishedAt"
  >[];
}

/** All that speaks against restating a year. */
export function checkRestatement(year: number, { now, releases }: RestatementSetting): readonly Problem[] {
  const problems: Problem[] = [];
  const until = `${String(year + 1)}-01` as ReportingMonth;
  const shown = shownUntil(releases);
  const beginning = beginningOf(releases.filter(({ number }) => number !== null));
  const firstYear = beginning === null ? FIRST_YEAR : yearOf(beginning);
  if (shown === null || yearOf(shown) <= year || year < firstYear)
    problems.push(
      problem(
        "NOTHING_PUBLISHED",
        "year",
        shown === null
          ? "Nothing is published yet."
          : `Published so far is ${beginning === null ? "everything" : monthName(beginning)} through ${lastName(shown)}.`,
        "A year is restated once all of it is out.",
      ),
    );
  const last = releases.findLast(
    (one) => one.kind === "RESTATEMENT" && one.until === until && one.number !== null,
  );
  if (last?.publishedAt !== undefined && last.publishedAt !== null && isWithinAYear(last.publishedAt, now))
    problems.push(
      problem(
        "TOO_SOON",
        "year",
        `${String(year)} was restated on ${last.publishedAt.toISOString().slice(0, 10)}.`,
        "A year is restated at most once in twelve months: how a figure changes from week to week tells of single reports.",
      ),
    );
  return [...problems, ...stillOpen(releases)];
}

function isWithinAYear(since: Date, now: Date): boolean {
  const end = new Date(since);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return now < end;
}

/** Whether a county's month is demonstration data. */
export function isInvented({ marks }: Pick<PublishedMonth, "marks">): boolean {
  return (marks & MARK.INVENTED) !== 0;
}

export function checkPublication(
  release: Pick<Release, "status" | "requestedBy">,
  accountId: number,
): readonly Problem[] {
  const wrong = checkAct("publish", release);
  const own = problem(
    "OWN_WORK",
    "release",
    "You had this release built yourself.",
    "Let a second person look at it and publish it.",
  );
  return [...(wrong === null ? [] : [wrong]), ...(release.requestedBy === accountId ? [own] : [])];
}

export function checkWithdrawal(release: Pick<Release, "status">, reason: string): readonly Problem[] {
  const wrong = checkAct("withdraw", release);
  const wordless = isBlank(reason)
    ? [
        problem(
          "REASON_NEEDED",
          "reason",
          "A release is withdrawn without a reason.",
          "Say what is wrong with it: the reason stands in its place for good.",
        ),
      ]
    : checkComment("reason", reason);
  return [...(wrong === null ? [] : [wrong]), ...wordless];
}
