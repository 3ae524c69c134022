import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { countingStatements, noStatements, StatementClient } from "./statements.js";

describe("statements", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await copyDatabase("reference");
    await database.ping();
  });
  afterAll(() => database.drop());

  /** Prisma sends nothing before somebody waits for it. */
  const ask = async () => {
    await database.prisma.$queryRaw`SELECT 1`;
  };

  it("are counted for the work that sends them, also when it goes on after a pause", async () => {
    const tally = noStatements();
    await countingStatements(tally, async () => {
      await ask();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await Promise.all([ask(), ask()]);
    });
    expect(tally.statements).toBe(3);
  });

  it("are not mixed up between works that run at once", async () => {
    const tallies = [1, 2, 3, 4, 5].map((many) => ({ many, ...noStatements() }));
    await Promise.all(
      tallies.map((tally) =>
        countingStatements(tally, async () => {
          for (let sent = 0; sent < tally.many; sent++) await ask();
        }),
      ),
    );
    expect(tallies.map((tally) => tally.statements)).toEqual([1, 2, 3, 4, 5]);
  });

  it("are not counted for work that nobody counts", async () => {
    const tally = noStatements();
    await countingStatements(tally, ask);
    await ask();
    expect(tally.statements).toBe(1);
  });

  it("are timed from sending to answer, good or bad, each by itself", async () => {
    const tally = noStatements();
    const nap = async (sql: string) => {
      await database.prisma.$queryRawUnsafe(sql).catch(() => undefined);
    };
    await countingStatements(tally, async () => {
      await nap("SELECT 1 FROM pg_sleep(0.2)");
      await nap("SELECT 1 / (SELECT count(*)::int - 1 FROM pg_sleep(0.2))");
      await Promise.all([nap("SELECT 1 FROM pg_sleep(0.2)"), nap("SELECT 1 FROM pg_sleep(0.2)")]);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect(tally.statements).toBe(4);
    // As long as the database sleeps at least; how much longer is the machine's business.
    expect(tally.milliseconds).toBeGreaterThanOrEqual(790);
  });

  it("that open and close a transaction count as well", async () => {
    const tally = noStatements();
    await countingStatements(tally, () =>
      database.prisma.$transaction((transaction) => transaction.$queryRaw`SELECT 1`),
    );
    expect(tally.statements).toBe(3);
  });
});

describe("statements of one connection", () => {
  let database: TestDatabase;
  let client: StatementClient;
  beforeAll(async () => {
    database = await copyDatabase("reference");
    client = new StatementClient({ connectionString: database.url });
    client.on("error", () => undefined);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** Three statements at once, as Prisma sends those of an `include` inside a transaction. */
  const INCLUDE = `await database.prisma.$transaction((client) =>
    client.account.findMany({ include: { grants: true, tokens: true, sessions: true, invitations: true } }));`;

  /** The standard error of a process that may do nothing that is deprecated. */
  function complaintsOf(work: string, edit = ""): string {
    const script = `
      import pg from "pg";
      import { openDatabase } from "./dist/src/store/database.js";
      const database = openDatabase(process.env.DATABASE_URL);
      ${edit}
      await database.prisma.account.create({ data: { displayName: "Somebody" } });
      ${work}
      await database.close();`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--throw-deprecation", "--input-type=module", "--eval", script],
      { env: { ...process.env, DATABASE_URL: database.url }, encoding: "utf8", timeout: 60_000 },
    );
    return status === 0 ? stderr : `exit code ${String(status)}: ${stderr}`;
  }

  it("are never sent while another is under way, which pg is about to refuse", () => {
    expect(complaintsOf(INCLUDE)).toBe("");
  });

  it("would be seen if they were", () => {
    expect(complaintsOf(INCLUDE, "database.pool.Client = pg.Client;")).toContain(
      "client.query() when the client is already executing a query is deprecated",
    );
  });

  it("are answered in the order in which they came, each with its own answer or error", async () => {
    const answers = await Promise.allSettled([
      client.query<{ one: number }>("SELECT 1 AS one"),
      client.query("SELECT * FROM nowhere"),
      client.query<[number]>({ name: "kept", text: "SELECT $1::int", values: [3], rowMode: "array" }),
      client.query<[number]>({ name: "kept", text: "SELECT $1::int", values: [4], rowMode: "array" }),
    ]);
    expect(answers).toMatchObject([
      { status: "fulfilled", value: { rows: [{ one: 1 }] } },
      { status: "rejected", reason: { code: "42P01", message: 'relation "nowhere" does not exist' } },
      { status: "fulfilled", value: { rows: [[3]] } },
      { status: "fulfilled", value: { rows: [[4]] } },
    ]);
  });

  it("that fail inside a transaction leave those behind them to the database, and the roll-back comes last", async () => {
    await client.query("BEGIN");
    const answers = await Promise.allSettled([
      client.query("SELECT 1 / 0"),
      client.query("SELECT 1"),
      client.query("ROLLBACK"),
      client.query("SELECT 1"),
    ]);
    expect(answers).toMatchObject([
      { reason: { code: "22012" } },
      { reason: { code: "25P02" } },
      { value: { command: "ROLLBACK" } },
      { value: { rowCount: 1 } },
    ]);
  });

  it("take a callback as pg does", async () => {
    const rows = await new Promise((resolve, reject) => {
      client.query("SELECT 2 AS two", (error: Error | null, result) => {
        if (error === null) resolve(result.rows);
        else reject(error);
      });
    });
    expect(rows).toEqual([{ two: 2 }]);
  });

  it("are all refused when the connection breaks under them", async () => {
    const other = new StatementClient({ connectionString: database.url });
    other.on("error", () => undefined);
    await other.connect();
    const answers = await Promise.allSettled([
      other.query("SELECT pg_terminate_backend(pg_backend_pid())"),
      other.query("SELECT 1"),
      other.query("SELECT 1"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(answers[0]).toMatchObject({ reason: { code: "57P01" } });
    await other.end();
  });
});
