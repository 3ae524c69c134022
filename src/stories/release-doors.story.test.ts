// Anybody fetches what is published, without an account: each file in each format, read back by readers that are not ours, with
// the figures that GraphQL gives and a release that checks out.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DEMONSTRATION_NOTICE } from "../domain/statistics/outcome-table.js";
import type { Problem } from "../domain/problem.js";
import { demonstrationTokens, startApp, type TestApp } from "../testkit/app.js";
import { publish } from "../testkit/publish.js";
import { keepFew } from "../testkit/small-missouri.js";

type Cells = Readonly<Record<string, string>>;

let app: TestApp;
let directory: string;
beforeAll(async () => {
  app = await startApp("demonstration");
  directory = mkdtempSync(join(tmpdir(), "release-"));
  await keepFew(app.database, "2026-01");
  await publish(app, "2026-07");
}, 300_000);
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

function get(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, { redirect: "manual", ...init });
}

async function bytesAt(path: string): Promise<Buffer> {
  const response = await get(path);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(bytes.toString());
  return bytes;
}

const textAt = async (path: string) => (await bytesAt(path)).toString();
const jsonAt = async <T>(path: string) => JSON.parse(await textAt(path)) as T;
const csvAt = async (path: string): Promise<readonly Cells[]> =>
  parse(await bytesAt(path), { columns: true, record_delimiter: "\r\n" });

/** A value as a CSV file says it. */
function inText(value: unknown): string {
  if (value == null) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "boolean" ? String(value).toUpperCase() : `${value as string | number | bigint}`;
}

const allInText = (rows: readonly object[]): readonly Cells[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inText(value)])));

