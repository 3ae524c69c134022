// GET /healthz: the process lives. GET /readyz: it can answer, database included.

import type { FastifyInstance } from "fastify";

/** @param ping resolves when the database answers */
export function addHealthRoutes(app: FastifyInstance, ping: () => Promise<void>): void {
  app.get("/healthz", () => ({ status: "ok" }));

  app.get("/readyz", async (request, reply) => {
    try {
      await ping();
      return { status: "ready" };
    } catch (error) {
      request.log.error({ err: error }, "not ready");
      return reply.code(503).send({ status: "unavailable", reason: "The database does not answer." });
    }
  });
}
