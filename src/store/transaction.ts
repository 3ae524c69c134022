// Everything that writes, bound to one transaction.

import { AsyncLocalStorage } from "node:async_hooks";
import type { Viewer } from "../domain/access/viewer.js";
import type { AroundSteps, AroundWriting, InTransaction, Writer } from "../usecases/ports.js";
import type { Change } from "./change-listener.js";
import { accountWriter } from "./account-writer.js";
import { asAccount } from "./as-account.js";
import { auditWriter } from "./audit-store.js";
import { encounterWriter } from "./encounter-store.js";
import { filingWriter } from "./filing-store.js";
import type { Prisma, PrismaClient } from "./generated/client.js";
import { asHolder, holdingConnection, type Holder } from "./one-connection.js";
import { outboxWriter } from "./outbox-store.js";
import { madeRevisionReader } from "./recorded-revision-store.js";
import { referenceWriter } from "./reference-store.js";
import { releaseWriter } from "./release-store.js";
import { reportWriter } from "./report-store.js";

/** The writer of the transaction that the work under way belongs to. */
const underWay = new AsyncLocalStorage<Writer>();

/** A transaction that begins when the work under way first writes. */
const expected = new AsyncLocalStorage<{ begin(): Promise<Writer> }>();

/**
 * Work of the platform inside other work of it joins that transaction: all of it happens or none.
 * @param forget hears what has changed before whoever asked for the change does; left out, nobody keeps figures
 */
export function inTransaction(
  prisma: PrismaClient,
  forget: (change: Change) => void = () => undefined,
): InTransaction {
  const open = openTransaction(prisma, forget);
  return async (work, viewer) => {
    if (viewer !== undefined) return open(work, viewer);
    const writer = underWay.getStore() ?? (await expected.getStore()?.begin());
    return writer === undefined ? open(work) : underWay.run(writer, () => work(writer));
  };
}

/** See {@link AroundWriting}. */
export function aroundWriting(
  prisma: PrismaClient,
  forget: (change: Change) => void = () => undefined,
): AroundWriting {
  const open = openTransaction(prisma, forget);
  return async <T>(work: () => Promise<T>, { first, last }: AroundSteps<T>) => {
    const holder: Holder = { isHolding: false };
    let found: (done: Promise<T>) => void = () => undefined;
    const done = new Promise<T>((resolve) => (found = resolve));
    // Nobody waits for it where the transaction has ended before.
    done.catch(() => undefined);
    let writer: Promise<Writer> | null = null;
    let ended = done;
    const begin = () => {
      writer ??= new Promise<Writer>((resolve, reject) => {
        ended = open(async (own) => {
          holder.isHolding = true;
          await first(own);
          resolve(own);
          return last(own, await done);
        }).finally(() => {
          holder.isHolding = false;
        });
        ended.catch(reject);
      });
      return writer;
    };
    const worked = asHolder(holder, () => expected.run({ begin }, work));
    found(worked);
    // Also when nothing was written: what comes last has its say.
    await worked.then(begin).catch(() => undefined);
    return ended;
  };
}

type Open = <T>(work: (writer: Writer) => Promise<T>, viewer?: Pick<Viewer, "accountId">) => Promise<T>;

function openTransaction(prisma: PrismaClient, forget: (change: Change) => void): Open {
  return async (work, viewer) => {
    const changes = new Set<Change>();
    const begin = (client: Prisma.TransactionClient) => {
      const own = noting(writer(client), changes);
      return holdingConnection(() => underWay.run(own, () => work(own)));
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
