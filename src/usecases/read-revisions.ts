// Revisions by their numbers, for those who may read what is in them: what figures were added up from.

import type { Viewer } from "../domain/access/viewer.js";
import type { ReportReader, RevisionOnFile } from "./ports.js";

/** In the order of the numbers; null for what the viewer cannot reach. */
export type ReadRevisions = (
  viewer: Viewer,
  numbers: readonly number[],
) => Promise<readonly (RevisionOnFile | null)[]>;

export function readRevisions({ reports }: { readonly reports: ReportReader }): ReadRevisions {
  return async (viewer, numbers) => {
    const found = new Map(
      (await reports.revisions(viewer, numbers)).map((revision) => [revision.id, revision]),
    );
    return numbers.map((number) => found.get(number) ?? null);
  };
}
