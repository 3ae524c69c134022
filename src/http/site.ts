// The built site: the API explorer, the page behind an invitation, and their assets, all from this process.

import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { join } from "node:path";
import { INVITATION_PATH } from "../usecases/invitation.js";

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
  app.get(INVITATION_PATH, (_request, reply) =>
    reply.sendFile("index.html", join(directory, "accept-invitation"), { immutable: false, maxAge: 0 }),
  );
  app.get("/", (_request, reply) => reply.redirect("/graphiql"));
}
