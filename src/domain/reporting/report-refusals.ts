// Why an act on a report is refused, in words.

import { problem, type Problem } from "../problem.js";
import { isBlank } from "../text.js";
import { checkComment } from "./filing.js";
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

/**
 * Invented and real figures never share a report: a demonstration user changes nothing that is real, and nobody else
 * changes what was invented, which would hide real figures behind the mark of a demonstration.
 */
export function checkMark(report: FiledReport | null, isDemonstration: boolean): readonly Problem[] {
  if (report === null || report.isDemonstration === isDemonstration) return [];
  return [
    isDemonstration
      ? problem(
          "DEMONSTRATION",
          "report",
          "The report is real, and your account is for demonstration only.",
          "Sign in with an account of your own, or try it on a report that is marked as demonstration.",
        )
      : problem(
          "DEMONSTRATION",
          "report",
          "The report is invented for demonstration, and your account is a real one.",
          "Try it with a demonstration user; real reports belong on a server without demonstration data (npm start -- --no-demo).",
        ),
  ];
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
      "An accepted figure changes only with a reason.",
      "Say what was found out.",
    ),
  ];
}
