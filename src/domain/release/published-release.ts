// A release as it went out, with everything that answers need: figures, and how each county's month was reported.

import type { ReportValues } from "../catalog/catalog.js";
import type { CellCoverage, CellId } from "../disclosure/lattice-cell.js";
import type { DisclosurePolicy } from "../disclosure/policy.js";
import type { Bounds, CellStatus } from "../disclosure/protected-lattice.js";
import type { CountyFips, StateCode } from "../geography.js";
import type { ReportingMonth } from "../reporting-month.js";
import type { Roster } from "../statistics/report-grid.js";

/** Numbered 1, 2, 3 … within a state. */
export interface ReleaseName {
  readonly stateCode: StateCode;
  readonly number: number;
}

export const RELEASE_KINDS = ["REGULAR", "RESTATEMENT"] as const;

/** `REGULAR`: months that were never published. `RESTATEMENT`: a year once more, with late corrections. */
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

/** Why a release is not shown any more. */
export interface Withdrawal {
  readonly at: Date;
  readonly reason: string;
}

/** What is told of a release without its figures. */
export interface ReleaseHead extends ReleaseName {
  readonly kind: ReleaseKind;
  readonly publishedAt: Date;
  /** The instant as of which accepted reports were read. */
  readonly asOf: Date;
  /** First month of all that it shows. */
  readonly from: ReportingMonth;
  /** First month that it does not show any more. */
  readonly until: ReportingMonth;
  readonly policy: DisclosurePolicy;
  readonly isDemonstration: boolean;
  /** Over the years that it adds to, as it shows them. */
  readonly contentSha256: string;
  /** Null while it stands. */
  readonly withdrawal: Withdrawal | null;
}

/** What everybody sees of one cell. */
export interface PublishedFigure {
  readonly id: CellId;
  readonly status: CellStatus;
  /** Null for everything but what is reported. */
  readonly value: number | null;
  /** Null for everything but what is withheld. */
  readonly bounds: Bounds | null;
  readonly coverage: CellCoverage;
}

/** How one county's month was reported. */
export interface PublishedMonth {
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  /** Slug of the chapter that served the county. */
  readonly chapter: string;
  readonly region: string;
  /** Bits of `MARK`, without the one that says that nothing happened. */
  readonly marks: number;
  /** What was accepted of measures that are not about persons; null without an accepted report. */
  readonly values: ReportValues | null;
}

export interface PublishedRelease extends ReleaseHead {
  readonly roster: Roster;
  /** Every cell as it was first published, by its id: numbers that add up to each other. */
  readonly figures: ReadonlyMap<string, PublishedFigure>;
  /** Cells that a restatement up to this release has changed, as it stands now. */
  readonly restated: ReadonlyMap<string, PublishedFigure>;
  /** By county and month. */
  readonly months: readonly PublishedMonth[];
}

/** "MO-3": how a release is cited and asked for. */
export function releaseNumber({ stateCode, number }: ReleaseName): string {
  return `${stateCode}-${String(number)}`;
}

/** Null for a text that names no release. */
export function parseReleaseNumber(text: string): ReleaseName | null {
  const [, stateCode, number] = /^([A-Z]{2})-([1-9]\d{0,5})$/.exec(text) ?? [];
  return stateCode === undefined ? null : { stateCode: stateCode as StateCode, number: Number(number) };
}
