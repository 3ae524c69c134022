// Everything that writes, bound to one transaction.

import { AsyncLocalStorage } from "node:async_hooks";
import type { InTransaction, Writer } from "../usecases/ports.js";
import { accountWriter } from "./account-writer.js";
import { asAccount } from "./as-account.js";
import { auditWriter } from "./audit-store.js";
import { encounterWriter } from "./encounter-store.js";
import { filingWriter } from "./filing-store.js";
import type { Prisma, PrismaClient } from "./generated/client.js";
import { outboxWriter } from "./outbox-store.js";
import { madeRevisionReader } from "./recorded-revision-store.js";
import { referenceWriter } from "./reference-store.js";
import { reportWriter } from "./report-store.js";

/** The writer of the transaction that the work under way belongs to. */
const underWay = new AsyncLocalStorage<Writer>();

/** Work of the platform inside other work of it joins that transaction: all of it happens or none. */
export function inTransaction(prisma: PrismaClient): InTransaction {
  return (work, viewer) => {
    const joined = underWay.getStore();
    if (joined !== undefined && viewer === undefined) return work(joined);
    const begin = (client: Prisma.TransactionClient) => {
      const own = writer(client);
      return underWay.run(own, () => work(own));
    };
    return viewer === undefined ? prisma.$transaction(begin) : asAccount(prisma, viewer.accountId, begin);
  };
}

function writer(client: Prisma.TransactionClient): Writer {
  return {
    ...referenceWriter(client),
    ...reportWriter(client),
    ...encounterWriter(client),
    ...accountWriter(client),
    ...filingWriter(client),
    ...auditWriter(client),
    ...madeRevisionReader(client),
    ...outboxWriter(client),
  };
}