async function parquetAt(path: string): Promise<readonly Cells[]> {
  const bytes = await bytesAt(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return allInText(await parquetReadObjects({ file }));
}

const jsonLinesAt = async (path: string) =>
  allInText((await textAt(path)).trimEnd().split("\n").map((line) => JSON.parse(line) as object)); // prettier-ignore

interface Manifest {
  readonly sha256: string;
  readonly cells: readonly (readonly [
    string,
    string,
    number | null,
    number | null,
    number | null,
    number,
    number,
  ])[];
}

describe("the published cells", () => {
  it("are the same rows in CSV, JSON, JSON Lines and Parquet", async () => {
    const rows = await csvAt("/releases/MO-1/cells.csv");
    expect(rows.length).toBeGreaterThan(1_000);
    expect(allInText(await jsonAt("/releases/MO-1/cells.json"))).toEqual(rows);
    expect(await jsonLinesAt("/releases/MO-1/cells.jsonl")).toEqual(rows);
    expect(await parquetAt("/releases/MO-1/cells.parquet")).toEqual(rows);
  });

  it("are those of the release, each once, with no small count and no number for what is withheld or missing", async () => {
    const rows = await csvAt("/releases/MO-1/cells.csv");
    const { cells } = await jsonAt<Manifest>("/releases/MO-1/release.json");
    const named = rows.map((row) => [
      `${row["area_kind"] ?? ""}:${row["area_code"] ?? ""}|${row["period"] ?? ""}|${row["measure"] ?? ""}`,
      ...["status", "value", "lower", "upper", "expected_reports", "counted_reports"].map(
        (name) => row[name],
      ),
    ]);
    expect(named).toEqual(cells.map((cell) => cell.map(inText)));
    const statuses = new Set(rows.map(({ status }) => status));
    expect(statuses).toContain("WITHHELD");
    expect(statuses).toContain("REPORTED_ZERO");
    for (const { status = "", value = "", lower = "" } of rows) {
      expect([status, value !== ""]).toEqual([status, status.startsWith("REPORTED")]);
      expect([status, lower !== ""]).toEqual([status, status === "WITHHELD"]);
      expect(["", "0"].includes(value) || Number(value) > 10).toBe(true);
    }
  });

  it("say where they are in words, and that they are invented", async () => {
    const rows = await csvAt("/releases/MO-1/cells.csv");
    expect(rows.find(({ area_code }) => area_code === "greene")).toMatchObject({
      release: "MO-1", state: "MO", area_kind: "CHAPTER", grain: "QUARTER", period: "2026-Q1", period_from: "2026-01", period_until: "2026-04", is_demonstration: "TRUE",
      area_name: expect.stringMatching(/Greene/),
    });
    expect(rows.every(({ area_name }) => area_name !== "")).toBe(true);
  }); // prettier-ignore

  it("are sound by the program that shares nothing with ours, and one that is changed is not", async () => {
    const verify = async (text: string) => {
      const path = join(directory, "release.json");
      writeFileSync(path, text);
      const program = join(process.cwd(), "scripts/release-verify.mjs");
      return promisify(execFile)(process.execPath, [program, path]).then(
        ({ stdout }) => stdout,
        ({ stderr }: { readonly stderr: string }) => stderr,
      );
    };
    const text = await textAt("/releases/MO-1/release.json");
    expect(await verify(text)).toMatch(/: sound\n$/);
    const { data } = await app.ask("public", '{ release(number: "MO-1") { contentSha256 } }');
    expect(data?.["release"]).toEqual({ contentSha256: (JSON.parse(text) as Manifest).sha256 });
    expect(await verify(text.replace(/"REPORTED",(\d+)/, '"REPORTED",1$1'))).toMatch(/hash: .*\n/);
  });
});

const COUNTS = ["ENCOUNTERS", "FORCE_USED", "JAIL_BOOKINGS", "GRADUATES_DISPATCH"] as const;
const RATES = ["DIVERSION_RATE", "FORCE_RATE"] as const;
const CHOICE = `counts=${COUNTS.join(",")}&rates=${RATES.join(",")}`;

/** The answer over GraphQL, in the words of a file. */
async function overGraphql(question: string): Promise<readonly Cells[]> {
  const standing = "status coverage { countedReports expectedReports }";
  const { data, errors } = await app.ask(
    "public",
    `{ outcomes(question: { state: "MO", ${question} }, release: "MO-1") { rows { chapter { slug } county { fips } period { from until label }
      ${COUNTS.map((key) => `${key}: count(of: ${key}) { value lower upper ${standing} }`).join(" ")}
      ${RATES.map((key) => `${key}: rate(of: ${key}) { value numerator denominator interval { lower upper } ${standing} }`).join(" ")} } } }`,
  );
  expect(errors).toEqual([]);
  type Row = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  const { rows } = data?.["outcomes"] as { readonly rows: readonly Row[] };
  return rows.map((row) => {
    const said: Record<string, unknown> = {
      chapter: row["chapter"]?.["slug"], county_fips: row["county"]?.["fips"],
      period_from: row["period"]?.["from"], period_until: row["period"]?.["until"], period_label: row["period"]?.["label"],
    };
    for (const key of [...COUNTS, ...RATES]) {
      const figure = row[key] as { value: unknown; lower?: unknown; upper?: unknown; status: string; numerator?: unknown; denominator?: unknown; interval?: { lower: unknown; upper: unknown } | null; coverage: { countedReports: number; expectedReports: number } };
      const name = key.toLowerCase();
      const bounds = "interval" in figure ? figure.interval : figure;
      said[name] = figure.value;
      said[`${name}_lower`] = bounds?.lower;
      said[`${name}_upper`] = bounds?.upper;
      said[`${name}_status`] = figure.status;
      said[`${name}_counted_reports`] = figure.coverage.countedReports;
      said[`${name}_expected_reports`] = figure.coverage.expectedReports;
      if ("numerator" in figure) said[`${name}_numerator`] = figure.numerator;
      if ("denominator" in figure) said[`${name}_denominator`] = figure.denominator;
    }
    return allInText([said])[0] ?? {};
  });
} // prettier-ignore

describe("an answer", () => {
  it.each([
    ["of the state month by month", "grain=MONTH", 'from: "2026-01", until: "2026-07", grain: MONTH'],
    ["of chapters by quarter", "by=CHAPTER&grain=QUARTER&chapters=barry,greene", 'from: "2026-01", until: "2026-07", by: [CHAPTER], grain: QUARTER, chapters: ["barry", "greene"]'],
    ["of counties, which no release shows so", "by=COUNTY&until=2026-03", 'from: "2026-01", until: "2026-03", by: [COUNTY]'],
    ["of all but a county", "exceptCounties=29077", 'from: "2026-01", until: "2026-07", exceptCounties: ["29077"]'],
  ])("%s has the figures, bounds and statuses of GraphQL in each format", async (_, address, question) => {
    const expected = await overGraphql(question);
    const path = `/releases/MO-1/outcomes.csv?${address}&${CHOICE}`;
    const rows = await csvAt(path);
    const names = Object.keys(expected[0] ?? {});
    expect(rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])))).toEqual(expected);
    expect(await jsonLinesAt(path.replace(".csv", ".jsonl"))).toEqual(rows);
    expect(await parquetAt(path.replace(".csv", ".parquet"))).toEqual(rows);
    for (const row of rows) expect([row["release"], row["notices"]]).toEqual(["MO-1", DEMONSTRATION_NOTICE]);
  }); // prettier-ignore

  it("holds withheld figures with their bounds, so that the above is no empty promise", async () => {
    const rows = await csvAt(`/releases/MO-1/outcomes.csv?by=CHAPTER&grain=QUARTER&${CHOICE}`);
    const withheld = rows.filter((row) => row["jail_bookings_status"] === "WITHHELD");
    expect(withheld.length).toBeGreaterThan(1);
    for (const row of withheld) expect([row["jail_bookings"], Number(row["jail_bookings_lower"]) > 0]).toEqual(["", true]);
  }); // prettier-ignore

  it("without a question is every region in every month, with all that was collected, as GraphQL adds it up", async () => {
    const rows = await csvAt("/releases/MO-1/outcomes.csv");
    expect(new Set(rows.map((row) => row["period_label"])).size).toBe(6);
    const { data } = await app.ask("public", `{ outcomes(question: { state: "MO", from: "2026-01", until: "2026-07", by: [REGION], grain: MONTH }, release: "MO-1") { rows { encounters { value } } } }`);
    const { rows: asked } = data?.["outcomes"] as { readonly rows: readonly { readonly encounters: { readonly value: number | null } }[] };
    expect(rows.map((row) => row["encounters"])).toEqual(asked.map(({ encounters }) => inText(encounters.value)));
    expect(Object.keys(rows[0] ?? {})).toEqual((await csvAt("/releases/MO-1/dictionary.csv")).filter(({ file }) => file === "outcomes").map((one) => one["column"]));
  }); // prettier-ignore

  it("carries in Parquet its release, question and dictionary", async () => {
    const bytes = await bytesAt(`/releases/MO-1/outcomes.parquet?grain=YEAR&${CHOICE}`);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const { key_value_metadata: pairs = [], created_by } = parquetMetadata(file);
    const about = Object.fromEntries(pairs.map(({ key, value }) => [key, value ?? ""]));
    expect(created_by).toBe("Intercept One");
    expect(Object.keys(about).sort()).toEqual([
      "content_sha256",
      "dictionary",
      "notices",
      "question",
      "release",
    ]);
    expect(about["question"]).toBe(`state=MO&from=2026-01&until=2026-07&grain=YEAR&${CHOICE}`);
  });
});

