// What a row of a file would undo that came in another way since: said before and after, and stops nothing.

import { measure } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { warning, type Problem } from "../problem.js";
import type { Filing } from "./filing.js";
import { differences, lastRevision, type FiledReport } from "./monthly-report.js";

/** @param isVersionSaid the row says which version it was made from, so that its sender has seen what is on file */
export function uploadRisks(
  filing: Filing,
  report: FiledReport | null,
  isVersionSaid: boolean,
): readonly Problem[] {
  if (report === null) return [];
  return [...replacedDraft(report), ...(isVersionSaid ? [] : overturned(filing, report))];
}

/** Drafts are not in a template: also who has the last version may not know of one. */
function replacedDraft({ draft }: FiledReport): readonly Problem[] {
  if (draft === null) return [];
  return [
    warning(
      "REPLACES_DRAFT",
      "report",
      `A draft of ${draft.savedAt.toISOString().slice(0, 10)} is on file, and would be replaced by this row.`,
      "Leave the row out if the draft is what counts, and submit it in the form.",
    ),
  ];
}

/** What was changed in another way after the last file, and would be changed once more. */
function overturned({ values }: Filing, report: FiledReport): readonly Problem[] {
  const last = lastRevision(report);
  const uploaded = report.revisions.findLast(({ origin }) => origin === "UPLOADED");
  if (last === null || uploaded === undefined || uploaded === last) return [];
  const changed = new Set(differences(last.values, values));
  const corrected = differences(uploaded.values, last.values).filter((key) => changed.has(key));
  const said = (key: MeasureKey) =>
    `${measure(key).title} from ${shown(uploaded.values[key])} to ${shown(last.values[key])}`;
  return corrected.length === 0
    ? []
    : [
        warning(
          "OVERTURNS_CORRECTION",
          corrected.length === 1 ? `values.${String(corrected[0])}` : "report",
          `The report has changed since the last file, on ${last.submittedAt.toISOString().slice(0, 10)}: ${corrected.map(said).join("; ")}. This row would change that again.`,
          "Take a fresh template, which has what is on file, or make sure that the row is right.",
        ),
      ];
}

function shown(value: number | null | undefined): string {
  if (value === undefined) return "nothing";
  return value === null ? "not collected" : String(value);
}
