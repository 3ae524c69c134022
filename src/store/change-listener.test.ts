import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { listenForChanges, type Change, type Keeping } from "./change-listener.js";
import { openDatabase } from "./database.js";

/** A line to the database that can fall silent: nobody hangs up, and nothing arrives any more. */
async function silentLine(to: URL) {
  let isSilent = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("data", (bytes) => {
        if (!isSilent) other.write(bytes);
      });
      one.on("close", () => {
        if (!isSilent) other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(to);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent: (silent: boolean) => {
      isSilent = silent;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function keeping() {
  const seen: { isTold: boolean; readonly changes: Change[] } = { isTold: false, changes: [] };
  const kept: Keeping = {
    forget: (change) => void seen.changes.push(change),
    listening: (isTold) => {
      seen.isTold = isTold;
    },
  };
  return { seen, kept };
}

async function until(isSo: () => boolean, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds && !isSo(); waited += 50) await pause(50);
  return isSo();
}

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());

describe("whoever listens for changes", () => {
  it("hears of a line that falls silent without a word within ten seconds, and listens again when it is back", async () => {
    const line = await silentLine(new URL(database.url));
    const far = openDatabase(line.url);
    const { seen, kept } = keeping();
    const stop = await listenForChanges(far.newListener, kept);
    try {
      expect(seen.isTold).toBe(true);
      await database.query("NOTIFY figures, '7'");
      expect(await until(() => seen.changes.includes(7 as Change), 5_000)).toBe(true);

      line.fallSilent(true);
      expect(await until(() => !seen.isTold, 10_000)).toBe(true);

      line.fallSilent(false);
      expect(await until(() => seen.isTold, 15_000)).toBe(true);
      await database.query("NOTIFY figures, '8'");
      expect(await until(() => seen.changes.includes(8 as Change), 5_000)).toBe(true);
    } finally {
      await stop();
      await far.close();
      await line.close();
    }
    expect(seen.isTold).toBe(false);
  }, 60_000);

  it("listens again soon after the server has ended its connection", async () => {
    const { seen, kept } = keeping();
    const stop = await listenForChanges(database.newListener, kept);
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN figures' AND datname = current_database()",
    );
    expect(await until(() => !seen.isTold, 5_000)).toBe(true);
    expect(await until(() => seen.isTold, 10_000)).toBe(true);
    await stop();
  });

  it("keeps trying when nobody is there at first, and stops at once when told so", async () => {
    const nowhere = openDatabase("postgres://someone@127.0.0.1:1/nowhere");
    const { seen, kept } = keeping();
    const stop = await listenForChanges(nowhere.newListener, kept);
    expect(seen.isTold).toBe(false);
    await stop();
    await nowhere.close();
  });
});
