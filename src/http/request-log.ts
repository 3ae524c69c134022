// One log line a request: what was asked, how it went, how long it took, and how many SQL statements it cost.

import { AsyncLocalStorage } from "node:async_hooks";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { countingStatements, type StatementTally } from "../store/statements.js";

const requests = new AsyncLocalStorage<FastifyRequest>();

/** Id of the request that is being answered. */
export function currentRequestId(): string {
  return requests.getStore()?.id ?? "none";
}

export function logCurrent(error: unknown): void {
  requests.getStore()?.log.error({ err: error }, "a resolver failed");
}

/** Called with each request's cost when it has been answered. */
export type OnAnswered = (answered: { readonly requestId: string; readonly sqlStatements: number }) => void;

export function addRequestLog(app: FastifyInstance, onAnswered?: OnAnswered): void {
  const tallies = new WeakMap<FastifyRequest, StatementTally>();

  app.addHook("onRequest", (request, reply, done) => {
    void reply.header("x-request-id", request.id);
    done();
  });

  // After the body has been read: its events belong to no request.
  app.addHook("preValidation", (request, _reply, done) => {
    const tally = { statements: 0 };
    tallies.set(request, tally);
    requests.run(request, () => countingStatements(tally, done));
  });

  app.addHook("onResponse", (request, reply, done) => {
    const sqlStatements = tallies.get(request)?.statements ?? 0;
    const { method, url } = request;
    const milliseconds = Math.round(reply.elapsedTime);
    request.log.info(
      { method, path: url.split("?")[0], status: reply.statusCode, milliseconds, sqlStatements },
      "answered",
    );
    onAnswered?.({ requestId: request.id, sqlStatements });
    done();
  });
}
