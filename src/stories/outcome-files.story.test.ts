// An analyst fetches answers as files: the same figures as over GraphQL, in every format, streamed, and never a 0 for what is missing.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { createHash } from "node:crypto";
import { connect } from "node:net";
import { once } from "node:events";
import { FIGURE_STATUSES } from "../domain/statistics/figure.js";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import { accepted } from "../domain/problem.js";
import type { Problem } from "../domain/problem.js";
import type { OutcomeRow } from "../domain/statistics/outcome-source.js";
import type { Platform } from "../platform.js";
import { accountOf } from "../testkit/database.js";
import { demonstrationTokens, startApp, testNow, type Asker, type TestApp } from "../testkit/app.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

function get(path: string, asker: Asker = "analyst", headers: Readonly<Record<string, string>> = {}) {
  const authorization: Record<string, string> =
    asker === "public" ? {} : { authorization: `Bearer ${demonstrationTokens()[asker]}` };
  return fetch(app.url + path, { headers: { ...authorization, ...headers } });
}

type Cells = Readonly<Record<string, string>>;

function readCsv(text: string): readonly Cells[] {
  return parse(text, { columns: true, record_delimiter: "\r\n" });
}

async function csv(path: string, asker: Asker = "analyst"): Promise<readonly Cells[]> {
  const response = await get(path, asker);
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return readCsv(text);
}

const YEAR = "state=MO&from=2025-11&until=2026-11&by=CHAPTER,COUNTY&grain=QUARTER";
const SOME = "counts=ENCOUNTERS,VETERANS,SWORN_OFFICERS&rates=DIVERSION_RATE,ENCOUNTERS_PER_100K";

/** Numbers, truths and texts as a CSV file has them. */
function inWords(value: unknown): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return [value].join("");
}

/** The same question over GraphQL, written out as a file says it. */
async function overGraphql(): Promise<readonly Cells[]> {
  const counts = ["ENCOUNTERS", "SWORN_OFFICERS", "VETERANS"];
  const rates = ["DIVERSION_RATE", "ENCOUNTERS_PER_100K"];
  const standing = "status coverage { countedReports expectedReports }";
  const { data, errors } = await app.ask(
    "analyst",
    `{ liveOutcomes(question: { state: "MO", from: "2025-11", until: "2026-11", by: [COUNTY, CHAPTER], grain: QUARTER }) { rows {
      county { fips name } chapter { slug name } period { from until label partial }
      coverage { expectedReports receivedReports acceptedReports onTimeReports countedReports partialReports demonstrationReports fraction complete }
      ${counts.map((key) => `${key}: count(of: ${key}) { value ${standing} }`).join(" ")}
      ${rates.map((key) => `${key}: rate(of: ${key}) { value numerator denominator per reliability interval { lower upper } ${standing} }`).join(" ")}
    } } }`,
  );
  expect(errors).toEqual([]);
  const said = (value: unknown) => (value == null ? "" : inWords(value));
  const { rows } = data?.["liveOutcomes"] as { readonly rows: readonly GraphqlRow[] };
  return rows.map((row) => {
    const cells: Record<string, string> = {
      state: "MO",
      region: "",
      chapter: said(row.chapter?.["slug"]),
      chapter_name: said(row.chapter?.["name"]),
      county_fips: said(row.county?.["fips"]),
      county: said(row.county?.["name"]),
      ...named("period", row.period),
    };
    for (const [name, value] of Object.entries(row.coverage)) {
      const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      cells[snake === "fraction" || snake === "complete" ? `coverage_${snake}` : snake] = said(value);
    }
    for (const key of [...counts, ...rates]) {
      const { value, coverage, interval, ...rest } = row[key] as GraphqlFigure;
      const name = key.toLowerCase();
      cells[name] = said(value);
      Object.assign(cells, named(name, rest));
      if ("per" in rest)
        Object.assign(cells, named(name, { lower: interval?.lower, upper: interval?.upper }));
      cells[`${name}_counted_reports`] = said(coverage.countedReports);
      cells[`${name}_expected_reports`] = said(coverage.expectedReports);
    }
    return cells;
  });
  function named(before: string, fields: Readonly<Record<string, unknown>>): Cells {
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [`${before}_${name}`, said(value)]),
    );
  }
}

