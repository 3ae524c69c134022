// npm run db:new -- NAME: writes the next migration from what prisma/schema.prisma has and the migrations lack.
// Applies nothing. The server it needs for a scratch database is DATABASE_URL's, or one made for the occasion.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../src/store/embedded-postgres.js";
import { diffMigrationsToSchema } from "../src/store/migrations.js";
import { scriptPath, writeMigration } from "../src/store/migrations/migration-files.js";

/** @param args the name of the migration, in one or more words */
export async function main(args: readonly string[]): Promise<void> {
  const name = args.join(" ");
  if (!/[a-z0-9]/i.test(name)) {
    console.error("Say what the migration does: npm run db:new -- add chapter notes");
    process.exitCode = 1;
    return;
  }
  const projectRoot = process.cwd();
  const sql = await withDatabaseServer((databaseUrl) => diffMigrationsToSchema({ databaseUrl, projectRoot }));
  if (sql === "") {
    console.log(
      "The migrations already make what prisma/schema.prisma describes; there is nothing to write.",
    );
    return;
  }
  console.log(
    `Wrote ${scriptPath(await writeMigration(projectRoot, name, new Date(), sql))}. Read it before you commit it.`,
  );
}

async function withDatabaseServer<Result>(work: (databaseUrl: string) => Promise<Result>): Promise<Result> {
  const databaseUrl = process.env["DATABASE_URL"];
  if (databaseUrl) return work(databaseUrl);
  // Ctrl-C would leave the server behind. It ends the programs that make the server, which is enough to stop this.
  process.on("SIGINT", () => {});
  const dataDirectory = await mkdtemp(join(tmpdir(), "new-migration-"));
  try {
    const server = await startEmbeddedPostgres({ dataDirectory, settings: { fsync: "off" } });
    return await work(server.url).finally(() => server.stop());
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}
