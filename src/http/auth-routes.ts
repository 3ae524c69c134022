// POST /auth/…: signing in and out, and accepting an invitation. JSON only, and only from pages of this site.

import type { FastifyInstance, FastifyReply } from "fastify";
import { problem, type Problem } from "../domain/problem.js";
import type { NewSession } from "../usecases/session.js";
import type { People } from "../usecases/people.js";
import { isCrossSite, refuseCrossSite } from "./cross-site.js";
import { refuse, refuseAll } from "./refusals.js";
import type { TokenCookie } from "./token-cookie.js";

export interface AuthRoutes {
  readonly people: Pick<People, "signIn" | "signOut" | "acceptInvitation">;
  readonly cookie: TokenCookie;
  readonly deviceCookie: TokenCookie;
  readonly publicUrl: string | null;
}

export async function addAuthRoutes(
  app: FastifyInstance,
  { people, cookie, deviceCookie, publicUrl }: AuthRoutes,
): Promise<void> {
  await app.register((auth, _options, done) => {
    // A form of another site can send text as it can send fields; neither is read.
    auth.removeContentTypeParser("text/plain");
    auth.addHook("onRequest", (request, reply, next) => {
      void reply.header("cache-control", "no-store");
      if (isCrossSite(request, publicUrl)) void refuseCrossSite(reply);
      else next();
    });

    auth.post("/auth/sign-in", async (request, reply) => {
      const body = texts(request.body, ["email", "password"]);
      if (Array.isArray(body)) return refuseAll(reply, 400, body);
      const { email, password } = body as Texts<"email" | "password">;
      const earlierSession = cookie.read(request);
      const outcome = await people.signIn({
        email,
        password,
        address: request.ip,
        earlierSession,
        devices: deviceCookie.read(request),
      });
      if (outcome.kind === "TOO_MANY") return refuseTooMany(reply, outcome.retryAfterSeconds);
      if (outcome.kind === "REFUSED") return refuseSignIn(reply);
      cookie.give(reply, outcome.session);
      deviceCookie.give(reply, outcome.device);
      return signedIn(outcome.account.displayName, outcome.session);
    });

    auth.post("/auth/sign-out", async (request, reply) => {
      const session = cookie.read(request);
      if (session !== null) await people.signOut(session);
      cookie.clear(reply);
      return reply.code(204).send();
    });

    auth.post("/auth/accept-invitation", async (request, reply) => {
      const body = texts(request.body, ["token", "password"]);
      if (Array.isArray(body)) return refuseAll(reply, 400, body);
      const { token, password } = body as Texts<"token" | "password">;
      const outcome = await people.acceptInvitation(token, password, deviceCookie.read(request));
      if (!outcome.ok) return refuseAll(reply, 400, outcome.problems);
      cookie.give(reply, outcome.value.session);
      if (outcome.value.device !== null) deviceCookie.give(reply, outcome.value.device);
      return signedIn(outcome.value.displayName, outcome.value.session);
    });
    done();
  });
}

/** The token itself stands in the cookie alone, where no script can read it. */
function signedIn(displayName: string, session: NewSession) {
  return { displayName, sessionExpiresAt: session.expiresAt.toISOString() };
}

type Texts<Key extends string> = Readonly<Record<Key, string>>;

/** The texts of a JSON object, or what is wrong with each. No value is repeated: one of them is a secret. */
function texts<Key extends string>(body: unknown, keys: readonly Key[]): Texts<Key> | readonly Problem[] {
  const given = (typeof body === "object" && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const missing = keys.filter((key) => typeof given[key] !== "string");
  if (missing.length === 0) return given as Texts<Key>;
  return missing.map((key) =>
    problem(
      "MISSING_VALUE",
      key,
      `The body has no text "${key}".`,
      `Send a JSON object with ${listed(keys)}.`,
    ),
  );
}

function listed(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(" and ");
}

/** One answer for an unknown address, a wrong password and a disabled account. */
function refuseSignIn(reply: FastifyReply): FastifyReply {
  return refuse(reply, {
    status: 401,
    code: "UNAUTHENTICATED",
    problemCode: "NOT_ALLOWED",
    path: "body",
    message: "Address and password do not belong together, or the account may not sign in.",
    fix: "Check both; if you have lost the password, ask your administrator for a new invitation.",
  });
}

function refuseTooMany(reply: FastifyReply, seconds: number): FastifyReply {
  return refuse(reply.header("retry-after", String(seconds)), {
    status: 429,
    code: "TOO_MANY_ATTEMPTS",
    problemCode: "TOO_MANY_ATTEMPTS",
    path: "body",
    message: "Too many attempts to sign in failed.",
    fix: `Try again in ${String(Math.ceil(seconds / 60))} minutes.`,
  });
}
