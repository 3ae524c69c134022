// What stands in the cells of a month's form, and what it says: a count, "not collected", or nothing.

import type { Measure, ReportedValueInput, ReportPartsFragment } from "../../generated/graphql.js";

export interface Content {
  /** As typed, by measure. */
  readonly cells: Readonly<Partial<Record<Measure, string>>>;
  readonly comment: string;
  readonly partial: boolean;
}

export const NOT_COLLECTED = "NC";

/** The largest count that a report takes: a larger number is a slip, and one much larger cannot even be sent. */
const LARGEST_VALUE = 1_000_000;

/** What a cell says; FAULT: no count that can be filed, and nothing that stands for "not collected". */
export function readCell(text: string): number | "NOT_COLLECTED" | "NOTHING" | "FAULT" {
  const trimmed = text.trim();
  if (trimmed === "") return "NOTHING";
  if (/^n\.?\/?c\.?$/i.test(trimmed)) return "NOT_COLLECTED";
  const count = /^(\d+|\d{1,3}(,\d{3})+)$/.test(trimmed) ? Number(trimmed.replaceAll(",", "")) : NaN;
  return count <= LARGEST_VALUE ? count : "FAULT";
}

/** What can be sent; a cell that cannot be read is left out. */
export function valuesIn({ cells }: Content): readonly ReportedValueInput[] {
  return Object.entries(cells).flatMap(([key, text]) => {
    const measure = key as Measure;
    const said = readCell(text);
    if (said === "NOTHING" || said === "FAULT") return [];
    return [{ measure, value: said === "NOT_COLLECTED" ? null : said }];
  });
}

/** What is on file: the draft, or else what was submitted last. */
export function contentOf({ draft, latest }: Pick<ReportPartsFragment, "draft" | "latest">): Content {
  const source = draft ?? latest;
  return {
    cells: cellsOf(valuesOnFile({ draft, latest })),
    // A new submission carries only the comment it is sent with.
    comment: draft?.comment ?? "",
    partial: source?.partial ?? false,
  };
}

/** What the draft says, or else what was submitted last. */
export function valuesOnFile({ draft, latest }: Pick<ReportPartsFragment, "draft" | "latest">) {
  return (draft ?? latest)?.values ?? [];
}

export function cellsOf(
  values: readonly { readonly measure: Measure; readonly value: number | null }[],
): Content["cells"] {
  return Object.fromEntries(
    values.map(({ measure, value }) => [measure, value === null ? NOT_COLLECTED : String(value)]),
  );
}

export function isSame(one: Content, other: Content): boolean {
  const said = (content: Content) =>
    JSON.stringify([
      valuesIn(content).toSorted((left, right) => (left.measure < right.measure ? -1 : 1)),
      content.comment.trim(),
      content.partial,
    ]);
  return said(one) === said(other);
}
