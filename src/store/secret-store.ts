// Secrets that the server makes for itself and shares with every process on its database.

import { randomBytes } from "node:crypto";
import type { PrismaClient } from "./generated/client.js";

/** The secret of that name, made when it is first asked for. Asked for once a process. */
export function serverSecret(prisma: PrismaClient, name: string): () => Promise<string> {
  let known: Promise<string> | null = null;
  return () => {
    known ??= keptSecret(prisma, name).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

async function keptSecret(prisma: PrismaClient, name: string): Promise<string> {
  const fresh = { name, secret: randomBytes(32).toString("base64url"), createdAt: new Date() };
  // Of several processes that start at once, one is first and all use its secret.
  await prisma.serverSecret.createMany({ data: fresh, skipDuplicates: true });
  return (await prisma.serverSecret.findUniqueOrThrow({ where: { name } })).secret;
}
