// Where a report stands, in one word; and in one letter for a grid.

import type { ReportStatus } from "../../generated/graphql.js";

export type Standing = ReportStatus | "DRAFT_DUE" | "DRAFT_LATE" | "DUE" | "LATE" | "LOCKED" | "NOTHING";

export const STATUS_WORDS: Readonly<Record<Standing, string>> = {
  DRAFT: "Draft",
  DRAFT_DUE: "Draft, due",
  DRAFT_LATE: "Draft, late",
  SUBMITTED: "Waiting for review",
  RETURNED: "Returned",
  ACCEPTED: "Accepted",
  REOPENED: "Reopened",
  DUE: "Due",
  LATE: "Late",
  LOCKED: "Missing, locked",
  NOTHING: "Not started",
};

export const STATUS_LETTERS: Readonly<Record<Standing, string>> = {
  DRAFT: "D",
  DRAFT_DUE: "draft due",
  DRAFT_LATE: "draft late",
  SUBMITTED: "W",
  RETURNED: "R",
  ACCEPTED: "✓",
  REOPENED: "O",
  DUE: "due",
  LATE: "late",
  LOCKED: "✕",
  NOTHING: "·",
};

export function statusOf({
  status,
  locked,
}: {
  readonly status: ReportStatus | null;
  readonly locked: boolean;
}): Standing {
  return status ?? (locked ? "LOCKED" : "NOTHING");
}
