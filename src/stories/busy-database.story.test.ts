// A database that is busy, held up or full: those who only ask are answered, those who change something are told to try again, and
// nobody waits for somebody else's transaction to end.

import { afterEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { startApp, type Answer, type Asker, type TestApp } from "../testkit/app.js";
import { realAdministrator } from "../testkit/real-administrator.js";

let app: TestApp;
afterEach(() => app.close());

const save = (asker: Asker, key: string = randomUUID()) =>
  app.ask(
    asker,
    `mutation { saveQuestion(name: "${key}", address: "state=MO", idempotencyKey: "${key}") { replayed userErrors { code } } }`,
  );

const codes = ({ status, errors }: Answer) => [status, ...errors.map(({ extensions }) => extensions.code)];
const AWAY = [503, "DATABASE_UNAVAILABLE"];

describe("invitations sent all at once", () => {
  it("are all made, and everybody else is answered meanwhile", async () => {
    app = await startApp("demonstration");
    const administrator = await realAdministrator(app);
    const invited = Array.from({ length: 24 }, (_, index) =>
      app.ask(
        administrator,
        `mutation { inviteAccount(email: "p${String(index)}@example.org", displayName: "P", grants: [{ role: ANALYST, state: "MO" }], idempotencyKey: "i${String(index)}") { account { id } userErrors { code } } }`,
      ),
    );
    const others = Array.from({ length: 12 }, () => app.ask("analyst", "{ viewer { displayName } }"));
    for (const answer of await Promise.all(others)) expect(codes(answer)).toEqual([200]);
    for (const answer of await Promise.all(invited)) {
      expect(codes(answer)).toEqual([200]);
      expect(answer.data).toMatchObject({ inviteAccount: { userErrors: [] } });
    }
  });
});

describe("an audit log that somebody holds", () => {
  const READS: Readonly<Record<Asker, string>> = {
    public: '{ chapter(state: "MO", slug: "linn") { name } }',
    analyst:
      '{ viewer { displayName } liveOutcomes(question: { state: "MO", from: "2026-09", until: "2026-10" }) { asOf } }',
    coordinator: '{ viewer { displayName } reports(state: "MO", first: 3) { edges { node { month } } } }',
    reviewer: '{ viewer { displayName } reports(state: "MO", first: 3) { edges { node { month } } } }',
    administrator: '{ accounts(state: "MO", first: 3) { edges { node { displayName } } } }',
  };

  it("holds up changes for as long as they may wait for a lock, and no question of anybody", async () => {
    app = await startApp("demonstration", undefined, { database: { lockMs: 2_000 } });
    const holder = new pg.Client({ connectionString: app.database.url });
    await holder.connect();
    await holder.query("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('audit log', 0))");
    const keys = Array.from({ length: 30 }, () => randomUUID());
    const changes = keys.map((key) => save("analyst", key));
    let areWaiting = true;
    const waited = Promise.all(changes).finally(() => (areWaiting = false));
    let rounds = 0;
    while (areWaiting) {
      rounds++;
      for (const [asker, query] of Object.entries(READS))
        expect([asker, ...codes(await app.ask(asker as Asker, query))]).toEqual([asker, 200]);
    }
    expect(rounds).toBeGreaterThan(1);
    for (const answer of await waited) {
      expect(codes(answer)).toEqual(AWAY);
      expect(answer.errors[0]?.message).toMatch(/^(?:Another change holds|The database has more work)/);
    }
    await holder.query("ROLLBACK");
    await holder.end();
    // The same key again, now that the way is free.
    expect(await save("analyst", keys[0])).toMatchObject({
      data: { saveQuestion: { replayed: false, userErrors: [] } },
    });
  }, 60_000);

  it("keeps nobody from asking whose token or session is being changed just then", async () => {
    app = await startApp("demonstration");
    await app.database.query("UPDATE api_token SET last_used_at = NULL");
    const holder = new pg.Client({ connectionString: app.database.url });
    await holder.connect();
    await holder.query("BEGIN; SELECT FROM api_token FOR UPDATE");
    expect(codes(await app.ask("analyst", "{ viewer { displayName } }"))).toEqual([200]);
    await holder.query("ROLLBACK");
    await holder.end();
    await app.ask("analyst", "{ viewer { displayName } }");
    expect(await app.database.query("SELECT FROM api_token WHERE last_used_at IS NOT NULL")).toHaveLength(1);
  });
});

describe("time limits", () => {
  it.each(["prisma", "changing", "jobs", "published"] as const)(
    "are set on every connection: %s",
    async (which) => {
      app = await startApp("reference", undefined, {
        database: { statementMs: 3_000, lockMs: 2_000, idleMs: 4_000 },
      });
      const prisma = which === "prisma" ? app.database.prisma : app.database[which].prisma;
      const limits = await prisma.$queryRaw<{ name: string; setting: string }[]>`
      SELECT name, setting FROM pg_settings
      WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name`;
      const asked = {
        idle_in_transaction_session_timeout: "4000",
        lock_timeout: "2000",
        statement_timeout: "3000",
      };
      const ofJobs = {
        idle_in_transaction_session_timeout: "600000",
        lock_timeout: "60000",
        statement_timeout: "600000",
      };
      expect(Object.fromEntries(limits.map(({ name, setting }) => [name, setting]))).toEqual(
        which === "jobs" ? ofJobs : asked,
      );
    },
  );
});

describe("a database that can save nothing", () => {
  it.each([
    ["53100", "The disk of the database is full, so nothing can be saved."],
    ["25006", "The database can only be read just now, so nothing can be saved."],
  ])("is said to be so (%s), and the server is not ready", async (state, why) => {
    app = await startApp("demonstration");
    await app.database.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file "base/1/2": secret' USING ERRCODE = '${state}'; END $$;
      CREATE TRIGGER fail BEFORE INSERT ON saved_question FOR EACH ROW EXECUTE FUNCTION fail()`);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    const answer = await save("analyst");
    expect(codes(answer)).toEqual(AWAY);
    expect(answer.errors[0]?.message).toContain(why);
    expect(answer.text).not.toContain("secret");
    const ready = await fetch(`${app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: "unavailable", reason: why }]);
    expect(codes(await app.ask("analyst", "{ viewer { displayName } }"))).toEqual([200]);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it.each(["53200", "53300", "53400", "57P03", "55P03", "57014", "40P01"])(
    "for a moment (%s) asks to try again, and the server stays ready",
    async (state) => {
      app = await startApp("demonstration");
      await app.database.query(`
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '${state}'; END $$;
        CREATE TRIGGER fail BEFORE INSERT ON saved_question FOR EACH ROW EXECUTE FUNCTION fail()`);
      expect(codes(await save("analyst"))).toEqual(AWAY);
      expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    },
  );
});