describe("the dictionary", () => {
  it("explains every column of both tables, and each status", async () => {
    const entries = await csvAt("/releases/MO-1/dictionary.csv");
    const columns = (file: string) => entries.filter((one) => one["file"] === file).map((one) => one["column"]);
    expect(columns("cells")).toEqual(Object.keys((await csvAt("/releases/MO-1/cells.csv"))[0] ?? {}));
    const status = entries.find((one) => one["file"] === "cells" && one["column"] === "status");
    for (const word of ["WITHHELD", "NOT_REPORTED", "NOT_COLLECTED", "REPORTED_ZERO"])
      expect(status?.["values"]).toContain(`${word}: `);
    const { columns: inJson } = await jsonAt<{ columns: readonly { column: string }[] }>("/releases/MO-1/dictionary.json");
    expect(inJson.map(({ column }) => column)).toEqual(entries.map((one) => one["column"]));
    expect(await csvAt("/releases/MO-1/dictionary.csv?counts=JAIL_BOOKINGS&rates=")).toHaveLength(columns("cells").length + columns("corrections").length + 24 + 6);
  }); // prettier-ignore
});

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema?: { readonly fields: readonly { readonly name: string; readonly type: string; readonly constraints?: { readonly enum: readonly string[] } }[]; readonly primaryKey?: readonly string[] };
} // prettier-ignore

