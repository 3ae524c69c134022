// A year whose first month was never reported, restated late; the restatement is withdrawn, and months go on being published.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startApp, testNow, type TestApp } from "../testkit/app.js";
import { correctLate } from "../testkit/late-correction.js";
import { publish, restate, withdraw } from "../testkit/publish.js";
import { keepFew } from "../testkit/small-missouri.js";

let app: TestApp;
let now = testNow();
beforeAll(async () => {
  app = await startApp("demonstration", undefined, { clock: () => now });
  await keepFew(app.database, "2025-02");
  await publish(app, "2026-01");
  now = new Date("2026-12-20T12:00:00Z");
  await correctLate(app, "2025-03");
}, 300_000);
afterAll(() => app.close());

interface Figure {
  readonly value: number | null;
  readonly note: string | null;
}

async function encounters(from: string, until: string, release: string | null = null): Promise<Figure> {
  const { data, errors } = await app.ask(
    "public",
    `query ($release: String) { outcomes(release: $release, question: { state: "MO", from: "${from}", until: "${until}" }) { total { encounters { value note } } } }`,
    { release },
  );
  expect(errors).toEqual([]);
  return (data as { outcomes: { total: { encounters: Figure } } }).outcomes.total.encounters;
}

describe("a year that was not published from its first month on", () => {
  it("is restated from the month on that was", async () => {
    const before = await encounters("2025-03", "2025-04");
    await restate(app, 2025);
    const after = await encounters("2025-03", "2025-04");
    expect(after.value).toBeGreaterThan((before.value ?? 0) + 10);
    expect((await encounters("2025-02", "2026-01")).note).toContain("Restated");
  }, 300_000);
});

describe("a restatement that is withdrawn", () => {
  it("is taken up again by no later release, and is listed as no correction", async () => {
    const first = await encounters("2025-03", "2025-04", "MO-1");
    await withdraw(app, 2, "The late report was of another chapter.");
    expect(await encounters("2025-03", "2025-04")).toEqual(first);
    await publish(app, "2026-07");
    expect(await encounters("2025-03", "2025-04", "MO-3")).toEqual(first);
    const { data } = await app.ask(
      "public",
      '{ corrections(state: "MO", first: 1) { edges { node { release } } } }',
    );
    expect(data).toEqual({ corrections: { edges: [] } });
    // The feed tells what has happened, and keeps it.
    const feed = await (await fetch(`${app.url}/corrections.atom`)).text();
    expect(feed).toMatch(/MO-2 corrects [1-9]/);
    expect(feed).toContain("MO-2 was withdrawn");
    const cells = await (await fetch(`${app.url}/releases/MO-3/cells.csv`)).text();
    const [header = "", ...lines] = cells.trim().split("\n");
    const place = header.split(",").indexOf("first_value");
    expect(lines.filter((line) => line.split(",")[place] !== "")).toEqual([]);
  }, 300_000);
});
