// Walks the audit log: is the chain whole, and is every revision on file as the log says?

import { problem, type Problem } from "../domain/problem.js";
import { GENESIS_SHA256, sealOf, type AuditAnchor } from "./audit.js";
import type { AuditEntry, AuditReader, RecordedRevisionReader } from "./ports.js";
import { checkBatches, checkRevisions, checkUnrecorded } from "./recorded-revisions.js";

const PAGE = 1_000;

export interface AuditVerdict {
  readonly entries: number;
  /** Where the log ends; null when it is empty. */
  readonly head: AuditAnchor | null;
  readonly problems: readonly Problem[];
}

export type VerifyAudit = (anchors: readonly AuditAnchor[]) => Promise<AuditVerdict>;

/**
 * An entry that was changed, put in, taken out or moved breaks the chain; entries cut off at the end are found by an anchor
 * noted earlier, such as one of a receipt. Revisions are held against the entries that record them. Log and revisions are
 * read a page at a time, however long they are.
 */
export function verifyAudit(ports: {
  readonly audit: AuditReader;
  readonly revisions: RecordedRevisionReader;
}): VerifyAudit {
  return async (anchors) => {
    const problems: Problem[] = [];
    const awaited = sealsByNumber(anchors);
    let head: AuditAnchor | null = null;
    for (let page = await ports.audit.entriesAfter(0, PAGE); page.length > 0;) {
      for (const entry of page) {
        problems.push(...checkEntry(entry, head, awaited.get(entry.number) ?? []));
        awaited.delete(entry.number);
        head = { number: entry.number, sha256: entry.sha256 };
      }
      problems.push(...(await checkRevisions(ports.revisions, page)));
      problems.push(...(await checkBatches(ports.revisions, page)));
      page = await ports.audit.entriesAfter(head?.number ?? 0, PAGE);
    }
    for (const number of awaited.keys()) problems.push(broken(number, "is gone, and a receipt names it"));
    const unrecorded = await checkUnrecorded(ports.revisions);
    return { entries: head?.number ?? 0, head, problems: [...problems, ...unrecorded] };
  };
}

/** A log that was cut off and has grown again leaves receipts with two seals for one number: none may hide the other. */
function sealsByNumber(anchors: readonly AuditAnchor[]): Map<number, readonly string[]> {
  const seals = new Map<number, readonly string[]>();
  for (const { number, sha256 } of anchors) seals.set(number, [...(seals.get(number) ?? []), sha256]);
  return seals;
}

function checkEntry(
  entry: AuditEntry,
  before: AuditAnchor | null,
  noted: readonly string[],
): readonly Problem[] {
  const { number, sha256, previousSha256 } = entry;
  const problems: Problem[] = [];
  const awaited = (before?.number ?? 0) + 1;
  if (number !== awaited) problems.push(broken(awaited, "is missing"));
  if (previousSha256 !== (before?.sha256 ?? GENESIS_SHA256))
    problems.push(broken(number, "does not follow from the one before"));
  if (sealOf(entry) !== sha256) problems.push(broken(number, "was changed after it was written"));
  if (noted.some((seal) => seal !== sha256))
    problems.push(broken(number, "is not the one that a receipt names"));
  return problems;
}

function broken(number: number, what: string): Problem {
  return problem(
    "CONFLICT",
    `audit_entry ${String(number)}`,
    `The entry ${what}.`,
    "Keep the database as it is, compare it with a backup, and find out who could write to it.",
  );
}
