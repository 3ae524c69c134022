// GET /auth/oidc: off to the OpenID Connect provider. GET /auth/oidc/callback: back from there, with a session.

import type { FastifyInstance, FastifyReply } from "fastify";
import type { IdentityProvider } from "../usecases/account-ports.js";
import type { People } from "../usecases/people.js";
import { CALLBACK, ProviderUnavailable } from "./openid-connect.js";
import { refuse } from "./refusals.js";
import type { TokenCookie } from "./token-cookie.js";

export interface OidcRoutes {
  readonly people: Pick<People, "beginProviderVisit" | "signInByProvider">;
  readonly provider: IdentityProvider;
  readonly sessionCookie: TokenCookie;
  readonly visitCookie: TokenCookie;
  readonly deviceCookie: TokenCookie;
}

export function addOidcRoutes(
  app: FastifyInstance,
  { people, provider, sessionCookie, visitCookie, deviceCookie }: OidcRoutes,
): void {
  app.get("/auth/oidc", async (request, reply) => {
    void reply.header("cache-control", "no-store");
    try {
      const visit = await people.beginProviderVisit(provider);
      visitCookie.give(reply, visit);
      return await reply.redirect(visit.url, 303);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      request.log.error({ reason: error.message }, "the OpenID Connect provider does not answer");
      return refuseAway(reply);
    }
  });

  app.get(CALLBACK, async (request, reply) => {
    void reply.header("cache-control", "no-store");
    const token = visitCookie.read(request);
    visitCookie.clear(reply);
    if (token === null) return refuseVisit(reply);
    const query = request.url.split("?")[1] ?? "";
    try {
      const earlierSession = sessionCookie.read(request);
      const devices = deviceCookie.read(request);
      const entered = await people.signInByProvider(provider, { token, query, earlierSession, devices });
      if (entered === null) return await refuseVisit(reply);
      sessionCookie.give(reply, entered.session);
      if (entered.device !== null) deviceCookie.give(reply, entered.device);
      return await reply.redirect("/", 303);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      request.log.error({ reason: error.message }, "the OpenID Connect provider does not answer");
      return refuseAway(reply);
    }
  });
}

function refuseAway(reply: FastifyReply): FastifyReply {
  return refuse(reply.header("retry-after", "5"), {
    status: 503,
    code: "PROVIDER_UNAVAILABLE",
    path: "server",
    message: "The sign-in provider does not answer just now.",
    fix: "Try again in a moment, or sign in with a password.",
  });
}

/** One answer, whatever it was: a stranger does not learn which accounts there are. */
function refuseVisit(reply: FastifyReply): FastifyReply {
  return refuse(reply, {
    status: 401,
    code: "UNAUTHENTICATED",
    problemCode: "NOT_ALLOWED",
    path: "url",
    message: "Nobody was signed in: the visit was too old, or no account here has that verified address.",
    fix: "Begin again at /auth/oidc; if it stays so, ask your administrator for an invitation.",
  });
}
