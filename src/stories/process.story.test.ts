// `npm start` and its neighbours as the operator meets them: real processes, killed and stopped, on directories of their own.
// One test follows the other on the same data: the file is the life of one installation.

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { addMonths, monthAt } from "../domain/reporting-month.js";
import { assemblePlatform } from "../platform.js";
import { copyDatabase, fromSetup, type TestDatabase } from "../testkit/database.js";
import { openMailbox } from "../testkit/mailbox.js";
import { keepFew } from "../testkit/small-missouri.js";
import type { DemonstrationTokens } from "../usecases/issue-demonstration-tokens.js";

jest.setTimeout(180_000);

let directory: string;
let port: number;
const started: Command[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "intercept-process-"));
  port = await freePort();
});

afterAll(async () => {
  for (const command of started) command.child.kill("SIGKILL");
  for (const name of ["main", "other"]) {
    const pid = await postgresOf(name);
    // Nothing of a broken test is left behind; the directory goes next, so it need not end well.
    if (pid !== null) process.kill(pid, "SIGQUIT");
    await gone(pid);
  }
  await rm(directory, { recursive: true, force: true });
});

interface Command {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  readonly said: () => string;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string>;
}

type Environment = Readonly<Record<string, string>>;

/** `node scripts/run.mjs …` with nothing of the tests in its environment. */
function run(args: readonly string[], environment: Environment = {}): Command {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["scripts/run.mjs", ...args], {
    env: {
      PATH,
      HOME,
      PORT: String(port),
      DATA_DIR: join(directory, "main"),
      LOG_LEVEL: "warn",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => {
      resolve(code ?? signal ?? "nothing");
    });
  });
  const command = { child, said: () => text, ended };
  started.push(command);
  return command;
}

/** Waits until the command has said this. @throws Error with all it said, when it ends before */
async function says(command: Command, words: RegExp): Promise<void> {
  let isOver = false;
  void command.ended.then(() => (isOver = true));
  while (!words.test(command.said())) {
    if (isOver) throw new Error(`It ended before it said ${String(words)}:\n${command.said()}`);
    await pause();
  }
}

async function start(args: readonly string[] = [], environment: Environment = {}): Promise<Command> {
  const command = run(["start", ...args], environment);
  await says(command, /Intercept One is ready\.[\s\S]*Stop with Ctrl-C\./);
  return command;
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(free);
      });
    });
  });
}

/** Lines of the running server's lock file; null when there is none. */
async function lockFileOf(name: string): Promise<readonly string[] | null> {
  const file = join(directory, name, "postgres", "postmaster.pid");
  return existsSync(file) ? (await readFile(file, "utf8")).split("\n") : null;
}