interface GraphqlFigure {
  readonly value: unknown;
  readonly coverage: { readonly countedReports: number; readonly expectedReports: number };
  readonly interval?: { readonly lower: string; readonly upper: string } | null;
}

type GraphqlRow = Readonly<Record<string, unknown>> & {
  readonly county: Readonly<Record<string, unknown>> | null;
  readonly chapter: Readonly<Record<string, unknown>> | null;
  readonly period: Readonly<Record<string, unknown>>;
  readonly coverage: Readonly<Record<string, unknown>>;
};

describe("a file of outcomes", () => {
  it("says what GraphQL says, cell by cell, in CSV, JSON Lines and Parquet", async () => {
    const expected = await overGraphql();
    expect(expected.length).toBeGreaterThan(300);
    const remarks = ["is_demonstration", "notes", "notices", "as_of"];
    const without = (cells: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(cells).filter(([name]) => !remarks.includes(name)));
    const fromCsv = await csv(`/outcomes.csv?${YEAR}&${SOME}`);
    expect(fromCsv.map(without)).toEqual(expected);

    const jsonText = await (await get(`/outcomes.jsonl?${YEAR}&${SOME}`)).text();
    const inText = (value: unknown) => (value === null ? "" : inWords(value));
    const objects = jsonText.trimEnd().split("\n").map((one) => JSON.parse(one) as Readonly<Record<string, unknown>>);
    expect(objects.map((one) => Object.keys(one))).toEqual(fromCsv.map((one) => Object.keys(one)));
    expect(objects.map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, inText(value)])))).toEqual(fromCsv);

    const file = await (await get(`/outcomes.parquet?${YEAR}&${SOME}`)).arrayBuffer();
    const rows = await parquetReadObjects({ file });
    const parquetText = (value: unknown) => (value instanceof Date ? value.toISOString() : inText(value));
    expect(rows.map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, parquetText(value)])))).toEqual(fromCsv);
  }); // prettier-ignore

  it("leaves a cell empty where nothing is known, with the reason beside it, and holds no 0 for it", async () => {
    const rows = await csv(`/outcomes.csv?${YEAR.replace("QUARTER", "MONTH")}&${SOME}`);
    const statuses = new Set<string>();
    for (const row of rows) {
      for (const name of ["encounters", "sworn_officers", "veterans", "diversion_rate", "encounters_per_100k"]) {
        const status = row[`${name}_status`] ?? "";
        statuses.add(status);
        expect([status.startsWith("REPORTED"), row[name] !== ""]).toEqual([row[name] !== "", status.startsWith("REPORTED")]);
        if (status === "REPORTED_ZERO") expect(row[name]).toBe("0");
      }
    }
    // Nothing is withheld from those who may read live figures.
    expect([...statuses, "WITHHELD"].sort()).toEqual([...FIGURE_STATUSES].sort());
  }); // prettier-ignore

  it("has every measure and metric of the catalogue when none is chosen, and none when the list is empty", async () => {
    const [all] = await csv("/outcomes.csv?state=MO&from=2026-01&until=2026-02");
    expect(Object.keys(all ?? {})).toEqual(
      (await csv("/outcomes/dictionary.csv"))
        .filter(({ file }) => file === "outcomes")
        .map((one) => one["column"]),
    );
    const [none] = await csv("/outcomes.csv?state=MO&from=2026-01&until=2026-02&counts=&rates=");
    expect(Object.keys(none ?? {})).toHaveLength(23);
  });

  it("marks what is invented in each row, and says it of the whole", async () => {
    const [invented] = await csv(`/outcomes.csv?state=MO&from=2026-01&until=2026-02&${SOME}`);
    expect([invented?.["is_demonstration"], invented?.["notices"]]).toEqual(["TRUE", DEMONSTRATION_NOTICE]);
    expect(invented?.["notes"]).toMatch(
      /^encounters, diversion_rate: Demonstration data: invented.* \| veterans: Demonstration/,
    );
    await app.database.query(
      `INSERT INTO role_grant (account_id, role, state_code) VALUES (${String(await accountOf(app.database, "analyst"))}, 'ANALYST', 'WA')`,
    );
    const [real] = await csv("/outcomes.csv?state=WA&from=2015-01&until=2016-01&counts=ENCOUNTERS&rates=");
    expect([real?.["is_demonstration"], real?.["notices"], real?.["encounters"]]).toEqual([
      "FALSE",
      "",
      "1018",
    ]);
  });

  it("keeps the leading zero of a FIPS code, and text that would be a formula harmless", async () => {
    await app.database.query(`
      INSERT INTO chapter (state_code, slug, name) VALUES ('AL', 'autauga', '=HYPERLINK("http://evil.example";"x")');
      INSERT INTO chapter_membership SELECT id, '01001', '2020-01', NULL, '@SUM(1+1)', 'illustrative' FROM chapter WHERE slug = 'autauga';
      INSERT INTO role_grant (account_id, role, state_code) VALUES (${String(await accountOf(app.database, "analyst"))}, 'ANALYST', 'AL')`);
    const [row] = await csv("/outcomes.csv?state=AL&from=2026-01&until=2026-02&by=REGION,CHAPTER,COUNTY&counts=ENCOUNTERS&rates=");
    expect(row).toMatchObject({
      county_fips: "01001",
      region: "'@SUM(1+1)",
      chapter_name: `'=HYPERLINK("http://evil.example";"x")`,
      encounters: "",
      encounters_status: "NOT_EXPECTED",
    });
  }); // prettier-ignore

  it("is named after what is in it, is kept by nobody, and is packed on the way", async () => {
    const headersOf = async (path: string) => {
      const { headers } = await get(path, "analyst", { "accept-encoding": "gzip" });
      return ["content-type", "content-disposition", "cache-control", "content-encoding", "etag"].map((name) =>
        headers.get(name),
      );
    };
    const name = (ending: string) =>
      `attachment; filename="outcomes-MO-2025-11-until-2026-11-by-chapter-county-a-quarter-as-of-2026-11-23.${ending}"`;
    expect(await headersOf(`/outcomes.csv?${YEAR}`)).toEqual(
      ["text/csv; charset=utf-8", name("csv"), "no-store, private", "gzip", null],
    );
    expect((await headersOf(`/outcomes.jsonl?${YEAR}`)).slice(0, 1)).toEqual(["application/jsonl; charset=utf-8"]);
    expect(await headersOf(`/outcomes.parquet?${YEAR}&chapters=greene,nemo`)).toEqual(
      ["application/vnd.apache.parquet", name("parquet").replace("11-by-chapter-county", "11-2-chapters-by-chapter-county"), "no-store, private", null, null],
    );
  }); // prettier-ignore

  it("carries in Parquet the question, the instant, the notices and the dictionary", async () => {
    const file = await (await get(`/outcomes.parquet?${YEAR}&${SOME}`)).arrayBuffer();
    const { key_value_metadata: pairs = [], schema } = parquetMetadata(file);
    const about = Object.fromEntries(pairs.map(({ key, value }) => [key, value ?? ""]));
    expect(about).toMatchObject({ question: `${YEAR}&${SOME}`, notices: JSON.stringify([DEMONSTRATION_NOTICE]) });
    expect(new Date(about["as_of"] ?? "").toISOString()).toBe(about["as_of"]);
    const { columns } = JSON.parse(about["dictionary"] ?? "{}") as { readonly columns: readonly { readonly column: string }[] };
    expect(columns.map(({ column }) => column)).toEqual(schema.slice(1).map(({ name }) => name));
  }); // prettier-ignore

  it("is given to who is signed in by a session as well", async () => {
    const session = "a-session-of-the-analyst";
    await app.database.query(
      `INSERT INTO session (account_id, token_sha256, created_at, last_seen_at, expires_at)
       VALUES ($1, $2, $3, $3, $3::timestamptz + interval '1 hour')`,
      [
        await accountOf(app.database, "analyst"),
        createHash("sha256").update(session).digest("hex"),
        testNow(),
      ],
    );
    const cookie = { cookie: `session=${session}`, "sec-fetch-site": "same-origin" };
    expect((await get(`/outcomes.csv?${YEAR}`, "public", cookie)).status).toBe(200);
    const fromElsewhere = { ...cookie, "sec-fetch-site": "cross-site" };
    expect((await get(`/outcomes.csv?${YEAR}`, "public", fromElsewhere)).status).toBe(403);
  });
});

