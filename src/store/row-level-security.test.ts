// The third lock, tried with everything the first two forget: statements without a WHERE, in the name of each kind of account.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { accountOf, copyDatabase, type TestDatabase } from "../testkit/database.js";
import { asAccount, askingAsAccount } from "./as-account.js";
import { Prisma } from "./generated/client.js";

/** Tables that anybody may read. */
const OPEN = [
  "chapter",
  "chapter_membership",
  "county",
  "county_population",
  "dataset_load",
  "reporting_expectation",
  "state",
];

let database: TestDatabase;
let coordinator: number;
let analyst: number;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  coordinator = await accountOf(database, "coordinator");
  analyst = await accountOf(database, "analyst");
});
afterAll(() => database.drop());

async function ask<Row>(account: number, sql: string): Promise<readonly Row[]> {
  return asAccount(database.prisma, account, (client) => client.$queryRawUnsafe<Row[]>(sql));
}

async function count(account: number, from: string): Promise<number> {
  const [row] = await ask<{ many: number }>(account, `SELECT count(*)::int AS many FROM ${from}`);
  return row?.many ?? -1;
}

async function countAll(from: string): Promise<number> {
  const [row] = await database.query<{ many: number }>(`SELECT count(*)::int AS many FROM ${from}`);
  return row?.many ?? -1;
}

/** Staff tables that are not closed to their owner too. */
const UNLOCKED = `
  SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`;

describe("every staff table", () => {
  it("has row-level security, forced on its owner as well", async () => {
    const unlocked = await database.query<{ name: string }>(UNLOCKED);
    expect(unlocked.map(({ name }) => name)).toEqual([...OPEN, "_prisma_migrations"].sort());
  });

  it("would be missed if a new one had none", async () => {
    await database.query("CREATE TABLE planted (id int)");
    const unlocked = await database.query<{ name: string }>(UNLOCKED);
    await database.query("DROP TABLE planted");
    expect(unlocked.map(({ name }) => name)).toContain("planted");
  });

  it("belongs to somebody else than the role that requests run under, which can get round nothing", async () => {
    expect(
      await database.query(
        `SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
           (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owns
         FROM pg_roles WHERE rolname = 'intercept_app'`,
      ),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, owns: 0 }]);
  });

  it("is closed to an owner that has no special powers, unless the platform itself asks", async () => {
    await database.query(`
      CREATE ROLE plain_owner_${String(process.pid)} NOLOGIN;
      ALTER TABLE monthly_report OWNER TO plain_owner_${String(process.pid)}`);
    try {
      const [rows] = await Promise.all([
        database.prisma.$transaction(async (client) => {
          await client.$executeRawUnsafe(`SET LOCAL ROLE plain_owner_${String(process.pid)}`);
          await client.$executeRawUnsafe("SET LOCAL app.platform = ''");
          return client.$queryRawUnsafe<{ many: number }[]>(
            "SELECT count(*)::int AS many FROM monthly_report",
          );
        }),
      ]);
      expect(rows).toEqual([{ many: 0 }]);
    } finally {
      await database.query(`
        ALTER TABLE monthly_report OWNER TO CURRENT_USER;
        DROP ROLE plain_owner_${String(process.pid)}`);
    }
  });
});

