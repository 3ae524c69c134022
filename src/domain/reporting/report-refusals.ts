// Why an act on a report is refused, in words.

import { problem, type Problem } from "../problem.js";
import { checkComment, isBlank } from "./filing.js";
import type { FiledReport } from "./monthly-report.js";
import type { ReportAction } from "./report-status.js";

const PAST: Readonly<Record<ReportAction, string>> = {
  SAVE: "saved as a draft",
  SUBMIT: "submitted",
  ACCEPT: "accepted",
  RETURN: "returned",
  REOPEN: "reopened",
};

const WAY_OUT: Readonly<Record<ReportAction, string>> = {
  SAVE: "Submit it anew instead, or reopen it with a reason if it was accepted.",
  SUBMIT: "Look at the report as it stands now.",
  ACCEPT: "Only a report that is submitted and waits for review can be accepted.",
  RETURN: "Only a report that is submitted and waits for review can be returned; reopen what was accepted.",
  REOPEN: "Only an accepted report can be reopened; another can be submitted anew.",
};

export function wrongStatus(action: ReportAction, report: FiledReport | null): Problem {
  const status = report === null ? "not on file" : report.status.toLowerCase();
  return problem(
    "WRONG_STATUS",
    "report",
    `The report is ${status} and cannot be ${PAST[action]}.`,
    WAY_OUT[action],
  );
}

export function uncommentedReturn(): Problem {
  return problem(
    "REASON_NEEDED",
    "comment",
    "A report is returned without a word.",
    "Say what the chapter should look at.",
  );
}

export function ownWork(): Problem {
  return problem(
    "OWN_WORK",
    "report",
    "You submitted this revision yourself.",
    "Let another reviewer judge it.",
  );
}

export function checkReason(reason: string | null): readonly Problem[] {
  if (!isBlank(reason)) return checkComment("reason", reason);
  return [
    problem(
      "REASON_NEEDED",
      "reason",
      "The report was accepted, and an accepted figure changes only with a reason.",
      "Say what was found out.",
    ),
  ];
}
