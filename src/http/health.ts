// GET /healthz: the process lives. GET /readyz: it can answer and save, database included.

import type { FastifyInstance } from "fastify";

/** Why an error says that the database could not do its work; null for any other error. */
export type WhyUnavailable = (error: unknown) => { readonly why: string; readonly isLasting: boolean } | null;

export interface Trouble {
  readonly unavailability: WhyUnavailable;
  /** Why nothing can be saved, as a request found out a moment ago; null when none did. */
  readonly recent: () => string | null;
}

/** A full disk stays full while nobody makes room; asking whether there is some would need the room to ask. */
const REMEMBERED_MS = 30_000;

/** @param now milliseconds of any clock that only goes forward */
export function noteTrouble(
  unavailability: WhyUnavailable,
  now: () => number = () => performance.now(),
): Trouble {
  let last: { readonly why: string; readonly at: number } | null = null;
  return {
    unavailability: (error) => {
      const found = unavailability(error);
      if (found?.isLasting === true) last = { why: found.why, at: now() };
      return found;
    },
    recent: () => (last === null || now() - last.at >= REMEMBERED_MS ? null : last.why),
  };
}

/** @param ping resolves when the database answers */
export function addHealthRoutes(app: FastifyInstance, ping: () => Promise<void>, trouble: Trouble): void {
  app.get("/healthz", () => ({ status: "ok" }));

  app.get("/readyz", async (request, reply) => {
    const recent = trouble.recent();
    if (recent !== null) return reply.code(503).send({ status: "unavailable", reason: recent });
    try {
      await ping();
      return { status: "ready" };
    } catch (error) {
      request.log.error({ err: error }, "not ready");
      return reply.code(503).send({ status: "unavailable", reason: "The database does not answer." });
    }
  });
}