async function postgresOf(name: string): Promise<number | null> {
  const [pid] = (await lockFileOf(name)) ?? [];
  return pid === undefined || !isAlive(Number(pid)) ? null : Number(pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function gone(pid: number | null): Promise<void> {
  while (pid !== null && isAlive(pid)) await pause();
}

async function query<Row extends pg.QueryResultRow>(name: string, sql: string): Promise<readonly Row[]> {
  const password = (await readFile(join(directory, name, "postgres-password"), "utf8")).trim();
  const databasePort = (await lockFileOf(name))?.[3] ?? "";
  const client = new pg.Client({
    connectionString: `postgres://intercept:${password}@127.0.0.1:${databasePort}/intercept`,
  });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function ask(query: string, token?: string): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return ((await answer.json()) as { data: unknown }).data;
}

async function readTokens(): Promise<DemonstrationTokens> {
  return JSON.parse(
    await readFile(join(directory, "main", "demo-tokens.json"), "utf8"),
  ) as DemonstrationTokens;
}

const SEATTLE =
  '{ liveOutcomes(question: { state: "WA", from: "2015-05", until: "2015-07" }) { total { encounters { value } } } }';

async function seattleEncounters(): Promise<unknown> {
  const data = (await ask(SEATTLE, (await readTokens()).analyst)) as {
    liveOutcomes: { total: { encounters: { value: unknown } } };
  };
  return data.liveOutcomes.total.encounters.value;
}

/** All that the demonstration holds, without the numbers that the database gives its rows. */
const DEMONSTRATION = `
  SELECT md5(string_agg(row::text, ' ' ORDER BY row::text)) AS digest, count(*)::int AS revisions FROM (
    SELECT chapter.slug, report.county_fips, report.month, report.status, report.first_submitted_on, report.is_demonstration,
           report.accepted_revision_id = revision.id AS is_of_record, revision.number, revision.origin, revision.is_zero_report,
           revision.is_partial, revision."values", revision.reason, revision.submitted_at, revision.accepted_at
    FROM monthly_report report JOIN chapter ON chapter.id = report.chapter_id JOIN report_revision revision ON revision.report_id = report.id
  ) row`;

/** What seeding at an instant makes, in a database of the test's own. */
async function seededAt(instant: Date): Promise<unknown> {
  const database: TestDatabase = await copyDatabase("reference");
  try {
    await assemblePlatform(database, () => instant).seedDemonstration({ onProgress: () => undefined });
    return (await database.query(DEMONSTRATION))[0];
  } finally {
    await database.drop();
  }
}

describe("a first start", () => {
  it("that is killed while it fills the database leaves nothing half done", async () => {
    const killed = run(["start"]);
    await says(killed, /Inventing demonstration reports/);
    killed.child.kill("SIGKILL");
    expect(await killed.ended).toBe("SIGKILL");
    expect(await query("main", "SELECT count(*)::int AS reports FROM monthly_report")).toEqual([
      { reports: 0 },
    ]);
    expect(existsSync(join(directory, "main", "demo-tokens.json"))).toBe(false);
    // Whoever has asked for a release finds no other asked for: none is built while the rest of this is tried.
    await query(
      "main",
      `INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at)
       VALUES ('MO', 'REGULAR', '2023-02', now(), 'QUEUED', '{}', 0, now());
       UPDATE release SET status = 'DISCARDED'`,
    );
  });

  it("is made up for by the next one, which shows its progress and where the doors are", async () => {
    const server = await start();
    expect(server.said()).toMatch(/Inventing demonstration reports \[[=-]+\] \d+\/\d{4}/);
    expect(server.said()).toContain(`http://localhost:${String(port)}/graphiql`);
    expect(server.said()).toContain(`http://localhost:${String(port)}/graphql`);
    expect(server.said()).toContain("invented figures, marked as such");
    expect(server.said()).not.toMatch(/Error|at .*\.js:/);
    const explorer = await fetch(`http://127.0.0.1:${String(port)}/graphiql`);
    expect(explorer.status).toBe(200);
  });

  it("has exactly the demonstration data that its instant gives, once", async () => {
    const [loaded] = await query<{ loaded_at: Date }>(
      "main",
      "SELECT loaded_at FROM dataset_load WHERE name = 'demonstration'",
    );
    if (loaded === undefined) throw new Error("The demonstration is not marked as loaded.");
    const [found] = await query<{ revisions: number }>("main", DEMONSTRATION);
    expect(found?.revisions).toBeGreaterThan(3_000);
    expect(found).toEqual(await seededAt(loaded.loaded_at));
  });

  it("leaves a file with four tokens that work, which only the owner may read", async () => {
    const { mode } = await stat(join(directory, "main", "demo-tokens.json"));
    expect((mode & 0o777).toString(8)).toBe("600");
    const tokens = await readTokens();
    expect(Object.keys(tokens)).toEqual(["analyst", "coordinator", "reviewer", "administrator"]);
    for (const [user, token] of Object.entries(tokens)) {
      expect(await ask("{ viewer { displayName } }", token)).toEqual({
        viewer: { displayName: `Demonstration ${user}` },
      });
      expect(started.at(-1)?.said()).toContain(token);
    }
  });
});

describe("while the server runs", () => {
  it("an import is visible in the next request, and a second one adds nothing", async () => {
    expect(await seattleEncounters()).toBeNull();
    const file = "prisma/samples/seattle-crisis-contacts-2015.csv";
    const first = run(["import", "--profile", "seattle", file]);
    expect([await first.ended, /encounters added +(\d+)/.exec(first.said())?.[1]]).toEqual([0, "1093"]);
    expect(await seattleEncounters()).toBe(988);
    const second = run(["import", "--profile", "seattle", file]);
    expect([await second.ended, /encounters added +(\d+)/.exec(second.said())?.[1]]).toEqual([0, "0"]);
    expect(await seattleEncounters()).toBe(988);
  });

  it("the audit log can be walked, and a receipt that it does not know is found out", async () => {
    const whole = run(["audit-verify"]);
    expect([await whole.ended, whole.said()]).toEqual([
      0,
      expect.stringMatching(/^2 entries, every seal holds and every revision is on file as recorded\.\n/),
    ]);
    const foreign = run(["audit-verify", "--receipt", `9:${"a".repeat(64)}`]);
    expect(await foreign.ended).toBe(1);
    expect(foreign.said()).toContain("audit_entry 9: The entry is gone, and a receipt names it.");
    const nonsense = run(["audit-verify", "--receipt", "nonsense"]);
    expect(await nonsense.ended).toBe(1);
    expect(nonsense.said()).toContain("Usage: npm run audit:verify");
  });

  it("its database may be killed: it says so once, starts it again, and until then asks to try again", async () => {
    const server = started.find(({ child }) => child.exitCode === null && child.signalCode === null);
    const database = await postgresOf("main");
    if (server === undefined || database === null) throw new Error("Nothing runs.");
    const before = await readTokens();
    process.kill(database, "SIGKILL");
    const statuses = new Set<number>();
    while (!server.said().includes("It has been started again.")) {
      statuses.add((await fetch(`http://127.0.0.1:${String(port)}/readyz`)).status);
      const answer = await fetch(`http://127.0.0.1:${String(port)}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${before.analyst}` },
        body: JSON.stringify({ query: SEATTLE }),
      });
      statuses.add(answer.status);
      await pause();
    }
    expect([...statuses].filter((status) => status !== 200)).toEqual([503]);
    expect(await seattleEncounters()).toBe(988);
    expect(server.said().match(/The database had stopped/g)).toHaveLength(1);
  });

  it("another start on its port ends with a sentence, and does it no harm", async () => {
    const other = run(["start"], { DATA_DIR: join(directory, "other") });
    expect(await other.ended).toBe(1);
    expect(other.said()).toBe(
      `Port ${String(port)} on 127.0.0.1 cannot be used (EADDRINUSE). Stop what listens there, or start with another: PORT=4001 npm start\n`,
    );
    expect(existsSync(join(directory, "other"))).toBe(false);
    expect(await seattleEncounters()).toBe(988);
  });

  it("Ctrl-C stops it and its database, also while somebody is sending a request that never ends", async () => {
    const server = started.find(({ child }) => child.exitCode === null && child.signalCode === null);
    const database = await postgresOf("main");
    expect(database).not.toBeNull();
    const dawdler = connect(port, "127.0.0.1");
    dawdler.on("error", () => undefined);
    dawdler.write(
      "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    await ask("{ __typename }");
    server?.child.kill("SIGINT");
    // npm passes the same Ctrl-C on a second time.
    server?.child.kill("SIGINT");
    expect(await server?.ended).toBe(0);
    expect(server?.said()).toMatch(/Stopping …\n$/);
    await gone(database);
    expect(await lockFileOf("main")).toBeNull();
    dawdler.destroy();
  });
});

describe("a later start", () => {
  it("keeps data and tokens, and does nothing over again", async () => {
    const tokens = await readTokens();
    const server = await start();
    expect(server.said()).not.toMatch(/Inventing|Applied|Loaded|Making a new database/);
    expect(await readTokens()).toEqual(tokens);
    expect(await seattleEncounters()).toBe(988);
    server.child.kill("SIGKILL");
    expect(await server.ended).toBe("SIGKILL");
  });

  it("takes over after the process was killed, with everything in its place, and stops what it took over", async () => {
    const orphan = await postgresOf("main");
    expect(orphan).not.toBeNull();
    const tokens = await readTokens();
    const server = await start();
    expect(await readTokens()).toEqual(tokens);
    expect(await seattleEncounters()).toBe(988);
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    await gone(orphan);
    expect(await postgresOf("main")).toBeNull();
  });

  it("makes new tokens when the file with them is lost, and the old ones are worth nothing then", async () => {
    const before = await readTokens();
    await rm(join(directory, "main", "demo-tokens.json"));
    const server = await start();
    const after = await readTokens();
    expect(after.analyst).not.toBe(before.analyst);
    expect(await ask("{ viewer { displayName } }", after.analyst)).toEqual({
      viewer: { displayName: "Demonstration analyst" },
    });
    expect(await ask("{ viewer { displayName } }", before.analyst)).toBeUndefined();
    server.child.kill("SIGINT");
    expect(await server.ended).toBe(0);
  });
});

describe("Ctrl-C during a first start", () => {
  const other = () => ({ DATA_DIR: join(directory, "other") });

  it.each([
    ["while the database is being made", /Making a new database/],
    ["while the database is being started", /Starting the database/],
    ["while the database is being filled", /Inventing demonstration reports/],
  ])("%s ends it without an error and leaves nothing running", async (_when, words) => {
    const server = run(["start"], other());
    await says(server, words);
    server.child.kill("SIGINT");
    expect(await server.ended).toBe(0);
    expect(server.said()).toContain("Stopping …");
    expect(server.said()).not.toMatch(/Intercept One is ready|[Ee]rror|at .*\.js:/);
    expect(await postgresOf("other")).toBeNull();
  });
});

describe("the first release of the demonstration data", () => {
  const ASKED_FOR = /A first public release of the demonstration data is being built/;
  const OUT = /Release MO-1 of the demonstration data is published: (\S+),/;

  it("is built once the server is ready, also when that was killed and stopped in between, and then there for anybody", async () => {
    const database = await copyDatabase("reference");
    const environment = { DATABASE_URL: database.url, DATA_DIR: join(directory, "released") };
    try {
      await assemblePlatform(database, () => new Date()).seedDemonstration({ onProgress: () => undefined });
      await keepFew(database, addMonths(monthAt(new Date(), "UTC"), -8));
      const killed = await start([], environment);
      await says(killed, ASKED_FOR);
      while ((await database.query("SELECT FROM release WHERE status = 'BUILDING'")).length === 0)
        await pause();
      killed.child.kill("SIGKILL");
      await killed.ended;
      await database.query("UPDATE release SET lease_ends_at = now() WHERE status = 'BUILDING'");
      const stopped = await start([], environment);
      while ((await database.query("SELECT FROM release WHERE lease_ends_at > now()")).length === 0)
        await pause();
      stopped.child.kill("SIGINT");
      expect(await stopped.ended).toBe(0);
      expect(await database.query("SELECT status FROM release WHERE lease_ends_at <= now()")).toEqual([
        { status: "BUILDING" },
      ]);
      const server = await start([], environment);
      await says(server, OUT);
      expect(server.said().match(new RegExp(ASKED_FOR, "g"))).toHaveLength(1);
      expect(await ask('{ releases(state: "MO") { edges { node { number demonstration } } } }')).toEqual({
        releases: { edges: [{ node: { number: "MO-1", demonstration: true } }] },
      });
      expect((await fetch(OUT.exec(server.said())?.[1] ?? "")).status).toBe(200);
      server.child.kill("SIGINT");
      expect(await server.ended).toBe(0);
      const later = await start([], environment);
      expect(await database.query("SELECT status FROM release")).toEqual([{ status: "PUBLISHED" }]);
      later.child.kill("SIGINT");
      expect(await later.ended).toBe(0);
      expect(later.said()).not.toMatch(ASKED_FOR);
      expect(later.said()).not.toMatch(OUT);
    } finally {
      await database.drop();
    }
  });
});

describe("a start without demonstration data", () => {
  it("has the reference data and nothing else, no tokens, and says how to make one", async () => {
    const environment = { DATA_DIR: join(directory, "other") };
    const server = await start(["--no-demo"], environment);
    expect(existsSync(join(directory, "other", "demo-tokens.json"))).toBe(false);
    expect(server.said()).not.toMatch(/Inventing|Bearer/);
    expect(server.said()).toContain("npm run token -- --role analyst");
    expect(await ask("{ states { code } }")).toEqual({ states: [{ code: "MO" }, { code: "WA" }] });
    const [counts] = await query(
      "other",
      "SELECT (SELECT count(*) FROM monthly_report)::int AS reports, (SELECT count(*) FROM account)::int AS accounts, (SELECT count(*) FROM release)::int AS releases",
    );
    expect(counts).toEqual({ reports: 0, accounts: 0, releases: 0 });

    const issuing = run(
      ["token", "--role", "analyst", "--state", "MO", "--name", "State analyst"],
      environment,
    );
    expect(await issuing.ended).toBe(0);
    const [token] = /io_[\w-]+/.exec(issuing.said()) ?? [];
    expect(await ask("{ viewer { displayName isDemonstration } }", token)).toEqual({
      viewer: { displayName: "State analyst", isDemonstration: false },
    });
    server.child.kill("SIGINT");
    expect(await server.ended).toBe(0);
  });
});

describe("a start with a database of the operator's own", () => {
  it("uses it, and leaves it running", async () => {
    const database = await copyDatabase("reference");
    try {
      const server = await start(["--no-demo"], {
        DATABASE_URL: database.url,
        DATA_DIR: join(directory, "unused"),
      });
      expect(server.said()).toContain("the database of DATABASE_URL");
      expect(server.said()).not.toContain(new URL(database.url).password);
      expect(existsSync(join(directory, "unused"))).toBe(false);
      server.child.kill("SIGINT");
      expect(await server.ended).toBe(0);
      await database.ping();
    } finally {
      await database.drop();
    }
  });

  it.each([
    [
      "that cannot be reached",
      () => "postgres://someone:hunter2@127.0.0.1:1/intercept",
      /^The database at 127\.0\.0\.1:1\/intercept does not answer: .*ECONNREFUSED/,
    ],
    [
      "that refuses the password",
      () => fromSetup("TEST_SERVER_URL").replace(/:\/\/[^@]*@/, "://someone:hunter2@"),
      /^The database at 127\.0\.0\.1:\d+\/\w+ does not answer: .*(?:authentication|role)/,
    ],
  ])("ends with a sentence without the password for one %s", async (_what, url, sentence) => {
    const server = run(["start"], { DATABASE_URL: url() });
    expect(await server.ended).toBe(1);
    expect(server.said()).toMatch(sentence);
    expect(server.said()).toContain("leave DATABASE_URL unset to use the embedded database");
    expect(server.said()).not.toContain("hunter2");
    expect(server.said().trim().split("\n")).toHaveLength(1);
  });
});

describe("a start with a mail server", () => {
  it("sends what waits, and says on its way out nothing but that it stops", async () => {
    const [database, mailbox] = await Promise.all([copyDatabase("reference"), openMailbox()]);
    try {
      await database.query(
        `INSERT INTO outbox_message (kind, recipient, dedupe_key, subject, text, created_at, next_attempt_at)
         VALUES ('OVERDUE', 'anna@example.org', 'key', 'Late', 'Hello', now(), now())`,
      );
      const server = await start(["--no-demo"], {
        DATABASE_URL: database.url,
        SMTP_URL: mailbox.url,
        MAIL_FROM: "reports@example.org",
        PUBLIC_URL: "https://reports.example.org",
      });
      while (mailbox.mails.length === 0) await pause();
      expect(mailbox.mails[0]?.parsed.text).toContain("https://reports.example.org/mail/opt-out?");
      server.child.kill("SIGINT");
      expect(await server.ended).toBe(0);
      expect(server.said()).toMatch(/Stopping …\n$/);
      expect(await database.query("SELECT attempts FROM outbox_message WHERE sent_at IS NOT NULL")).toEqual([
        { attempts: 1 },
      ]);
    } finally {
      await mailbox.goAway();
      await database.drop();
    }
  });
});

describe("a start with settings that cannot be", () => {
  it("names all of them at once, with the way out, and repeats no password", async () => {
    const server = run(["start"], {
      PORT: "eighty",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mysql://someone:hunter2@db/x",
    });
    expect(await server.ended).toBe(1);
    expect(server.said().trim().split("\n")).toEqual([
      'PORT: "eighty" is no port. Give a whole number from 0 to 65535, such as 4000.',
      "DATABASE_URL: The value is no PostgreSQL address. Write it like postgresql://user:password@host:5432/database, or leave it unset to use the embedded database.",
      'LOG_LEVEL: "loud" is no log level. Use one of: fatal, error, warn, info, debug, trace, silent.',
    ]);
  });

  it("says which options there are when it is given another", async () => {
    const server = run(["start", "--demo"]);
    expect(await server.ended).toBe(1);
    expect(server.said()).toContain("The only option is --no-demo");
    expect(server.said()).not.toMatch(/at .*\.js:/);
  });
});