describe("what catalogues read", () => {
  it("the data package names each file with its bytes and hash, and each table as it is", async () => {
    const { name, resources } = await jsonAt<{ name: string; resources: readonly Resource[] }>("/releases/MO-1/datapackage.json");
    expect(name).toMatch(/^[a-z0-9-._/]+$/);
    expect(resources.map(({ path }) => path)).toEqual(["cells.csv", "cells.parquet", "cells.json", "cells.jsonl", "outcomes.csv", "outcomes.parquet", "outcomes.jsonl", "corrections.csv", "release.json"]);
    const patterns: Readonly<Record<string, RegExp>> = { integer: /^\d+$/, number: /^-?\d+(\.\d+)?$/, boolean: /^(TRUE|FALSE)$/, yearmonth: /^\d{4}-\d{2}$/, datetime: /^\d{4}-.*\.\d{3}Z$/ };
    for (const { path, bytes, hash, schema } of resources) {
      const file = await bytesAt(`/releases/MO-1/${path}`);
      expect([path, bytes, hash]).toEqual([path, file.length, `sha256:${createHash("sha256").update(file).digest("hex")}`]);
      if (schema === undefined) continue;
      const rows: readonly Cells[] = parse(file, { columns: true });
      expect(schema.fields.map((field) => field.name)).toEqual(parse(file, { to: 1, columns: false })[0]);
      for (const field of schema.fields)
        for (const value of new Set(rows.map((row) => row[field.name] ?? ""))) {
          if (value === "") continue;
          if (patterns[field.type] !== undefined) expect([field.name, value]).toEqual([field.name, expect.stringMatching(patterns[field.type]!)]);
          if (field.constraints !== undefined) expect(field.constraints.enum).toContain(value);
        }
      const keys = rows.map((row) => (schema.primaryKey ?? []).map((one) => row[one]).join("|"));
      if (schema.primaryKey !== undefined) expect(new Set(keys).size).toBe(rows.length);
    }
  }); // prettier-ignore

  it("the catalogue has what DCAT-US 3 asks of each data set, under addresses that answer", async () => {
    interface Distribution { readonly downloadURL: string; readonly mediaType: string }
    interface Dataset { readonly [field: string]: unknown; readonly distribution: readonly Distribution[] }
    const { dataset, ...catalogue } = await jsonAt<{ dataset: readonly Dataset[] }>("/data.json");
    expect(catalogue).toMatchObject({ "@type": "Catalog", conformsTo: { "@type": "Standard", title: "DCAT-US 3.0" } });
    expect(dataset).toHaveLength(1);
    const [one] = dataset;
    for (const field of ["identifier", "title", "description", "contactPoint", "publisher"]) expect([field, one?.[field]]).toEqual([field, expect.anything()]);
    expect(one).toMatchObject({ "@type": "Dataset", version: "MO-1", description: expect.stringContaining(DEMONSTRATION_NOTICE), temporal: [{ startDate: "2026-01", endDate: "2026-06" }] });
    for (const { downloadURL, mediaType } of one?.distribution ?? []) {
      const response = await get(new URL(downloadURL).pathname);
      expect([downloadURL, response.status, response.headers.get("content-type")?.split(";")[0]]).toEqual([downloadURL, 200, mediaType]);
    }
  }); // prettier-ignore

  it("the description of schema.org names the same files", async () => {
    const dataset = await jsonAt<{ distribution: readonly { contentUrl: string }[] }>("/releases/MO-1/dataset.jsonld");
    expect(dataset).toMatchObject({ "@context": "https://schema.org/", "@type": "Dataset", version: "MO-1", temporalCoverage: "2026-01/2026-06", isAccessibleForFree: true });
    expect(dataset.distribution).toHaveLength(8);
    for (const { contentUrl } of dataset.distribution) expect((await get(new URL(contentUrl).pathname, { method: "HEAD" })).status).toBe(200);
  }); // prettier-ignore

  it("the citation is that of GraphQL, and the same in BibTeX and CSL-JSON", async () => {
    const { data } = await app.ask("public", '{ release(number: "MO-1") { citation } }');
    const { citation } = data?.["release"] as { readonly citation: string };
    expect(await textAt("/releases/MO-1/citation.txt")).toBe(`${citation}\n`);
    const bib = await textAt("/releases/MO-1/citation.bib");
    expect(bib).toMatch(/^@misc\{intercept-one-MO-1,\n(?: {2}\w+ = \{.*\},?\n)+\}\n$/);
    const [item] = await jsonAt<readonly [{ title: string; URL: string; issued: object }]>(
      "/releases/MO-1/citation.json",
    );
    expect(item.issued).toEqual({ "date-parts": [[2026, 11, 23]] });
    for (const text of [citation, bib]) {
      expect(text).toContain(item.title);
      expect(text).toContain(item.URL);
      expect(text).toContain("Demonstration data.");
    }
    const { headers } = await get(new URL(item.URL).pathname);
    expect((await get(headers.get("location") ?? "")).status).toBe(200);
  });

  it("a person who follows a citation comes to the page of the release", async () => {
    const { headers } = await get("/releases/MO-1", { headers: { accept: "text/html,*/*;q=0.8" } });
    expect([headers.get("location"), headers.get("vary")]).toEqual(["/mo/releases#MO-1", expect.stringContaining("accept")]);
    expect(await textAt("/mo/releases")).toContain('<h2 id="MO-1">');
  }); // prettier-ignore

  it.each(["/releases", "/releases/"])("%s leads to the page of all data", async (path) => {
    const location = (await get(path)).headers.get("location") ?? "";
    expect((await get(location)).headers.get("content-type")).toContain("text/html");
  });
});

