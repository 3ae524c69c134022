// Are the revisions on file those that the audit log records? Each that is gone, was changed, or that the log knows nothing of
// is named.

import { problem, type Problem } from "../domain/problem.js";
import type { Revision } from "../domain/reporting/monthly-report.js";
import { batchOf, isRow, readBatch } from "./made-revisions.js";
import type { AuditEntry, RecordedRevisionReader, RevisionName, Unrecorded } from "./ports.js";
import { contentSha256 } from "./receipt.js";
import { parseReportSubject, reportSubject } from "./report-subject.js";

interface Recording {
  readonly entry: AuditEntry;
  readonly name: RevisionName;
}

/** What the entries say was submitted and accepted, held against what is on file. */
export async function checkRevisions(
  revisions: RecordedRevisionReader,
  entries: readonly AuditEntry[],
): Promise<readonly Problem[]> {
  const recordings = entries.flatMap((entry) => recordingOf(entry) ?? []);
  const onFile = await revisions.revisionsNamed(recordings.map(({ name }) => name));
  return recordings.flatMap(({ entry, name }, index) => {
    const what = faultOf(entry, onFile[index] ?? null);
    return what === null ? [] : [wrong(name, `${what} entry ${String(entry.number)} of the log`)];
  });
}

/** Batches of revisions that nobody sent, held against what is on file. */
export async function checkBatches(
  revisions: RecordedRevisionReader,
  entries: readonly AuditEntry[],
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const entry of entries) {
    const batch = batchOf(entry);
    if (batch === null) continue;
    const onFile = await readBatch(revisions, batch.rows);
    if (onFile.sha256 !== batch.sha256) {
      problems.push(
        untrue(
          `audit_entry ${String(entry.number)}`,
          `Of the ${String(batch.revisions)} revisions that the entry records for ${entry.subject}, ${String(onFile.revisions)} are on file, and they do not say what they said then`,
        ),
      );
    }
  }
  return problems;
}

/** Whatever is on file and in no entry. */
export async function checkUnrecorded(revisions: RecordedRevisionReader): Promise<readonly Problem[]> {
  return (await revisions.unrecorded()).map((found) => wrong(found, WORDS[found.what]));
}

const WORDS: Readonly<Record<Unrecorded["what"], string>> = {
  REVISION: "is on file, and no entry of the log records it",
  ACCEPTANCE: "is accepted on file, and no entry of the log says so",
  FIGURE: "was accepted last, and is not the figure of record",
  UNREVIEWED: "is the figure of record, and was never accepted",
  BORROWED: "is the figure of record of another report",
};

function recordingOf(entry: AuditEntry): Recording | null {
  const number = entry.details["revision"];
  const report = parseReportSubject(entry.subject);
  const isRecord = entry.action === "report:submit" || entry.action === "report:accept";
  if (!isRecord || report === null || !isRow(number)) return null;
  return { entry, name: { ...report, number } };
}

/** Ends where the entry is named; null when all is well. */
function faultOf({ action, at, accountId, subject, details }: AuditEntry, revision: Revision | null) {
  if (action === "report:accept") {
    // One that is gone is named by the entry of its submission.
    if (revision === null || revision.acceptedAt?.getTime() === at.getTime()) return null;
    return "was not accepted at the instant that is recorded by";
  }
  if (revision === null) return "is gone, and was recorded by";
  if (contentSha256(subject, revision) !== details["contentSha256"])
    return "does not say what was submitted, by the hash in";
  if (revision.submittedBy !== accountId || revision.submittedAt.getTime() !== at.getTime())
    return "was not sent by the account or at the instant that is recorded by";
  return null;
}

function wrong(name: RevisionName, what: string): Problem {
  const revision = `revision ${String(name.number)}`;
  return untrue(`${reportSubject(name)}, ${revision}`, `The revision ${what}`);
}

function untrue(path: string, message: string): Problem {
  return problem(
    "CONFLICT",
    path,
    `${message}.`,
    "Keep the database as it is, compare it with a backup, and find out who could write to it.",
  );
}
