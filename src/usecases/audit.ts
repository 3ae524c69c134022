// The audit log as a chain: each entry is sealed with the hash of the one before, so that no past can be rewritten unseen.

import { createHash } from "node:crypto";
import { problem, type Problem } from "../domain/problem.js";
import type { AuditEntry, AuditReader, AuditRecord, Writer } from "./ports.js";

/** What the first entry is chained to. */
export const GENESIS_SHA256 = "0".repeat(64);

const BATCH = 1_000;

/** A place in the log that somebody noted down: a receipt holds one. */
export interface AuditAnchor {
  readonly number: number;
  readonly sha256: string;
}

/** Adds an entry inside the transaction whose act it records: both happen or neither. */
export async function appendAudit(writer: Writer, record: AuditRecord): Promise<AuditAnchor> {
  const last = await writer.lastAuditEntry();
  const unsealed = {
    ...record,
    number: (last?.number ?? 0) + 1,
    previousSha256: last?.sha256 ?? GENESIS_SHA256,
  };
  const entry = { ...unsealed, sha256: sealOf(unsealed) };
  await writer.addAuditEntry(entry);
  return { number: entry.number, sha256: entry.sha256 };
}

/** Over every field, in a fixed order. */
export function sealOf(entry: Omit<AuditEntry, "sha256">): string {
  const { number, at, accountId, action, subject, details, previousSha256 } = entry;
  const fields = [number, at.toISOString(), accountId, action, subject, inOrder(details), previousSha256];
  return sha256Of(fields);
}

/** Hash of a JSON value. */
export function sha256Of(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** The same value with the keys of every object sorted: the database gives them back in an order of its own. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]));
}

export interface AuditVerdict {
  readonly entries: number;
  /** Where the log ends; null when it is empty. */
  readonly head: AuditAnchor | null;
  readonly problems: readonly Problem[];
}

export type VerifyAudit = (anchors: readonly AuditAnchor[]) => Promise<AuditVerdict>;

/**
 * Walks the whole log. An entry that was changed, put in, taken out or moved breaks the chain; entries cut off at the end
 * are found by an anchor noted earlier, such as one of a receipt.
 */
export function verifyAudit(ports: { readonly audit: AuditReader }): VerifyAudit {
  return async (anchors) => {
    const problems: Problem[] = [];
    const awaited = sealsByNumber(anchors);
    let head: AuditAnchor | null = null;
    for (let batch = await ports.audit.entriesAfter(0, BATCH); batch.length > 0;) {
      for (const entry of batch) {
        problems.push(...checkEntry(entry, head, awaited.get(entry.number) ?? []));
        awaited.delete(entry.number);
        head = { number: entry.number, sha256: entry.sha256 };
      }
      batch = await ports.audit.entriesAfter(head?.number ?? 0, BATCH);
    }
    for (const number of awaited.keys()) problems.push(broken(number, "is gone, and a receipt names it"));
    return { entries: head?.number ?? 0, head, problems };
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
