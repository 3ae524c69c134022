// Cookies that hold a token: a browser's session, its visit to a sign-in provider, or which accounts it is a known device of.

import type { FastifyReply, FastifyRequest } from "fastify";

export interface TokenCookie {
  /** Null: the browser sent none. */
  read(request: FastifyRequest): string | null;
  give(reply: FastifyReply, held: { readonly token: string; readonly expiresAt: Date }): void;
  clear(reply: FastifyReply): void;
}

/** Lax: a link from elsewhere finds the reader signed in; what changes anything checks where it comes from as well. */
const ATTRIBUTES = { path: "/", httpOnly: true, sameSite: "lax" } as const;

/** @param publicUrl address under which people reach this server; null when only the request tells */
export function tokenCookie(
  name: "session" | "provider-visit" | "device",
  publicUrl: string | null,
  clock: () => Date,
): TokenCookie {
  const placeFor = (request: FastifyRequest) => {
    const secure = request.protocol === "https" || (publicUrl?.startsWith("https:") ?? false);
    // Browsers take the prefix from this very host over TLS only, so that no neighbour can plant one.
    return { name: secure ? `__Host-${name}` : name, options: { ...ATTRIBUTES, secure } };
  };
  return {
    read: (request) => request.cookies[placeFor(request).name] ?? null,

    give(reply, { token, expiresAt }) {
      const place = placeFor(reply.request);
      // So long from now, and not until an instant: the browser's clock may be wrong.
      const maxAge = Math.max(0, Math.round((expiresAt.getTime() - clock().getTime()) / 1000));
      void reply.setCookie(place.name, token, { ...place.options, maxAge });
    },

    clear(reply) {
      const place = placeFor(reply.request);
      void reply.clearCookie(place.name, place.options);
    },
  };
}
