// A build that is canceled while it runs: whoever may build may stop it, and nothing of it is left.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startApp, testNow, type Asker, type TestApp } from "../testkit/app.js";
import { keepFew } from "../testkit/small-missouri.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
  await keepFew(app.database, "2025-11");
});
afterAll(() => app.close());

interface Answer {
  readonly release: { readonly id: string; readonly status: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

async function change(asker: Asker, mutation: string): Promise<Answer> {
  const { data, errors } = await app.ask(
    asker,
    `mutation { done: ${mutation} { release { id status } userErrors { code message } } }`,
  );
  expect(errors).toEqual([]);
  return (data as { done: Answer }).done;
}

interface Told {
  readonly status: string;
  readonly secondsLeft: number | null;
  readonly progress: { readonly step: string; readonly done: number; readonly since: string } | null;
}

async function told(release: string): Promise<Told> {
  const { data } = await app.ask(
    "administrator",
    `{ releaseDraft(id: "${release}") { status secondsLeft progress { step done inAll since } } }`,
  );
  return (data as { releaseDraft: Told }).releaseDraft;
}

describe("a release that is being built", () => {
  it("says in plain words how far it is, and is canceled: its builder ends, nothing of it is kept, and the log says by whom", async () => {
    const { release } = await change(
      "reviewer",
      'buildRelease(state: "MO", until: "2026-07", idempotencyKey: "ask")',
    );
    const id = release?.id ?? "";
    const building = app.platform.buildWaitingRelease();
    let now = await told(id);
    while (now.progress?.step.includes("withhold") !== true) now = await told(id);
    expect(now).toMatchObject({
      status: "BUILDING",
      secondsLeft: null,
      progress: {
        step: expect.stringMatching(/^\d{4}: choosing which counts to withhold$/),
        done: 0,
        since: testNow().toISOString(),
      },
    });
    const discard = (key: string) => `discardRelease(release: "${id}", idempotencyKey: "${key}")`;
    expect(await change("administrator", discard("cancel"))).toMatchObject({
      release: { status: "DISCARDED" },
      userErrors: [],
    });
    expect(await building).toMatchObject({ status: "CANCELED" });
    expect(await app.platform.buildWaitingRelease()).toBeNull();
    expect(await app.database.query("SELECT count(*)::int AS cells FROM release_cell")).toEqual([
      { cells: 0 },
    ]);
    const [entry] = await app.database.query<{ subject: string; by: string }>(
      `SELECT subject, email AS "by" FROM audit_entry JOIN account ON account.id = account_id
       WHERE action = 'release:discardRelease'`,
    );
    expect(entry).toEqual({ subject: `release ${id}`, by: "administrator@demo.invalid" });
    expect((await change("reviewer", discard("again"))).userErrors).toEqual([
      {
        code: "WRONG_STATUS",
        message: "Only a release that is not out yet can be discarded; this one is discarded.",
      },
    ]);
  }, 120_000);
});