describe("what cannot be given", () => {
  async function refusal(path: string) {
    const response = await get(path);
    const { errors } = (await response.json()) as { readonly errors: readonly { readonly extensions: { readonly code: string; readonly problems: readonly Problem[] } }[] };
    const { code = "", problems = [] } = errors[0]?.extensions ?? {};
    expect(response.headers.get("cache-control")).toBe("public, max-age=60");
    return [response.status, code, ...problems.map((one) => `${one.path} ${one.code}`)];
  } // prettier-ignore

  it.each([
    ["/releases/MO-9/cells.csv", [404, "NOT_FOUND", "url NOT_FOUND"]],
    ["/releases/three/cells.csv", [404, "NOT_FOUND", "url NOT_FOUND"]],
    ["/releases/MO-9/outcomes.csv?by=TOWN&counts=JOY&asOf=x", [404, "NOT_FOUND", "url NOT_FOUND", "query.asOf BAD_VALUE", "query.by BAD_VALUE", "query.counts UNKNOWN_MEASURE"]],
    ["/releases/MO-1/outcomes.xlsx", [404, "NOT_FOUND", "url NOT_FOUND"]],
    ["/releases/MO-1/constructor", [404, "NOT_FOUND", "url NOT_FOUND"]],
    ["/releases/MO-1/", [404, "NOT_FOUND", "url NOT_FOUND"]],
    ["/releases/MO-1/cells.csv?where=value", [400, "BAD_USER_INPUT", "query.where BAD_VALUE"]],
    ["/releases/MO-1/outcomes.csv?grain=MONTH&grain=YEAR&from=2026-1&sort=up", [400, "BAD_USER_INPUT", "query.grain DUPLICATE", "query.sort BAD_VALUE", "query.from BAD_MONTH"]],
    ["/releases/MO-1/outcomes.csv?state=KS", [400, "BAD_USER_INPUT", "query.release CONFLICT"]],
    ["/releases/MO-1/outcomes.csv?counties=53033&chapters=nowhere", [400, "BAD_USER_INPUT", "query.counties[0] COUNTY_OUTSIDE_STATE", "query.chapters[0] UNKNOWN_CHAPTER"]],
    ["/releases/MO-1/outcomes.csv?from=2010-01&by=COUNTY&grain=MONTH", [400, "BAD_USER_INPUT", "query TOO_MANY_ROWS"]],
    ["/releases/latest/cells.csv", [400, "BAD_USER_INPUT", "query.state MISSING_VALUE"]],
    ["/releases/latest/cells.csv?state=KS", [404, "NOT_FOUND", "query.state NOTHING_PUBLISHED"]],
    ["/releases/latest/cells.csv?state=%00", [400, "BAD_USER_INPUT", "query.state BAD_VALUE"]],
    ["/releases/latest/cells.csv?state=MO&state=MO", [400, "BAD_USER_INPUT", "query.state DUPLICATE"]],
    ["/data.json?state=MO", [400, "BAD_USER_INPUT", "query.state BAD_VALUE"]],
  ])("%s is refused with all that is wrong, for a minute", async (path, expected) => {
    expect(await refusal(path)).toEqual(expected);
  }); // prettier-ignore
});