describe("the dictionary", () => {
  it("is given as CSV and as JSON, for all columns or for those chosen", async () => {
    const all = await csv("/outcomes/dictionary.csv");
    const chosen = await csv("/outcomes/dictionary.csv?counts=JAIL_BOOKINGS&rates=");
    expect(chosen.filter((one) => one["definition"] === "JAIL_BOOKINGS").map((one) => one["column"])).toEqual(
      [
        "jail_bookings",
        "jail_bookings_status",
        "jail_bookings_counted_reports",
        "jail_bookings_expected_reports",
      ],
    );
    expect(all.length).toBeGreaterThan(chosen.length);
    const response = await get("/outcomes/dictionary.json");
    const { columns } = (await response.json()) as {
      readonly columns: readonly { readonly column: string }[];
    };
    expect(columns.map(({ column }) => column)).toEqual(all.map((one) => one["column"]));
  });
});

describe("what cannot be given", () => {
  async function refusal(path: string, asker: Asker = "analyst") {
    const response = await get(path, asker);
    const { errors } = (await response.json()) as {
      readonly errors: readonly { readonly extensions: { readonly code: string; readonly problems: readonly Problem[] } }[];
    };
    const [error] = errors;
    return [
      response.status,
      error?.extensions.code,
      ...(error?.extensions.problems ?? []).map(({ code, path: where }) => `${where} ${code}`),
    ];
  } // prettier-ignore

  it.each([
    ["/outcomes.csv", ["query.state MISSING_VALUE", "query.from MISSING_VALUE", "query.until MISSING_VALUE"]],
    [
      "/outcomes.csv?state=MO&from=2026-1&until=2026-11&by=TOWN&counts=JOY&sort=up&state=WA",
      ["query.state DUPLICATE", "query.sort BAD_VALUE", "query.from BAD_MONTH", "query.by BAD_VALUE", "query.counts UNKNOWN_MEASURE"],
    ],
    ["/outcomes.xlsx?state=MO&from=2026-01&until=2026-11", ["url BAD_VALUE"]],
    ["/outcomes.toString?state=MO&from=2026-01&until=2026-11", ["url BAD_VALUE"]],
    [
      "/outcomes.csv?state=MO&from=2026-11&until=2026-01&chapters=nowhere&counties=53033",
      ["query.until EMPTY_RANGE", "query.counties[0] COUNTY_OUTSIDE_STATE", "query.chapters[0] UNKNOWN_CHAPTER"],
    ],
    ["/outcomes.csv?state=ZZ&from=2026-01&until=2026-11", ["query.state UNKNOWN_STATE"]],
    ["/outcomes.csv?state=MO&from=2006-11&until=2026-11&by=COUNTY&grain=MONTH&counties=", ["query.counties BAD_LIST"]],
    ["/outcomes/dictionary.csv?counts=JOY&state=MO", ["query.state BAD_VALUE", "query.counts UNKNOWN_MEASURE"]],
    ["/outcomes/dictionary.parquet", ["url BAD_VALUE"]],
  ])("%s is refused with all that is wrong", async (path, problems) => {
    const [status, code, ...found] = await refusal(path);
    expect([status, code]).toEqual([400, "BAD_USER_INPUT"]);
    expect(found).toEqual(problems);
  }); // prettier-ignore

  it("is refused to nobody in particular with 401, to a coordinator of another chapter with 403", async () => {
    for (const path of [`/outcomes.csv?${YEAR}`, "/outcomes/dictionary.csv"])
      expect((await refusal(path, "public")).slice(0, 2)).toEqual([401, "UNAUTHENTICATED"]);
    const bad = await fetch(`${app.url}/outcomes.csv?${YEAR}`, {
      headers: { authorization: "Bearer io_no" },
    });
    expect(bad.status).toBe(401);
    expect(await refusal(`/outcomes.csv?${YEAR}`, "coordinator")).toEqual([
      403,
      "FORBIDDEN",
      "query.chapters NOT_ALLOWED",
    ]);
    expect((await get(`/outcomes.csv?${YEAR}&chapters=greene`, "coordinator")).status).toBe(403);
  });
});

