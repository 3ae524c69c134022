// Answers to requests that never reach a resolver: unknown address, oversized or broken body, missing or unknown token.
// Same shape as GraphQL errors, so that clients need one reader.

import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { problem, type Problem, type ProblemCode } from "../domain/problem.js";
import { bodyRefusal } from "./body-refusals.js";
import type { WhyUnavailable } from "./health.js";
import { hasHungUp } from "./hang-up.js";
import { readsPages, sendRefusalPage, type Frame } from "./html.js";

/** As web servers write it in their logs; nobody is there to read it. */
const CLIENT_HUNG_UP = 499;

export interface Refusal {
  readonly status: number;
  /** Stable, as in `extensions.code` of a GraphQL error. */
  readonly code: string;
  readonly problemCode?: ProblemCode;
  /** The part of the request that is at fault. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, code, problemCode = "BAD_VALUE", path, message, fix } = refusal;
  return send(reply, status, code, [problem(problemCode, path, message, fix)]);
}

/**
 * Refuses an input with everything that is wrong with it.
 * @param more what a program may want to read beside the problems
 */
export function refuseAll(
  reply: FastifyReply,
  status: number,
  problems: readonly Problem[],
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  return send(reply, status, CODES[status] ?? "BAD_USER_INPUT", problems, more);
}

const CODES: Readonly<Record<number, string>> = { 403: "FORBIDDEN", 404: "NOT_FOUND", 410: "GONE" };

/** Refuses what was asked: with 403 when it is good and only not for this reader. */
export function refuseAsked(reply: FastifyReply, problems: readonly Problem[]): FastifyReply {
  const isDenied = problems.some(({ code }) => code === "NOT_ALLOWED");
  return refuseAll(reply, isDenied ? 403 : 400, problems);
}

function send(
  reply: FastifyReply,
  status: number,
  code: string,
  problems: readonly Problem[],
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const message = problems.map(({ path, message, fix }) => `${path}: ${message} ${fix}`).join(" ");
  return reply
    .code(status)
    .send({ errors: [{ message, extensions: { code, requestId: reply.request.id, problems, ...more } }] });
}

/**
 * @param unavailability why an error says that the database could not do its work
 * @param frame of the pages that browsers are answered with
 */
export function addRefusals(app: FastifyInstance, unavailability: WhyUnavailable, frame: Frame): void {
  app.setNotFoundHandler((request, reply) => {
    const nothing = {
      status: 404,
      code: "NOT_FOUND",
      path: "url",
      message: `Nothing is at ${request.method} ${request.url.split("?")[0] ?? ""}.`,
      fix: "The API is POST /graphql, its explorer GET /graphiql.",
    } as const;
    return readsPages(request)
      ? sendRefusalPage(frame, request, reply, { ...nothing, fix: "Was the address copied whole?" })
      : refuse(reply, nothing);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (hasHungUp(error, reply)) return reply.code(CLIENT_HUNG_UP).send();
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, bodyRefusal(error, request));
    request.log.error({ err: error }, "request failed");
    const found = unavailability(error);
    if (found !== null) {
      const away = {
        status: 503,
        code: "DATABASE_UNAVAILABLE",
        path: "server",
        message: found.why,
        fix: "Try again in a moment.",
      } as const;
      void reply.header("retry-after", "5");
      return readsPages(request) ? sendRefusalPage(frame, request, reply, away) : refuse(reply, away);
    }
    if (readsPages(request))
      return sendRefusalPage(frame, request, reply, {
        status: 500,
        code: "INTERNAL_SERVER_ERROR",
        path: "server",
        message: "This is no fault of yours, and it is in our log.",
        fix: `If it stays so, tell the operator this request id: ${request.id}.`,
      });
    return reply.code(500).send({
      errors: [
        {
          message: `Something went wrong on our side. If it stays so, tell the operator this request id: ${request.id}.`,
          extensions: { code: "INTERNAL_SERVER_ERROR", requestId: request.id },
        },
      ],
    });
  });
}
