// Requests that the page of a stranger makes a browser send. After Go's net/http.CrossOriginProtection: what the browser says
// of the request decides; programs, which say nothing, carry no cookies that they were not given.

import type { FastifyReply, FastifyRequest } from "fastify";
import { refuse } from "./refusals.js";

/** @param publicUrl address under which people reach this server; null when only the request tells */
export function isCrossSite(request: FastifyRequest, publicUrl: string | null): boolean {
  const site = request.headers["sec-fetch-site"];
  if (typeof site === "string") return site !== "same-origin" && site !== "none";
  const { origin } = request.headers;
  if (origin === undefined) return false;
  const host = hostOf(origin);
  return host === null || (host !== request.host && host !== hostOf(publicUrl ?? ""));
}

export function refuseCrossSite(reply: FastifyReply): FastifyReply {
  return refuse(reply, {
    status: 403,
    code: "CROSS_SITE",
    problemCode: "NOT_ALLOWED",
    path: "headers.origin",
    message: "The page of another site sent the request.",
    fix: "Send it from a page of this site, or from a program without a browser.",
  });
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
}
