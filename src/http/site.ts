// The built pages: the API explorer, the pages of the staff, the page behind an invitation, and their assets, all from this
// process.

import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { join } from "node:path";
import { INVITATION_PATH } from "../usecases/invitation.js";
import { FOR_API_EXPLORER } from "./security-headers.js";

/** @param directory output of the site build */
export async function addSite(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(directory, "assets"),
    prefix: "/assets/",
    // Names carry a hash of the contents.
    immutable: true,
    maxAge: "365d",
  });
  const page = (name: string) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply.sendFile("index.html", join(directory, name), { immutable: false, maxAge: 0 });
  app.get("/graphiql", { helmet: FOR_API_EXPLORER }, page("graphiql"));
  app.get(INVITATION_PATH, page("accept-invitation"));
  // Its script reads the rest of the address.
  app.get("/staff", page("staff"));
  app.get("/staff/*", page("staff"));
}