describe("a page of another site", () => {
  const headers = { origin: "https://news.example.org", "sec-fetch-site": "cross-site" };
  const query = JSON.stringify({ query: '{ release(number: "MO-1") { number } }' });
  const allowed = (response: Response) => response.headers.get("access-control-allow-origin");

  it("may read every door, also what it refuses, and is told so before", async () => {
    for (const path of ["/data.json", "/releases/MO-1/cells.csv", "/releases/MO-7/cells.csv", "/releases/latest/cells.csv?state=MO"]) {
      expect([path, allowed(await get(path, { headers }))]).toEqual([path, "*"]);
      const before = await get(path, { method: "OPTIONS", headers: { ...headers, "access-control-request-method": "GET" } });
      expect([before.status, allowed(before)]).toEqual([204, "*"]);
    }
  }); // prettier-ignore

  it("may ask the public schema, and never with a token or what a session would be given", async () => {
    const asked = await get("/graphql", { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: query });
    expect([asked.status, allowed(asked), await asked.json()]).toEqual([200, "*", { data: { release: { number: "MO-1" } } }]);
    const before = await get("/graphql", { method: "OPTIONS", headers: { ...headers, "access-control-request-method": "POST", "access-control-request-headers": "authorization" } });
    expect(before.headers.get("access-control-allow-headers")).not.toMatch(/authorization|\*/i);
    expect(before.headers.get("access-control-allow-credentials")).toBeNull();
    const authorization = `Bearer ${demonstrationTokens().analyst}`;
    const asStaff = await get("/graphql", { method: "POST", headers: { ...headers, authorization, "content-type": "application/json" }, body: query });
    expect([asStaff.status, allowed(asStaff)]).toEqual([200, null]);
    const session = await get("/graphql", { method: "POST", headers: { ...headers, cookie: "session=any", "content-type": "application/json" }, body: query });
    expect([session.status, allowed(session)]).toEqual([403, null]);
    expect(allowed(await get("/outcomes.csv?state=MO", { headers }))).toBeNull();
  }); // prettier-ignore
});

describe("the programs that an answer offers", () => {
  it("fetch its figures without a token", async () => {
    const { data, errors } = await app.ask(
      "public",
      `{ outcomes(question: { state: "MO", from: "2026-01", until: "2026-07", by: [CHAPTER], grain: QUARTER }) {
           downloads(counts: [ENCOUNTERS], rates: []) { csv parquet jsonLines dictionary } snippets(counts: [ENCOUNTERS], rates: []) { r python curl } } }`,
    );
    expect(errors).toEqual([]);
    const { downloads, snippets } = data?.["outcomes"] as { downloads: Readonly<Record<string, string>>; snippets: Readonly<Record<"r" | "python" | "curl", string>> };
    for (const address of Object.values(downloads)) expect([address, (await get(address)).status]).toEqual([address, 200]);
    const here = (program: string) => {
      expect(program).not.toMatch(/token|Authorization/i);
      return program.replaceAll("http://localhost:4000", app.url);
    };
    const rows = await csvAt(downloads["csv"] ?? "");
    const python = `${here(snippets.python)}import json\nprint(json.dumps(rows))\n`;
    const { stdout } = await promisify(execFile)("python3", ["-c", python]);
    expect(JSON.parse(stdout.split("\n")[1] ?? "")).toEqual(rows);
    await promisify(execFile)("sh", ["-c", here(snippets.curl)], { cwd: directory });
    expect(readFileSync(join(directory, "outcomes-MO-2026-01-until-2026-07-by-chapter-a-quarter.csv"), "utf8")).toBe(await textAt(downloads["csv"] ?? ""));
    expect(here(snippets.r)).toContain(`url("${app.url}${downloads["csv"] ?? ""}"),\n`);
  }); // prettier-ignore
});
