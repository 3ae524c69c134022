// A client that hangs up, in the middle of its request or of the answer, is no fault of ours.

import { LogController, type FastifyReply, type FastifyRequest } from "fastify";

/** What Node calls it, when it sends, when it reads, and when it waits. */
const CODES: ReadonlySet<unknown> = new Set([
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ERR_STREAM_DESTROYED",
  "ABORT_ERR",
]);

/** A connection of ours to elsewhere breaks with the same codes, but then the client is still there. */
export function hasHungUp(
  error: Error & { readonly code?: unknown },
  { request, raw }: FastifyReply,
): boolean {
  return CODES.has(error.code) && (raw.destroyed || request.raw.socket.destroyed);
}

/** The request log writes one line of its own for each request, and one for a client that hung up. */
export class QuietLog extends LogController {
  constructor() {
    super({ disableRequestLogging: true });
  }

  override streamError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    if (!hasHungUp(error, reply)) request.log.error({ err: error }, "an answer broke off");
  }
}
