// Everything that writes, bound to one transaction.

import type { InTransaction, Writer } from "../usecases/ports.js";
import { accountWriter } from "./account-writer.js";
import { asAccount } from "./as-account.js";
import { auditWriter } from "./audit-store.js";
import { encounterWriter } from "./encounter-store.js";
import { filingWriter } from "./filing-store.js";
import type { Prisma, PrismaClient } from "./generated/client.js";
import { outboxWriter } from "./outbox-store.js";
import { referenceWriter } from "./reference-store.js";
import { reportWriter } from "./report-store.js";

export function inTransaction(prisma: PrismaClient): InTransaction {
  return (work, viewer) =>
    viewer === undefined
      ? prisma.$transaction((client) => work(writer(client)))
      : asAccount(prisma, viewer.accountId, (client) => work(writer(client)));
}

function writer(client: Prisma.TransactionClient): Writer {
  return {
    ...referenceWriter(client),
    ...reportWriter(client),
    ...encounterWriter(client),
    ...accountWriter(client),
    ...filingWriter(client),
    ...auditWriter(client),
    ...outboxWriter(client),
  };
}
