// The cookie that holds a browser's session.

import type { FastifyReply, FastifyRequest } from "fastify";
import type { NewSession } from "../usecases/session.js";

export interface SessionCookie {
  /** Null: the browser sent none. */
  read(request: FastifyRequest): string | null;
  give(reply: FastifyReply, session: NewSession): void;
  clear(reply: FastifyReply): void;
}

/** @param publicUrl address under which people reach this server; null when only the request tells */
export function sessionCookie(publicUrl: string | null): SessionCookie {
  return {
    read: (request) => request.cookies[nameOf(isSecure(request, publicUrl))] ?? null,

    give(reply, { token, expiresAt }) {
      const secure = isSecure(reply.request, publicUrl);
      void reply.setCookie(nameOf(secure), token, { ...ATTRIBUTES, secure, expires: expiresAt });
    },

    clear(reply) {
      const secure = isSecure(reply.request, publicUrl);
      void reply.clearCookie(nameOf(secure), { ...ATTRIBUTES, secure });
    },
  };
}

/** Lax: a link from elsewhere finds the reader signed in; what changes anything checks where it comes from as well. */
export const ATTRIBUTES = { path: "/", httpOnly: true, sameSite: "lax" } as const;

/** Browsers take the prefix from this very host over TLS only, so that no neighbour can plant one. */
function nameOf(secure: boolean): string {
  return secure ? "__Host-session" : "session";
}

export function isSecure(request: FastifyRequest, publicUrl: string | null): boolean {
  return request.protocol === "https" || (publicUrl?.startsWith("https:") ?? false);
}
