// One log line a request: what was asked, how it went, how long it took, and what it cost in SQL. Some doors tell the cost to
// whoever asks as well.

import { AsyncLocalStorage } from "node:async_hooks";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { countingStatements, noStatements, type StatementTally } from "../store/statements.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whoever asks is told what the answer cost the database. Never where that could tell whether an account is there. */
    readonly isCostTold?: boolean;
  }
}

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
    reply.raw.once("close", () => {
      if (reply.raw.writableFinished) return;
      request.log.info({ method: request.method, path: request.url.split("?")[0] }, "the client hung up");
    });
    done();
  });

  // After the body has been read: its events belong to no request.
  app.addHook("preValidation", (request, _reply, done) => {
    const tally = noStatements();
    tallies.set(request, tally);
    requests.run(request, () => countingStatements(tally, done));
  });

  app.addHook("onSend", (request, reply, _payload, done) => {
    const { statements, milliseconds } = tallies.get(request) ?? noStatements();
    if (request.routeOptions.config.isCostTold === true) {
      const unit = statements === 1 ? "SQL statement" : "SQL statements";
      void reply.header(
        "server-timing",
        `db;dur=${milliseconds.toFixed(1)};desc="${String(statements)} ${unit}"`,
      );
    }
    done();
  });

  app.addHook("onResponse", (request, reply, done) => {
    const tally = tallies.get(request) ?? noStatements();
    const sqlStatements = tally.statements;
    const sqlMilliseconds = Math.round(tally.milliseconds);
    const { method, url } = request;
    const milliseconds = Math.round(reply.elapsedTime);
    request.log.info(
      {
        method,
        path: url.split("?")[0],
        status: reply.statusCode,
        milliseconds,
        sqlStatements,
        sqlMilliseconds,
      },
      "answered",
    );
    onAnswered?.({ requestId: request.id, sqlStatements });
    done();
  });
}
