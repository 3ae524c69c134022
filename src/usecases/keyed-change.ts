// A change under a key, for those that keep no receipt of their own: done once, recorded in the audit log, and answered again
// to a retry. The change joins the transaction that is opened here, so that all of it happens or none.

import type { Viewer } from "../domain/access/viewer.js";
import { problem, type Problem } from "../domain/problem.js";
import { appendAudit } from "./audit.js";
import { once, type Once } from "./idempotency.js";
import type { Clock, InTransaction } from "./ports.js";

export interface KeyedWork<Payload> {
  /** Name of the mutation. */
  readonly operation: string;
  readonly key: string;
  /** All it was asked with, but for secrets. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly work: () => Promise<Payload>;
  /** The body lacks a secret, so whether a retry is the very same request cannot be told. */
  readonly isIncomparable: boolean;
  /** What may be kept of the answer: everything but secrets. */
  readonly keepable: (payload: Payload) => Payload;
}

interface Judged {
  readonly userErrors: readonly Problem[];
}

export type KeyedChange = <Payload extends Judged>(
  viewer: Viewer,
  change: KeyedWork<Payload>,
) => Promise<Once<Payload>>;

/** What was done to what: a release that is named or asked for, else an account. */
function deedOf(operation: string, body: Readonly<Record<string, unknown>>, accountId: number) {
  const { release, until, state, account } = body;
  if (typeof release === "string") return { action: `release:${operation}`, subject: `release ${release}` };
  if (typeof until === "string" && typeof state === "string")
    return { action: `release:${operation}`, subject: `release of ${state} until ${until}` };
  const named = typeof account === "string" ? account : String(accountId);
  return { action: `account:${operation}`, subject: `account ${named}` };
}

function incomparable(): Problem {
  return problem(
    "KEY_REUSED",
    "idempotencyKey",
    "A change was made under this key, and secrets are not kept, so whether this one is the same cannot be told.",
    "If the answer to the first was lost, see whether the change holds; to make another, send a fresh key.",
  );
}

/** Takes back whatever a refused change may have written before it was refused. */
class Undone extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super("refused");
  }
}

export function keyedChange(ports: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): KeyedChange {
  return <Payload extends Judged>({ accountId }: Viewer, change: KeyedWork<Payload>) => {
    const { operation, key, body, work, keepable } = change;
    const now = ports.clock();
    const begun = ports.inTransaction(async (writer): Promise<Once<Payload>> => {
      const fresh: Payload[] = [];
      const act = async (): Promise<Once<Payload>> => {
        const payload = await work();
        if (payload.userErrors.length > 0) throw new Undone(payload.userErrors);
        fresh.push(payload);
        await appendAudit(writer, {
          at: now,
          accountId,
          ...deedOf(operation, body, accountId),
          details: body,
        });
        return { outcome: "DONE", answer: keepable(payload), isReplayed: false };
      };
      // What is wrong but for the key is found out by doing it, and taking it back.
      const judge = async () => (await work()).userErrors;
      const done = await once<Payload>(writer, { accountId, key, operation, body }, now, act, judge);
      if (done.outcome === "REFUSED") throw new Undone(done.problems);
      if (done.isReplayed && change.isIncomparable) throw new Undone([incomparable()]);
      const [payload] = fresh;
      return payload === undefined ? done : { ...done, answer: payload };
    });
    return begun.catch((error: unknown) => {
      if (error instanceof Undone) return { outcome: "REFUSED" as const, problems: error.problems };
      throw error;
    });
  };
}
