// Where two contents of a report differ: a measure, or what else is said of the month.

import type { ReportValues } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { isBlank } from "../text.js";
import { differences, type Revision } from "./monthly-report.js";

/** What a revision, a draft or a filing says of the month. */
export type Content = Pick<Revision, "isZeroReport" | "isPartial" | "comment"> & {
  readonly values: ReportValues;
};

export interface ContentChange {
  readonly what: MeasureKey | "comment" | "isPartial" | "isZeroReport";
  /** Undefined: nothing was said. Null for a measure: not collected. */
  readonly before: number | string | boolean | null | undefined;
  readonly after: number | string | boolean | null | undefined;
}

/** Where a content differs from the one before; from nothing when there is none. */
export function contentChanges(before: Content | null, after: Content): readonly ContentChange[] {
  const measures = differences(before?.values ?? {}, after.values).map((what) => ({
    what,
    before: before?.values[what],
    after: after.values[what],
  }));
  const [was, is] = [before?.comment ?? null, after.comment];
  const isCommentSame = was === is || (isBlank(was) && isBlank(is));
  const comment = isCommentSame ? [] : [{ what: "comment" as const, before: before?.comment, after: is }];
  const marks = (["isPartial", "isZeroReport"] as const)
    .filter((what) => (before?.[what] ?? false) !== after[what])
    .map((what) => ({ what, before: before?.[what], after: after[what] }));
  return [...measures, ...comment, ...marks];
}