describe("a coordinator whose statement forgets to say which chapter", () => {
  const OWN = "chapter_id = (SELECT id FROM chapter WHERE slug = 'saints-avenue' AND state_code = 'MO')";

  it.each(["monthly_report", "report_revision"])("sees own rows of %s, and there are some", async (table) => {
    const own =
      table === "monthly_report" ? OWN : `report_id IN (SELECT id FROM monthly_report WHERE ${OWN})`;
    expect(await count(coordinator, table)).toBe(await countAll(`${table} WHERE ${own}`));
    expect(await count(coordinator, table)).toBeGreaterThan(0);
    expect(await countAll(table)).toBeGreaterThan(await count(coordinator, table));
  });

  it("changes nothing of another chapter, and adds nothing to it", async () => {
    const before = await database.fingerprint();
    await ask(coordinator, `UPDATE monthly_report SET status = 'RETURNED' WHERE NOT (${OWN})`);
    await expect(
      ask(
        coordinator,
        `INSERT INTO monthly_report (chapter_id, county_fips, month, status)
         SELECT chapter_id, county_fips, '2015-01', 'DRAFT' FROM chapter_membership WHERE NOT (${OWN}) LIMIT 1`,
      ),
    ).rejects.toThrow(/row-level security/);
    expect(await database.fingerprint()).toEqual(before);
  });

  it.each([
    ["read accounts", "SELECT * FROM account"],
    ["read tokens", "SELECT * FROM api_token"],
    ["read grants", "SELECT * FROM role_grant"],
    ["ask what another account reaches", "SELECT account_chapters(1)"],
    ["read what others did", "SELECT * FROM audit_entry"],
    ["rewrite a revision", "UPDATE report_revision SET \"values\" = '{}'"],
    ["delete a report", "DELETE FROM monthly_report"],
    ["delete an event", "DELETE FROM report_event"],
    ["rewrite the log", "UPDATE audit_entry SET action = 'x'"],
    ["empty the log", "TRUNCATE audit_entry"],
    ["become the owner", "ALTER TABLE monthly_report DISABLE ROW LEVEL SECURITY"],
  ])("cannot %s", async (_what, sql) => {
    await expect(ask(coordinator, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it("cannot write to the log in somebody else's name", async () => {
    const hash = "0".repeat(64);
    await expect(
      ask(
        coordinator,
        `INSERT INTO audit_entry VALUES (1, now(), ${String(analyst)}, 'report:accept', 'x', '{}', '${hash}', '${hash}')`,
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe("other accounts", () => {
  it("that work for the whole state see all of it", async () => {
    expect(await count(analyst, "monthly_report")).toBe(await countAll("monthly_report"));
    expect(await count(analyst, "encounter")).toBe(await countAll("encounter"));
  });

  it("that do not exist, or hold no role, see nothing", async () => {
    const [nobody] = await database.query<{ id: number }>(
      "INSERT INTO account (display_name) VALUES ('Nobody in particular') RETURNING id",
    );
    for (const account of [0, 999_999, nobody?.id ?? 0]) {
      expect(await count(account, "monthly_report")).toBe(0);
      expect(await count(account, "encounter")).toBe(0);
    }
  });

  it("leave nothing of themselves on the connection", async () => {
    await count(coordinator, "monthly_report");
    const rows = await Promise.all(
      Array.from(
        { length: 10 },
        () =>
          database.prisma.$queryRaw<{ role: string; account: string }[]>`
          SELECT current_setting('role') AS role, coalesce(current_setting('app.account', true), '') AS account`,
      ),
    );
    expect(rows.flat().every(({ role, account }) => role === "none" && account === "")).toBe(true);
  });

  it("leave nothing of themselves either when they ask by statements that are kept, also when one fails", async () => {
    const asked = (sql: string) =>
      askingAsAccount(database.pool, coordinator, (ask) => ask<{ role: string }>(sql, Prisma.raw(sql)));
    expect(await asked("SELECT current_user AS role")).toEqual([{ role: "intercept_app" }]);
    await expect(asked("SELECT * FROM account")).rejects.toThrow(/permission denied/);
    await expect(asked("DELETE FROM report_draft")).rejects.toThrow(/read-only transaction/);
    const { rows } = await database.pool.query<{ role: string; account: string | null }>(
      "SELECT current_setting('role') AS role, nullif(current_setting('app.account', true), '') AS account",
    );
    expect(rows).toEqual([{ role: "none", account: null }]);
  });
});

describe("what hangs on one report", () => {
  const PARTS = ["report_revision", "report_draft", "report_event"];

  /** Reports that PostgreSQL looks at, so as to show what hangs on one of them. */
  async function reportsLookedAt(table: string): Promise<number> {
    const [report] = await database.query<{ id: number }>("SELECT max(id) AS id FROM monthly_report");
    const [row] = await ask<{ "QUERY PLAN": readonly [{ readonly Plan: PlanNode }] }>(
      analyst,
      `EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM ${table} WHERE report_id = ${String(report?.id)}`,
    );
    return rowsOf(row?.["QUERY PLAN"][0].Plan, "monthly_report");
  }

  beforeAll(async () => {
    await database.query(`
      INSERT INTO report_draft (report_id, "values", is_partial, saved_at, saved_by)
      SELECT id, '{}', false, now(), 1 FROM monthly_report ON CONFLICT DO NOTHING;
      INSERT INTO report_event (report_id, action, status_after, at) SELECT id, 'SUBMIT', 'SUBMITTED', now() FROM monthly_report;
      ANALYZE`);
  });

  it.each(PARTS)("is read from %s by looking at that report and no other", async (table) => {
    expect(await reportsLookedAt(table)).toBeLessThanOrEqual(10);
  });

  it("would be read by looking at every report on file under a rule that asks for a list of them", async () => {
    await database.query(
      "ALTER POLICY own_reports ON report_revision USING (report_id IN (SELECT id FROM monthly_report))",
    );
    expect(await reportsLookedAt("report_revision")).toBeGreaterThan(1_000);
  });
});

interface PlanNode {
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that a plan has read of a table, whether or not it could use them. */
function rowsOf(node: PlanNode | undefined, table: string): number {
  if (node === undefined) return 0;
  const { "Actual Rows": kept, "Rows Removed by Filter": thrownAway = 0, "Actual Loops": loops } = node;
  const own = node["Relation Name"] === table ? (kept + thrownAway) * loops : 0;
  return (node.Plans ?? []).reduce((sum, below) => sum + rowsOf(below, table), own);
}
