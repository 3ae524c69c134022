// Where a change stands in the list of changes, as a cursor keeps it.

import { REPORTED_MEASURES } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { parseReportKey, reportKeyText } from "../reporting/monthly-report.js";
import type { AcceptancePlace, FigureChange } from "./figure-change.js";

/** The last change already told. */
export interface ChangePlace extends AcceptancePlace {
  /** The whole list goes up to here, on every page of it. */
  readonly until: Date;
  /** Null: nothing of the acceptance has been told yet. */
  readonly measure: MeasureKey | null;
}

export function placeOfChange(
  { acceptedAt, chapter, county, month, revisionAfter, measure }: FigureChange,
  until: Date,
): string {
  const key = reportKeyText({ chapterId: chapter.id, county: county.fips, month });
  return [until.getTime(), acceptedAt.getTime(), revisionAfter, measure, key].map(String).join(" ");
}

/** Null for a text that is no place. */
export function parseChangePlace(text: string): ChangePlace | null {
  const [, until, acceptedAt, revision, named, keyText] =
    /^(\d{1,14}) (\d{1,14}) (\d{1,9}) (\w{1,60}) (.{1,40})$/.exec(text) ?? [];
  const key = keyText === undefined ? null : parseReportKey(keyText);
  const measure = REPORTED_MEASURES.find((one) => one.key === named);
  if (key === null || measure === undefined) return null;
  return {
    ...key,
    until: new Date(Number(until)),
    acceptedAt: new Date(Number(acceptedAt)),
    revision: Number(revision),
    measure: measure.key,
  };
}

/** Whether a change of this acceptance or a later one has not been told yet. */
export function isBehind(change: FigureChange, place: ChangePlace | null): boolean {
  if (place?.measure == null || !isOf(change, place)) return true;
  return orderOf(change.measure) > orderOf(place.measure);
}

function isOf(change: FigureChange, place: ChangePlace): boolean {
  return (
    change.chapter.id === place.chapterId &&
    change.county.fips === place.county &&
    change.month === place.month &&
    change.revisionAfter === place.revision
  );
}

function orderOf(measure: MeasureKey): number {
  return REPORTED_MEASURES.findIndex(({ key }) => key === measure);
}
