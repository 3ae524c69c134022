// The audit log and the answers kept for retries: rows that are only ever added.

import type { AuditEntry, AuditReader, ReportReader, Writer } from "../usecases/ports.js";
import { asAccount } from "./as-account.js";
import type { Client } from "./database.js";
import type { AuditEntry as AuditRow, Prisma, PrismaClient } from "./generated/client.js";

export function auditStore(prisma: PrismaClient): AuditReader {
  return {
    async entriesAfter(after, most) {
      const rows = await prisma.auditEntry.findMany({
        where: { number: { gt: after } },
        orderBy: { number: "asc" },
        take: most,
      });
      return rows.map(toEntry);
    },
  };
}

/** Which keys were used before, without waiting for those that are being used. */
export function answerStore(prisma: PrismaClient): Pick<ReportReader, "answeredAmong"> {
  return {
    async answeredAmong({ accountId }, keys) {
      const rows = await asAccount(
        prisma,
        accountId,
        (client) =>
          client.$queryRaw<{ key: string }[]>`
          SELECT key FROM idempotency_key WHERE account_id = ${accountId} AND key = ANY(${[...keys]})`,
      );
      return new Set(rows.map(({ key }) => key));
    },
  };
}

type AuditWriter = Pick<Writer, "answeredBefore" | "keepAnswer" | "lastAuditEntry" | "addAuditEntry">;

export function auditWriter(client: Client): AuditWriter {
  return {
    async answeredBefore(accountId, key) {
      const name = `key ${String(accountId)} ${key}`;
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
      const row = await client.idempotencyKey.findUnique({ where: { accountId_key: { accountId, key } } });
      return row === null ? null : { requestSha256: row.requestSha256, answer: row.answer };
    },

    async keepAnswer(accountId, key, { requestSha256, answer }, createdAt) {
      await client.idempotencyKey.create({
        data: { accountId, key, requestSha256, answer: answer as Prisma.InputJsonObject, createdAt },
      });
    },

    async lastAuditEntry() {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('audit log', 0))`;
      return client.auditEntry.findFirst({
        orderBy: { number: "desc" },
        select: { number: true, sha256: true },
      });
    },

    async addAuditEntry(entry) {
      // Without reading it back, which the role of a request may not.
      await client.auditEntry.createMany({
        data: [{ ...entry, details: entry.details as Prisma.InputJsonObject }],
      });
    },
  };
}

function toEntry(row: AuditRow): AuditEntry {
  return { ...row, details: row.details as AuditEntry["details"] };
}
