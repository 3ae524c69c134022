// Everything that writes, bound to one transaction.

import { AsyncLocalStorage } from "node:async_hooks";
import type { InTransaction, Writer } from "../usecases/ports.js";
import type { Change } from "./change-listener.js";
import { accountWriter } from "./account-writer.js";
import { asAccount } from "./as-account.js";
import { auditWriter } from "./audit-store.js";
import { encounterWriter } from "./encounter-store.js";
import { filingWriter } from "./filing-store.js";
import type { Prisma, PrismaClient } from "./generated/client.js";
import { outboxWriter } from "./outbox-store.js";
import { madeRevisionReader } from "./recorded-revision-store.js";
import { referenceWriter } from "./reference-store.js";
import { releaseWriter } from "./release-store.js";
import { reportWriter } from "./report-store.js";

/** The writer of the transaction that the work under way belongs to. */
const underWay = new AsyncLocalStorage<Writer>();

/**
 * Work of the platform inside other work of it joins that transaction: all of it happens or none.
 * @param forget hears what has changed before whoever asked for the change does; left out, nobody keeps figures
 */
export function inTransaction(
  prisma: PrismaClient,
  forget: (change: Change) => void = () => undefined,
): InTransaction {
  return async (work, viewer) => {
    const joined = underWay.getStore();
    if (joined !== undefined && viewer === undefined) return work(joined);
    const changes = new Set<Change>();
    const begin = (client: Prisma.TransactionClient) => {
      const own = noting(writer(client), changes);
      return underWay.run(own, () => work(own));
    };
    try {
      return await (viewer === undefined
        ? prisma.$transaction(begin)
        : asAccount(prisma, viewer.accountId, begin));
    } finally {
      // Also after a failure: when the connection breaks, nobody knows whether the transaction ended well before.
      for (const change of changes) forget(change);
    }
  };
}

/** Notes what is written that figures are made of. */
function noting(writer: Writer, changes: Set<Change>): Writer {
  return {
    ...writer,
    addReports(reports) {
      for (const { chapterId } of reports) changes.add(chapterId);
      return writer.addReports(reports);
    },
    changeReport(key, ...rest) {
      changes.add(key.chapterId);
      return writer.changeReport(key, ...rest);
    },
    replaceReferenceData(data) {
      changes.add("ANYTHING");
      return writer.replaceReferenceData(data);
    },
    addExpectations(expectations) {
      changes.add("ANYTHING");
      return writer.addExpectations(expectations);
    },
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
    ...releaseWriter(client),
  };
}