// ── A reader who goes away, or stays and takes nothing ──────────────────────────────────────────────────────────────

/** One answer without an end: whoever does not stop is never done. */
class Tap {
  taken = 0;
  private end: () => void = () => undefined;
  readonly ended = new Promise<void>((resolve) => (this.end = resolve));

  constructor(private readonly failAt: number) {}

  *rows(rows: readonly OutcomeRow[]): Generator<OutcomeRow> {
    try {
      for (;;) {
        for (const row of rows) {
          this.taken++;
          if (this.taken === this.failAt) throw new Error("A planted fault.");
          yield row;
        }
      }
    } finally {
      this.end();
    }
  }
}

interface Sent {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that answers every question from the tap at hand. */
class EndlessApp {
  tap = new Tap(Number.POSITIVE_INFINITY);
  app!: TestApp;

  async start(longestSilenceMs: number): Promise<void> {
    this.app = await startApp("demonstration", (platform) => this.adapt(platform), { longestSilenceMs });
  }

  get address(): string {
    return `/outcomes.EXTENSION?${YEAR}&${SOME}`;
  }

  async ask(extension: string, init: Sent = {}): Promise<Response> {
    const authorization = `Bearer ${demonstrationTokens().analyst}`;
    const address = `${this.app.url}${this.address.replace("EXTENSION", extension)}`;
    const response = await fetch(address, { ...init, headers: { authorization, ...init.headers } });
    expect(response.status).toBe(200);
    return response;
  }

