// POST /graphql. Without credentials a request meets the public schema; with a token or a session of the staff, the staff
// schema. A token wins over a session.

import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "../domain/access/viewer.js";
import type { RequestContext, StaffContext } from "../graphql/shared/context.js";
import { isCrossSite, refuseCrossSite } from "./cross-site.js";
import { refuse } from "./refusals.js";
import type { TokenCookie } from "./token-cookie.js";

export interface GraphqlRoute {
  readonly publicServer: ApolloServer<RequestContext>;
  readonly staffServer: ApolloServer<StaffContext>;
  readonly newContext: () => RequestContext;
  /** Null: no account has that token. */
  readonly identifyViewer: (token: string) => Promise<Viewer | null>;
  /** Null: no session of that name holds. */
  readonly identifySession: (session: string) => Promise<Viewer | null>;
  readonly cookie: TokenCookie;
  readonly publicUrl: string | null;
}

export function addGraphqlRoute(
  app: FastifyInstance,
  { publicServer, staffServer, newContext, identifyViewer, identifySession, cookie, publicUrl }: GraphqlRoute,
): void {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const answerPublic = fastifyApolloHandler(publicServer, { context: () => Promise.resolve(newContext()) });
  const answerStaff = fastifyApolloHandler(staffServer, {
    context: (request) => {
      const viewer = viewers.get(request);
      if (viewer === undefined) throw new Error("The staff schema was reached without a viewer.");
      return Promise.resolve({ ...newContext(), viewer });
    },
  });

  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    handler: async function (request, reply) {
      if (isBrowserVisit(request)) return reply.redirect("/graphiql");
      // Figures change, and some are not for everybody.
      void reply.header("cache-control", "no-store");
      const { authorization } = request.headers;
      const session = cookie.read(request);
      if (authorization === undefined && session === null) return answerPublic.call(this, request, reply);
      const isBySession = authorization === undefined;
      if (isBySession && isCrossSite(request, publicUrl)) return refuseCrossSite(reply);
      const viewer = isBySession
        ? await identifySession(session ?? "")
        : await viewerOf(authorization, identifyViewer);
      if (viewer === null && !isBySession) return refuseToken(reply);
      if (viewer === null) {
        // Over: the reader is signed out, which is no fault of the request.
        cookie.clear(reply);
        return answerPublic.call(this, request, reply);
      }
      viewers.set(request, viewer);
      return answerStaff.call(this, request, reply);
    },
  });
}

/** Somebody followed a link to the API instead of sending a query. */
function isBrowserVisit(request: FastifyRequest): boolean {
  return (
    request.method === "GET" &&
    !request.url.includes("?") &&
    (request.headers.accept ?? "").includes("text/html")
  );
}

async function viewerOf(
  authorization: string,
  identifyViewer: GraphqlRoute["identifyViewer"],
): Promise<Viewer | null> {
  const [, token] = /^Bearer ([\w~+/.=-]+)$/i.exec(authorization.trim()) ?? [];
  return token === undefined ? null : identifyViewer(token);
}

function refuseToken(reply: FastifyReply): FastifyReply {
  return refuse(reply.header("www-authenticate", "Bearer"), {
    status: 401,
    code: "UNAUTHENTICATED",
    problemCode: "NOT_ALLOWED",
    path: "headers.authorization",
    message: "The token is not known.",
    fix: 'Send "Authorization: Bearer" with a token of an account, or leave the header out to read what is public.',
  });
}
