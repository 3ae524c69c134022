// HEAD with the headers of GET, also those that say how the body would be packed.

import type { FastifyInstance } from "fastify";

/** What Fastify calls its step that takes the body of an answer away. */
const BODY_TAKER = "headRouteOnSendHandler";

/**
 * Fastify answers HEAD like GET and takes the body away, after the steps of the route itself but before those that plugins add to
 * it. It comes last, so that compression sees a body. Compression must be registered before, and routes after.
 */
export function sayHowItWouldBePacked(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    if (route.method !== "HEAD" || !Array.isArray(route.onSend)) return;
    const isTaker = ({ name }: { readonly name: string }) => name === BODY_TAKER;
    route.onSend = [...route.onSend.filter((step) => !isTaker(step)), ...route.onSend.filter(isTaker)];
  });
}
