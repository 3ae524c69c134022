// The built site: the API explorer and its assets, all from this process.

import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { join } from "node:path";

/** @param directory output of the site build */
export async function addSite(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(directory, "assets"),
    prefix: "/assets/",
    // Names carry a hash of the contents.
    immutable: true,
    maxAge: "365d",
  });
  app.get("/graphiql", (_request, reply) =>
    reply.sendFile("index.html", join(directory, "graphiql"), { immutable: false, maxAge: 0 }),
  );
  app.get("/", (_request, reply) => reply.redirect("/graphiql"));
}
