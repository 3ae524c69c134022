// Revisions that nobody sent, since they were derived from encounters or invented: a batch of them is one entry of the audit
// log, with a hash over all that they say.

import { createHash } from "node:crypto";
import { appendAudit } from "./audit.js";
import type { AuditRecord, MadeRevisionReader, RowRange, Writer } from "./ports.js";

const PAGE = 1_000;

/** `report:adopt`: those that are older than their recording, which one entry took over. */
const ACTIONS: readonly string[] = ["report:derive", "report:invent", "report:adopt"];

/** What an entry says of its batch. */
export interface MadeBatch {
  readonly rows: readonly RowRange[];
  /** How many there are. */
  readonly revisions: number;
  /** SHA-256, in lower-case hex, over the text of each with a line break behind it, in order of row. */
  readonly sha256: string;
}

/** Records a batch, if there is any, in the transaction that makes it. */
export async function recordMade(
  writer: Writer,
  act: Pick<AuditRecord, "at" | "action" | "subject">,
  rows: readonly number[],
): Promise<void> {
  if (rows.length === 0) return;
  const batch = await readBatch(writer, rangesOf(rows));
  await appendAudit(writer, { ...act, accountId: null, details: { ...batch } });
}

/** The batch as it is on file. */
export async function readBatch(reader: MadeRevisionReader, rows: readonly RowRange[]): Promise<MadeBatch> {
  const hash = createHash("sha256");
  let revisions = 0;
  for (const [from, until] of rows) {
    for (let next = from; next <= until;) {
      const page = await reader.madeRevisions([next, until], PAGE);
      for (const { text } of page) hash.update(`${text}\n`);
      revisions += page.length;
      next = (page.at(-1)?.row ?? until) + 1;
    }
  }
  return { rows, revisions, sha256: hash.digest("hex") };
}

/** Null when the entry records none, or none that can be understood. */
export function batchOf({ action, details }: AuditRecord): MadeBatch | null {
  const { rows, revisions, sha256 } = details;
  if (!ACTIONS.includes(action) || !Array.isArray(rows) || !rows.every(isRange)) return null;
  return { rows, revisions: Number(revisions), sha256: String(sha256) };
}

function isRange(value: unknown): value is RowRange {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [from, until] = value as unknown[];
  return isRow(from) && isRow(until) && from <= until;
}

/** Whether it can be the number of a row, or of a revision: one of PostgreSQL's integers. */
export function isRow(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31 - 1;
}

function rangesOf(rows: readonly number[]): readonly RowRange[] {
  const ranges: RowRange[] = [];
  for (const row of rows.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last?.[1] === row - 1) ranges.splice(-1, 1, [last[0], row]);
    else ranges.push([row, row]);
  }
  return ranges;
}
