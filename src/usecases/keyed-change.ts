// A change under a key, for those that keep no receipt of their own: done once, recorded in the audit log, and answered again
// to a retry, all in the transaction in which the change itself writes, so that all of it happens or none.

import type { Viewer } from "../domain/access/viewer.js";
import { problem, type Problem } from "../domain/problem.js";
import { appendAudit } from "./audit.js";
import { keepAnswer, lookUp, type Once } from "./idempotency.js";
import type { AroundWriting, Clock, InTransaction, Writer } from "./ports.js";

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

/** Ends a change that was made before. */
class Replayed extends Error {
  constructor(readonly answer: unknown) {
    super("answered before");
  }
}

export function keyedChange(ports: {
  readonly aroundWriting: AroundWriting;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): KeyedChange {
  return async <Payload extends Judged>({ accountId }: Viewer, change: KeyedWork<Payload>) => {
    const { operation, key, body, work, keepable, isIncomparable } = change;
    const request = { accountId, key, operation, body };
    const now = ports.clock();
    const faults: Problem[] = [];
    const look = async (writer: Writer) => {
      const before = await lookUp(writer, request);
      // What is wrong but for the key is found out by doing it, and taking it back.
      if (before.kind === "BAD_KEY") faults.splice(0, 1, before.problem);
      if (before.kind !== "ANSWERED") return;
      if (isIncomparable) throw new Undone([incomparable()]);
      throw new Replayed(before.answer);
    };
    try {
      // What takes a secret counts its attempts before it writes, and a retry is none.
      if (isIncomparable) await ports.inTransaction(look);
      const payload = await ports.aroundWriting(work, {
        first: look,
        last: async (writer, done) => {
          const problems = [...faults, ...done.userErrors];
          if (problems.length > 0) throw new Undone(problems);
          const deed = deedOf(operation, body, accountId);
          await appendAudit(writer, { at: now, accountId, ...deed, details: body });
          await keepAnswer(writer, request, keepable(done), now);
          return done;
        },
      });
      return { outcome: "DONE" as const, answer: payload, isReplayed: false };
    } catch (error) {
      if (error instanceof Undone) return { outcome: "REFUSED" as const, problems: error.problems };
      if (error instanceof Replayed)
        return { outcome: "DONE" as const, answer: error.answer as Payload, isReplayed: true };
      throw error;
    }
  };
}
