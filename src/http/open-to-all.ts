// What is public may be read by the page of any site: it holds nothing that depends on who asks. Never with credentials: a
// browser gives an answer marked "*" to no page that sent them.

import type { FastifyReply } from "fastify";

/** Headers that a page of another site may look at. */
const SHOWN = "etag, content-disposition, x-request-id, ratelimit, ratelimit-policy, retry-after";

export function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header("access-control-allow-origin", "*")
    .header("access-control-expose-headers", SHOWN)
    .header("cross-origin-resource-policy", "cross-origin");
}

const ONE_DAY_S = 86_400;

/** Answers the question of a browser whether a page may send what it is about to send. A token may not be in it. */
export function allowPublic(reply: FastifyReply, methods: string): FastifyReply {
  return openToAll(reply)
    .header("access-control-allow-methods", methods)
    .header("access-control-allow-headers", "content-type, if-none-match")
    .header("access-control-max-age", ONE_DAY_S)
    .code(204)
    .send();
}
