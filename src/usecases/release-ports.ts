// What the use cases around releases need from outside.

import type { Viewer } from "../domain/access/viewer.js";
import type { DisclosurePolicy } from "../domain/disclosure/policy.js";
import type { OnStep, ProtectedYear } from "../domain/disclosure/protect.js";
import type { History, PublicCell, Suppression } from "../domain/disclosure/protected-lattice.js";
import type { YearLattice } from "../domain/disclosure/lattice.js";
import type { RestatedYear } from "../domain/disclosure/restate.js";
import type { StateCode } from "../domain/geography.js";
import type { Page, PageRequest } from "../domain/page.js";
import type { Outcome, Problem } from "../domain/problem.js";
import type {
  PublishedMonth,
  PublishedRelease,
  ReleaseHead,
  ReleaseKind,
  ReleaseName,
} from "../domain/release/published-release.js";
import type { Correction, PublishedCorrection } from "../domain/release/correction.js";
import type { GateReports, Progress, Release } from "../domain/release/release-life.js";
import type { ReportingMonth } from "../domain/reporting-month.js";
import type { OutcomeSource } from "../domain/statistics/outcome-source.js";
import type { Roster } from "../domain/statistics/report-grid.js";

/** What anybody may read of releases. Reached through a connection that can read nothing else. */
export interface PublishedReader {
  /** Newest first. `after` is a number. */
  page(stateCode: string, page: PageRequest): Promise<Page<ReleaseHead>>;
  find(name: ReleaseName): Promise<ReleaseHead | null>;
  /**
   * The newest one that stands.
   * @param on the one that was the newest at that instant and not withdrawn then; null: now
   */
  current(stateCode: string, on: Date | null): Promise<ReleaseHead | null>;
  /** Every release that stands, of all states: by state, then oldest first. */
  standing(): Promise<readonly ReleaseHead[]>;
  /** A release made ready to be asked; the same for ever. */
  source(release: ReleaseHead): Promise<OutcomeSource>;
  /** All that it shows; the same for ever. */
  contents(release: ReleaseHead): Promise<PublishedRelease>;
  /** What restatements have changed, newest first. `after` is the number of a release, a space and a cell. */
  corrections(stateCode: string, page: PageRequest): Promise<Page<PublishedCorrection>>;
  /** All that one restatement has changed, in order of its cells. */
  correctionsIn(release: ReleaseName): Promise<readonly PublishedCorrection[]>;
  /** Every restatement that stands and every release that was withdrawn, of one state or of all. */
  changing(stateCode: string | null): Promise<readonly ReleaseHead[]>;
  /** The file it was published as, without its own hash; null: it was built before files were kept. */
  manifest(release: ReleaseName): Promise<string | null>;
}

/** Months, the last of them not included. */
export interface ReleaseRange {
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
}

/** A cell that a release adds or restates, with what only its builders may know. */
export interface BuiltCell {
  readonly cell: PublicCell;
  /** True count; null where there is none. */
  readonly reading: number | null;
  readonly suppression: Suppression | null;
}

/** All that a finished build leaves behind. */
export interface BuiltRelease {
  readonly cells: readonly BuiltCell[];
  readonly from: ReportingMonth;
  readonly setsFrom: ReportingMonth;
  readonly setsUntil: ReportingMonth;
  readonly isDemonstration: boolean;
  readonly roster: Roster;
  readonly months: readonly PublishedMonth[];
  /** What a restatement changes of what was shown before; nothing else changes anything. */
  readonly corrections: readonly Correction[];
  readonly gates: GateReports;
  /** Of the manifest. */
  readonly contentSha256: string;
  /** The file for everybody, in its canonical form and without its own hash. */
  readonly manifest: string;
  /** For the builders only. */
  readonly proof: Uint8Array;
}

/** Releases in the making, within the viewer's reach. */
export interface ReleaseBook {
  /** Newest first. `after` is an id. */
  page(viewer: Pick<Viewer, "accountId">, stateCode: string, page: PageRequest): Promise<Page<Release>>;
  find(viewer: Pick<Viewer, "accountId">, id: number): Promise<Release | null>;
  /** Cells of a release in the making, in order of id. `after` is an id. */
  cells(viewer: Pick<Viewer, "accountId">, id: number, page: PageRequest): Promise<Page<DraftCell>>;
  /** How many cells, by status and reason. */
  tally(viewer: Pick<Viewer, "accountId">, id: number): Promise<readonly CellTally[]>;
  /** A gzipped file for `npm run release:verify`; null when it was not built. */
  proof(viewer: Pick<Viewer, "accountId">, id: number): Promise<Uint8Array | null>;
}

