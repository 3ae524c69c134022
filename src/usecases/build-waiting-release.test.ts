// A process that ends in the middle of a build hands it back: the next one begins it anew, at once.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { setTimeout as pause } from "node:timers/promises";
import { startApp, type TestApp } from "../testkit/app.js";
import { keepFew } from "../testkit/small-missouri.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
  await keepFew(app.database, "2026-01");
  await app.ask(
    "reviewer",
    `mutation { buildRelease(state: "MO", until: "2026-07", idempotencyKey: "build") { release { id } } }`,
  );
});
afterAll(() => app.close());

async function status(): Promise<string | undefined> {
  const [row] = await app.database.query<{ status: string }>("SELECT status FROM release");
  return row?.status;
}

describe("a build", () => {
  it("that is under way is nobody else's", async () => {
    const ending = new AbortController();
    const building = app.platform.buildWaitingRelease(ending.signal);
    while ((await status()) !== "BUILDING") await pause(5);
    expect(await app.platform.buildWaitingRelease()).toBeNull();
    ending.abort();
    expect(await building).toMatchObject({ status: "LOST" });
  });

  it("that was handed back is begun anew by the next, and ends well", async () => {
    expect(await status()).toBe("BUILDING");
    expect(await app.platform.buildWaitingRelease()).toMatchObject({ status: "BUILT" });
  });

  it("is not begun by a process that is about to end", async () => {
    expect(await app.platform.buildWaitingRelease(AbortSignal.abort())).toBeNull();
  });
});
