// Who is at the door: known by a token or by a session, or nobody. A token wins over a session.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "../domain/access/viewer.js";
import { isCrossSite, refuseCrossSite } from "./cross-site.js";
import { refuse } from "./refusals.js";
import type { TokenCookie } from "./token-cookie.js";

/** `ENDED`: nobody, with the cookie of a session that holds no longer. `REFUSED`: the credentials are no good, and the reply has said so. */
export type Visit =
  | { readonly kind: "STAFF"; readonly viewer: Viewer }
  | { readonly kind: "NOBODY" }
  | { readonly kind: "ENDED" }
  | { readonly kind: "REFUSED" };

export interface Visitors {
  visit(request: FastifyRequest, reply: FastifyReply): Promise<Visit>;
  /** The viewer, where only the staff may enter; null: the reply has said so. */
  staffOf(request: FastifyRequest, reply: FastifyReply): Promise<Viewer | null>;
}

export interface VisitorSettings {
  /** Null: no account has that token. */
  readonly identifyViewer: (token: string) => Promise<Viewer | null>;
  /** Null: no session of that name holds. */
  readonly identifySession: (session: string) => Promise<Viewer | null>;
  readonly cookie: TokenCookie;
  readonly publicUrl: string | null;
}

const NOBODY: Visit = { kind: "NOBODY" };
const ENDED: Visit = { kind: "ENDED" };
const REFUSED: Visit = { kind: "REFUSED" };

export function visitors(settings: VisitorSettings): Visitors {
  const visit: Visitors["visit"] = (request, reply) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return byToken(settings, authorization, reply);
    const session = settings.cookie.read(request);
    return session === null ? Promise.resolve(NOBODY) : bySession(settings, session, request, reply);
  };
  return {
    visit,
    async staffOf(request, reply) {
      const found = await visit(request, reply);
      if (found.kind === "STAFF") return found.viewer;
      if (found.kind === "NOBODY") refuseNobody(reply);
      if (found.kind === "ENDED") refuseEnded(reply);
      return null;
    },
  };
}

async function byToken(
  { identifyViewer }: VisitorSettings,
  authorization: string,
  reply: FastifyReply,
): Promise<Visit> {
  const [, token] = /^Bearer ([\w~+/.=-]+)$/i.exec(authorization.trim()) ?? [];
  const viewer = token === undefined ? null : await identifyViewer(token);
  if (viewer !== null) return { kind: "STAFF", viewer };
  refuseToken(reply);
  return REFUSED;
}

async function bySession(
  { identifySession, cookie, publicUrl }: VisitorSettings,
  session: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visit> {
  if (isCrossSite(request, publicUrl)) {
    refuseCrossSite(reply);
    return REFUSED;
  }
  const viewer = await identifySession(session);
  if (viewer !== null) return { kind: "STAFF", viewer };
  // The reader is signed out, which is no fault of the request.
  cookie.clear(reply);
  return ENDED;
}

function refuseToken(reply: FastifyReply): void {
  void refuse(reply.header("www-authenticate", "Bearer"), {
    status: 401,
    code: "UNAUTHENTICATED",
    problemCode: "NOT_ALLOWED",
    path: "headers.authorization",
    message: "The token is not known, or works no longer.",
    fix: 'Send "Authorization: Bearer" with a token of an account, or leave the header out to read what is public.',
  });
}

function refuseEnded(reply: FastifyReply): void {
  void refuse(reply.header("www-authenticate", "Bearer"), {
    status: 401,
    code: "UNAUTHENTICATED",
    problemCode: "NOT_ALLOWED",
    path: "headers.cookie",
    message: "Your session has ended, and only the staff may enter here.",
    fix: 'Sign in again, or send "Authorization: Bearer" with a token of an account.',
  });
}

function refuseNobody(reply: FastifyReply): void {
  void refuse(reply.header("www-authenticate", "Bearer"), {
    status: 401,
    code: "UNAUTHENTICATED",
    problemCode: "NOT_ALLOWED",
    path: "headers.authorization",
    message: "Only the staff may enter here, and nobody is signed in.",
    fix: 'Sign in, or send "Authorization: Bearer" with a token of an account.',
  });
}
