// The audit log as a chain: each entry is sealed with the hash of the one before, so that no past can be rewritten unseen.

import { createHash } from "node:crypto";
import type { AuditEntry, AuditRecord, Writer } from "./ports.js";

/** What the first entry is chained to. */
export const GENESIS_SHA256 = "0".repeat(64);

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
