// A retry of a change to accounts does nothing twice, gives no secret away a second time, and leaves one entry in the log.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { startApp, type TestApp } from "../testkit/app.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

const TOKEN = (key: string, label: string) =>
  `mutation { createApiToken(label: "${label}", scopes: READ, expiresAt: "2027-01-01T00:00:00Z", idempotencyKey: "${key}") { token replayed apiToken { id prefix label } userErrors { code path } } }`;

interface Made {
  readonly token: string | null;
  readonly replayed: boolean;
  readonly apiToken: { readonly id: string; readonly prefix: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly path: string }[];
}

async function make(key: string, label = "Nightly export"): Promise<Made> {
  const { data, errors } = await app.ask("analyst", TOKEN(key, label));
  expect(errors).toEqual([]);
  return (data as { createApiToken: Made }).createApiToken;
}

describe("a change under a key", () => {
  it("is done once, and a retry gets the same answer without the secret", async () => {
    const first = await make("one");
    expect(first).toMatchObject({ replayed: false, userErrors: [], token: expect.stringMatching(/^io_/) });
    const again = await make("one");
    expect(again).toEqual({ ...first, token: null, replayed: true });
  });

  it("sent ten times at once is done once", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => make("ten")));
    expect(new Set(made.map(({ apiToken }) => apiToken?.id)).size).toBe(1);
    expect(made.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(made.filter(({ token }) => token !== null)).toHaveLength(1);
  });

  it("is refused when the key was used for something else", async () => {
    expect(await make("one", "Another purpose")).toMatchObject({
      apiToken: null,
      userErrors: [{ code: "KEY_REUSED", path: "idempotencyKey" }],
    });
    expect(await make(" ")).toMatchObject({ userErrors: [{ code: "BAD_VALUE", path: "idempotencyKey" }] });
  });

  it("is refused for its key and for all else that is wrong, and leaves nothing behind", async () => {
    await make("taken");
    const before = await app.database.fingerprint();
    expect((await make("taken", " ")).userErrors).toMatchObject([
      { code: "KEY_REUSED", path: "idempotencyKey" },
      { code: "MISSING_VALUE", path: "label" },
    ]);
    expect((await make("", " ")).userErrors).toHaveLength(2);
    // Nothing else is wrong: it was tried, and taken back.
    expect((await make("", "Good")).userErrors).toHaveLength(1);
    expect(await app.database.fingerprint()).toEqual(before);
  });

  it("may be mended and sent again under the same key when it was refused", async () => {
    expect((await make("mended", " ")).userErrors).toHaveLength(1);
    expect(await make("mended", "Mended")).toMatchObject({ replayed: false, userErrors: [] });
  });

  it("that carries a secret is never taken for a retry, since secrets are not kept to compare", async () => {
    const change = (next: string) =>
      app.ask(
        "analyst",
        `mutation { changePassword(presentPassword: "wrong", newPassword: "${next}", idempotencyKey: "secret") { replayed userErrors { code } } }`,
      );
    // The demonstration analyst has no password: refused, and not kept.
    expect((await change("a quite long new one")).data).toMatchObject({
      changePassword: { replayed: false },
    });
    await app.database.query(
      `INSERT INTO idempotency_key SELECT id, 'secret', $1, '{"userErrors": []}', now() FROM account WHERE display_name = 'Demonstration analyst'`,
      [createHash("sha256").update('["changePassword",{}]').digest("hex")],
    );
    expect((await change("another long new one")).data).toEqual({
      changePassword: { replayed: false, userErrors: [{ code: "KEY_REUSED" }] },
    });
  });

  it("is in the audit log once, and no secret is kept anywhere", async () => {
    const { token } = await make("logged", "Logged");
    await make("logged", "Logged");
    const entries = await app.database.query(
      "SELECT action, details FROM audit_entry WHERE details ->> 'label' = 'Logged'",
    );
    expect(entries).toEqual([
      {
        action: "account:createApiToken",
        details: { label: "Logged", scopes: "READ", expiresAt: "2027-01-01T00:00:00.000Z" },
      },
    ]);
    const rows = Object.values(await app.database.everyRow())
      .flat()
      .join("\n");
    expect(rows).not.toContain(token);
    expect(await app.platform.verifyAudit([])).toMatchObject({ problems: [] });
  });
});
