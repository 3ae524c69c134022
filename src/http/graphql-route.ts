// POST /graphql. Without credentials a request meets the public schema; with a token or a session of the staff, the staff
// schema. A token wins over a session. A session that has ended meets the public schema, and is told so where that is not enough.

import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Viewer } from "../domain/access/viewer.js";
import { refuseDeepQuery } from "../graphql/limits.js";
import type { PublicContext, StaffContext } from "../graphql/shared/context.js";
import { allowPublic, openToAll } from "./open-to-all.js";
import type { Visitors } from "./visitors.js";

export interface GraphqlRoute {
  readonly publicServer: ApolloServer<PublicContext>;
  readonly staffServer: ApolloServer<StaffContext>;
  readonly newPublicContext: (hasSessionEnded: boolean) => PublicContext;
  readonly newStaffContext: (viewer: Viewer) => StaffContext;
  readonly visitors: Visitors;
}

export function addGraphqlRoute(
  app: FastifyInstance,
  { publicServer, staffServer, newPublicContext, newStaffContext, visitors }: GraphqlRoute,
): void {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const outdated = new WeakSet<FastifyRequest>();
  const answerPublic = fastifyApolloHandler(publicServer, {
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown here must reach Apollo as a rejection
    context: async (request) => {
      refuseDeepQuery(queryOf(request));
      return newPublicContext(outdated.has(request));
    },
  });
  const answerStaff = fastifyApolloHandler(staffServer, {
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    context: async (request) => {
      refuseDeepQuery(queryOf(request));
      const viewer = viewers.get(request);
      if (viewer === undefined) throw new Error("The staff schema was reached without a viewer.");
      return newStaffContext(viewer);
    },
  });

  app.route({
    method: ["GET", "HEAD", "POST"],
    url: "/graphql",
    config: { isCostTold: true },
    handler: async function (sent, reply) {
      const request = asGet(sent);
      if (isBrowserVisit(request)) return reply.redirect("/graphiql");
      // Figures change, and some are not for everybody.
      void reply.header("cache-control", "no-store");
      const visit = await visitors.visit(request, reply);
      if (visit.kind === "REFUSED") return reply;
      if (visit.kind === "ENDED") outdated.add(request);
      if (visit.kind === "NOBODY") openToAll(reply);
      if (visit.kind !== "STAFF") return answerPublic.call(this, request, reply);
      viewers.set(request, visit.viewer);
      return answerStaff.call(this, request, reply);
    },
  });
  app.options("/graphql", (_request, reply) => allowPublic(reply, "GET, POST"));
}

/** Apollo knows no HEAD: it answers as it would a GET, and Node leaves the body out. */
function asGet(request: FastifyRequest): FastifyRequest {
  if (request.method !== "HEAD") return request;
  return Object.create(request, { method: { value: "GET" } }) as FastifyRequest;
}

/** The text of the query, wherever Apollo takes it from; this is the last step before Apollo parses it. */
function queryOf({ method, body, query }: FastifyRequest): unknown {
  const holder = method === "POST" ? body : query;
  return typeof holder === "object" && holder !== null ? (holder as { query?: unknown }).query : undefined;
}

/** Somebody followed a link to the API instead of sending a query. */
function isBrowserVisit(request: FastifyRequest): boolean {
  return (
    request.method === "GET" &&
    !request.url.includes("?") &&
    (request.headers.accept ?? "").includes("text/html")
  );
}
