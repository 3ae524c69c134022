// POST /graphql. Without credentials a request meets the public schema; with a token or a session of the staff, the staff
// schema. A token wins over a session. A session that has ended meets the public schema, and is told so where that is not enough.

import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Viewer } from "../domain/access/viewer.js";
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
    context: (request) => Promise.resolve(newPublicContext(outdated.has(request))),
  });
  const answerStaff = fastifyApolloHandler(staffServer, {
    context: (request) => {
      const viewer = viewers.get(request);
      if (viewer === undefined) throw new Error("The staff schema was reached without a viewer.");
      return Promise.resolve(newStaffContext(viewer));
    },
  });

  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    config: { isCostTold: true },
    handler: async function (request, reply) {
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

/** Somebody followed a link to the API instead of sending a query. */
function isBrowserVisit(request: FastifyRequest): boolean {
  return (
    request.method === "GET" &&
    !request.url.includes("?") &&
    (request.headers.accept ?? "").includes("text/html")
  );
}