export interface DraftCell {
  readonly id: string;
  readonly status: PublicCell["status"];
  readonly value: number | null;
  readonly bounds: PublicCell["bounds"];
  readonly coverage: PublicCell["coverage"];
  readonly reading: number | null;
  readonly suppression: Suppression | null;
}

export interface CellTally {
  /** "STATE", "REGION", "CHAPTER" or "COUNTY". */
  readonly level: string;
  readonly status: PublicCell["status"];
  readonly suppression: Suppression | null;
  readonly cells: number;
}

export interface ReleaseRequest {
  readonly stateCode: StateCode;
  readonly kind: ReleaseKind;
  readonly from: ReportingMonth | null;
  readonly until: ReportingMonth;
  readonly asOf: Date;
  readonly policy: DisclosurePolicy;
  readonly requestedBy: number;
}

export interface ReleaseWriter {
  /** Every release of the state; nobody else changes one until this transaction ends. */
  lockReleases(stateCode: string): Promise<readonly Release[]>;
  addRelease(request: ReleaseRequest): Promise<Release>;
  discardRelease(id: number): Promise<void>;
  /** Copies what the public may see into the tables that it can read. */
  publishRelease(id: number, number: number, publishedBy: number, publishedAt: Date): Promise<void>;
  withdrawRelease(id: number, withdrawnBy: number, reason: string, withdrawnAt: Date): Promise<void>;
}

/** What the builder of releases does, for the platform itself. */
export interface ReleaseQueue {
  /** Takes the oldest that waits, or whose builder has died; null when there is none. */
  take(now: Date, leaseEndsAt: Date): Promise<Release | null>;
  /** Moves the end of a lease. @returns false, and moves nothing, when it ends at another time than given: it is not ours */
  renew(id: number, leaseEndsAt: Date, newEnd: Date): Promise<boolean>;
  /**
   * Whose the release is that was taken with a lease that ends then. `CANCELED`: it was discarded while it was built. `LOST`: another
   * builder has it, or had it.
   */
  holder(id: number, leaseEndsAt: Date): Promise<"OURS" | "LOST" | "CANCELED">;
  progress(id: number, progress: Omit<Progress, "since">): Promise<void>;
  /** @returns false, and writes nothing, when the lease is not ours */
  finish(id: number, leaseEndsAt: Date, built: BuiltRelease, builtAt: Date): Promise<boolean>;
  /** @returns false, and writes nothing, when the lease is not ours */
  fail(id: number, leaseEndsAt: Date, problems: readonly Problem[]): Promise<boolean>;
  /** Whether a release of the state waits, is being built, or is built and waits for somebody to publish it. */
  isUnderWay(stateCode: string): Promise<boolean>;
  /** Releases that went out, withdrawn ones too, oldest first. */
  published(stateCode: string): Promise<readonly Release[]>;
  /** First month of all that is published of the state. */
  shownFrom(stateCode: string): Promise<ReportingMonth>;
  /** The county months of a range as they stand in public, by county and month. */
  publishedMonths(stateCode: string, range: ReleaseRange): Promise<readonly PublishedMonth[]>;
  /** Cells of the years that are out already, withdrawn ones too, with their true counts. */
  history(stateCode: string, years: readonly string[]): Promise<ReadonlyMap<string, History>>;
}

/** Withholds, and runs the gates: in a thread of its own, since it takes seconds to minutes. */
export type ProtectYear = (
  lattice: YearLattice,
  policy: DisclosurePolicy,
  history: History,
  onStep: OnStep,
  /** Once it is aborted the thread ends, and the promise is rejected. */
  stop: AbortSignal,
) => Promise<Outcome<ProtectedYear>>;

/** The same for a year that is out and is looked at once more. */
export type RestateYear = (
  lattice: YearLattice,
  policy: DisclosurePolicy,
  published: History,
  onStep: OnStep,
  stop: AbortSignal,
) => Promise<Outcome<RestatedYear>>;

/**
 * Gate 2: replays the moves of a sealed proof by a program that shares nothing with those that made it.
 * @returns what it finds wrong
 */
export type CheckProof = (sealedProof: string, stop: AbortSignal) => Promise<readonly string[]>;
