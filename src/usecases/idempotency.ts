// Retry without fear: under one key a mutation happens once, and every retry gets the answer of the first.

import { problem, type Problem } from "../domain/problem.js";
import { checkStorable, isBlank } from "../domain/text.js";
import { inOrder, sha256Of } from "./audit.js";
import type { Writer } from "./ports.js";

export const LONGEST_KEY = 200;

/** Who sends what under which key. */
export interface KeyedRequest {
  readonly accountId: number;
  readonly key: string;
  /** Name of the mutation. */
  readonly operation: string;
  /** All it was asked with. */
  readonly body: unknown;
}

export type Once<Answer> =
  | { readonly outcome: "DONE"; readonly answer: Answer; readonly isReplayed: boolean }
  | { readonly outcome: "REFUSED"; readonly problems: readonly Problem[] };

/**
 * Does the work unless it was done under this key before. What is refused writes nothing and is not kept, so that the
 * sender can mend it and use the key again.
 * @param work answers JSON, or problems
 * @param judge what else is wrong with a request whose key is at fault
 */
export async function once<Answer>(
  writer: Writer,
  request: KeyedRequest,
  now: Date,
  work: () => Promise<Once<Answer>>,
  judge: () => Promise<readonly Problem[]> = () => Promise.resolve([]),
): Promise<Once<Answer>> {
  const before = await lookUp(writer, request);
  if (before.kind === "ANSWERED")
    return { outcome: "DONE", answer: before.answer as Answer, isReplayed: true };
  if (before.kind === "BAD_KEY")
    return { outcome: "REFUSED", problems: [before.problem, ...(await judge())] };
  const done = await work();
  if (done.outcome === "DONE") await keepAnswer(writer, request, done.answer, now);
  return done;
}

export type Before =
  | { readonly kind: "NEVER_ASKED" }
  | { readonly kind: "ANSWERED"; readonly answer: unknown }
  | { readonly kind: "BAD_KEY"; readonly problem: Problem };

/** What became of the key before; others who use it wait until this transaction ends. */
export async function lookUp(writer: Writer, request: KeyedRequest): Promise<Before> {
  const fault = checkKey(request.key);
  if (fault !== null) return { kind: "BAD_KEY", problem: fault };
  const kept = await writer.answeredBefore(request.accountId, request.key);
  if (kept === null) return { kind: "NEVER_ASKED" };
  if (kept.requestSha256 !== sha256OfRequest(request))
    return { kind: "BAD_KEY", problem: reused(request.key) };
  return { kind: "ANSWERED", answer: kept.answer };
}

export async function keepAnswer(
  writer: Writer,
  request: KeyedRequest,
  answer: unknown,
  now: Date,
): Promise<void> {
  const requestSha256 = sha256OfRequest(request);
  await writer.keepAnswer(request.accountId, request.key, { requestSha256, answer }, now);
}

function sha256OfRequest({ operation, body }: KeyedRequest): string {
  return sha256Of(inOrder([operation, body]));
}

function checkKey(key: string): Problem | null {
  const [unstorable = null] = checkStorable("idempotencyKey", key);
  if (unstorable !== null) return unstorable;
  if (!isBlank(key) && key.length <= LONGEST_KEY) return null;
  return problem(
    "BAD_VALUE",
    "idempotencyKey",
    `The key has ${String(key.length)} characters; it needs 1 to ${String(LONGEST_KEY)}.`,
    "Send a fresh random key, such as a UUID, with each new request, and the same one with a retry.",
  );
}

function reused(key: string): Problem {
  return problem(
    "KEY_REUSED",
    "idempotencyKey",
    `The key "${key}" was used for another request before.`,
    "Send a fresh key with a new request; only a retry of the very same one keeps its key.",
  );
}
