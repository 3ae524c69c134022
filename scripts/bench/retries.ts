// npm run bench:retries -- [SENDS]: ten thousand sends on a bad line against a server of its own, and a table of what came
// of them. Ends with 1 when anything was done twice, lost or overwritten.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReferenceFiles } from "../../src/ingest/reference-files.js";
import { assemblePlatform } from "../../src/platform.js";
import { projectRoot } from "../../src/project-root.js";
import { buildServer } from "../../src/server.js";
import { openDatabase } from "../../src/store/database.js";
import { databaseUnavailability } from "../../src/store/database-unavailable.js";
import { startEmbeddedPostgres } from "../../src/store/embedded-postgres.js";
import { applyMigrations } from "../../src/store/migrations.js";
import { unwrap } from "../../src/terminal/give-up.js";
import { judge, sendOnBadLine, type Payload, type Send } from "./bad-line.js";
import { CLEAR_PLACES, PLACES, readPlaces, requestOf } from "./bad-line-places.js";

const NOW = new Date("2026-11-23T18:00:00Z");

export async function main([sends = "10000"]: readonly string[]): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "bench-retries-"));
  const postgres = await startEmbeddedPostgres({ dataDirectory });
  try {
    await bench(postgres.url, Number(sends));
  } finally {
    await postgres.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function bench(databaseUrl: string, sends: number): Promise<void> {
  await applyMigrations({ databaseUrl, projectRoot });
  const database = openDatabase(databaseUrl);
  const platform = assemblePlatform(database, () => NOW);
  const { data, contentSha256 } = unwrap(await readReferenceFiles(join(projectRoot, "prisma/reference")));
  unwrap(await platform.loadReferenceData(data, contentSha256));
  await platform.seedDemonstration({ onProgress: () => undefined });
  const { coordinator } = await platform.issueDemonstrationTokens();
  for (const statement of CLEAR_PLACES.split(";")) await database.prisma.$executeRawUnsafe(statement);
  const app = await buildServer({
    platform,
    ping: () => database.ping(),
    unavailability: databaseUnavailability,
    siteDirectory: join(projectRoot, "dist/web"),
    readingThread: join(projectRoot, "dist/src/ingest/report-files/reading-thread.js"),
    logLevel: "error",
    callLimits: { perNetwork: 1_000_000, perToken: 1_000_000 },
  });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const begun = performance.now();
  const sent = await sendOnBadLine(senderTo(url, coordinator), {
    places: PLACES,
    sends,
    senders: 12,
    seed: 1,
  });
  const seconds = (performance.now() - begun) / 1_000;
  const { faults, tally } = judge(
    sent,
    await readPlaces((sql, values) => database.prisma.$queryRawUnsafe(sql, ...values)),
  );
  await app.close();
  await database.close();
  console.table({
    ...tally,
    faults: faults.length,
    seconds: Math.round(seconds),
    sendsPerSecond: Math.round(sends / seconds),
  });
  for (const fault of faults.slice(0, 20)) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

function senderTo(url: string, token: string): Send {
  return async (order) => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(requestOf(order)),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text) as { data: { payload: Payload } | null; errors?: unknown };
    if (data === null || errors !== undefined) throw new Error(text);
    return data.payload;
  };
}