  private adapt(platform: Platform): Platform {
    const { readLiveOutcomes } = platform.useCases;
    return {
      ...platform,
      useCases: {
        ...platform.useCases,
        readLiveOutcomes: async (viewer, asked, asOf) => {
          const answer = await readLiveOutcomes(viewer, asked, asOf);
          if (!answer.ok) return answer;
          const { rows } = answer.value;
          const endless = rows.slice();
          endless[Symbol.iterator] = () => this.tap.rows(rows) as ArrayIterator<OutcomeRow>;
          return accepted({ ...answer.value, rows: endless });
        },
      },
    };
  }
}

describe("a file in the making", () => {
  const endless = new EndlessApp();
  const impatient = new EndlessApp();
  beforeAll(async () => {
    await endless.start(60_000);
    await impatient.start(100);
  });
  afterAll(async () => {
    await endless.app.close();
    await impatient.app.close();
  });

  it.each([
    ["csv", ["identity", "gzip"]],
    ["jsonl", ["identity", "gzip"]],
    ["parquet", ["identity"]],
  ])("%s is made no further when its reader goes away, packed or not", async (extension, encodings) => {
    for (const encoding of encodings) {
      endless.tap = new Tap(Number.POSITIVE_INFINITY);
      const leave = new AbortController();
      const response = await endless.ask(extension, {
        headers: { "accept-encoding": encoding },
        signal: leave.signal,
      });
      await response.body?.getReader().read();
      leave.abort();
      await endless.tap.ended;
    }
  });

  it("breaks off, and is not taken for whole, when something fails on the way", async () => {
    endless.tap = new Tap(1_000);
    const response = await endless.ask("csv");
    await expect(response.text()).rejects.toThrow();
    await endless.tap.ended;
    expect(endless.app.log.some(({ err }) => err?.message === "A planted fault.")).toBe(true);
  });

  it("waits for a reader who takes nothing, but not for ever", async () => {
    const socket = connect(Number(new URL(impatient.app.url).port), "127.0.0.1");
    socket.write(
      `GET ${impatient.address.replace("EXTENSION", "csv")} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${demonstrationTokens().analyst}\r\n\r\n`,
    );
    await once(socket, "readable");
    socket.pause();
    await impatient.tap.ended;
    socket.destroy();
  });
});
