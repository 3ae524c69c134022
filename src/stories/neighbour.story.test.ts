// A coordinator tries a neighbour's reports through every field of the schema that leads to one: refused, nothing changed,
// and not one byte of the answers depends on what the neighbour has filed. The requests are made from the built schema.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildSchema as buildFromText, type GraphQLField, type GraphQLSchema } from "graphql";
import type { Viewer } from "../domain/access/viewer.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { REPORTED_MEASURES } from "../domain/catalog/catalog.js";
import type { StateCode } from "../domain/geography.js";
import { buildPublicSchema, buildStaffSchema } from "../graphql/schemas.js";
import type { Platform } from "../platform.js";
import { demonstrationTokens, startApp, type Answer, type TestApp } from "../testkit/app.js";
import {
  choicesOf,
  documentFor,
  inputsBelow,
  typesBelow,
  type Document,
  type Known,
} from "../testkit/schema-walk.js";
import { DEMONSTRATION_CHAPTER } from "../usecases/issue-demonstration-tokens.js";

const OWN = { chapter: DEMONSTRATION_CHAPTER, county: "29111" };
const NEIGHBOUR = { chapter: "greene", county: "29077" };

/** Months of the neighbour, and how its report of each stands in the two worlds. */
const MONTHS: Readonly<Record<string, readonly [string | null, string | null]>> = {
  "2026-10": ["SUBMITTED", "ACCEPTED"],
  "2026-09": ["RETURNED", null],
  "2026-08": ["ACCEPTED", "REOPENED"],
  "2026-07": [null, "SUBMITTED"],
  "2026-06": ["REOPENED", "RETURNED"],
};

const SECRETS = ["The first secret of a neighbour.", "What a neighbour says in another world."] as const;

/** Rewrites what every chapter but the coordinator's own has filed. */
function worldSql(world: 0 | 1): string {
  const others = `IN (SELECT report.id FROM monthly_report report JOIN chapter ON chapter.id = report.chapter_id WHERE slug <> '${OWN.chapter}')`;
  const theirs = (month: string) =>
    `chapter_id = (SELECT id FROM chapter WHERE slug = '${NEIGHBOUR.chapter}') AND month = '${month}'`;
  const scaled = `coalesce((SELECT jsonb_object_agg(key, CASE WHEN value = 'null' THEN value ELSE to_jsonb(value::text::int * 3 + 1) END) FROM jsonb_each("values")), '{}')`;
  return [
    "ALTER TABLE report_revision DISABLE TRIGGER ALL; ALTER TABLE report_event DISABLE TRIGGER ALL",
    `UPDATE report_revision SET comment = '${SECRETS[world]}', reason = '${SECRETS[world]}' WHERE report_id ${others}`,
    world === 0
      ? "SELECT 1"
      : `UPDATE report_revision SET "values" = ${scaled}, is_zero_report = false, is_partial = NOT is_partial, submitted_at = submitted_at - interval '1 hour' WHERE report_id ${others}`,
    `UPDATE monthly_report SET version = ${String(3 + world)} WHERE id ${others}`,
    ...Object.entries(MONTHS).map(([month, statuses]) => {
      const status = statuses[world] ?? null;
      return status === null
        ? `UPDATE monthly_report SET accepted_revision_id = NULL WHERE ${theirs(month)};
           DELETE FROM report_revision WHERE report_id IN (SELECT id FROM monthly_report WHERE ${theirs(month)});
           DELETE FROM monthly_report WHERE ${theirs(month)}`
        : `UPDATE monthly_report SET status = '${status}' WHERE ${theirs(month)}`;
    }),
    `INSERT INTO report_draft SELECT id, '{"ENCOUNTERS": ${String(7 + world)}}', false, '${SECRETS[world]}', now(), 1 FROM monthly_report WHERE status IN ('RETURNED', 'REOPENED') AND id ${others}`,
    `INSERT INTO report_event (report_id, action, status_before, status_after, comment, at) SELECT id, 'REOPEN', 'ACCEPTED', 'REOPENED', '${SECRETS[world]}', now() FROM monthly_report WHERE id ${others}`,
    `INSERT INTO lock_override SELECT id, '${NEIGHBOUR.county}', '2026-0${String(1 + world)}', '2026-12-01', '${SECRETS[world]}', 1, now() FROM chapter WHERE slug = '${NEIGHBOUR.chapter}'`,
    "ALTER TABLE report_revision ENABLE TRIGGER ALL; ALTER TABLE report_event ENABLE TRIGGER ALL",
  ].join(";\n");
}

/** Two servers that differ in nothing but what the neighbours have filed. */
type Worlds = readonly [TestApp, TestApp];

async function startWorlds(adapt?: (platform: Platform) => Platform): Promise<Worlds> {
  const worlds = [await startApp("demonstration", adapt), await startApp("demonstration", adapt)] as const;
  await worlds[0].database.query(worldSql(0));
  await worlds[1].database.query(worldSql(1));
  return worlds;
}

// ── What is tried ───────────────────────────────────────────────────────────────────────────────────────────────────

const GOOD_MONTH = REPORTED_MEASURES.map(({ key }) => ({ measure: key, value: 0 })).map((one) =>
  one.measure === "ENCOUNTERS" || one.measure === "REFERRED" ? { ...one, value: 5 } : one,
);

interface Place {
  readonly chapter: string;
  readonly county: string;
  readonly month: string;
  readonly version: number;
}

function knownOf({ chapter, county, month, version }: Place, state = "MO"): Known {
  return {
    "state: StateCode": state,
    "slug: String": chapter,
    "chapter: String": chapter,
    "chapters: [String]": [chapter],
    "county: CountyFips": county,
    "counties: [CountyFips]": [county],
    "fips: CountyFips": county,
    "month: YearMonth": month,
    "from: YearMonth": "2026-05",
    "until: YearMonth": "2026-11",
    "rollingMonths: Int": 12,
    "toDate: YearKind": null,
    "regions: [String]": null,
    "exceptCounties: [CountyFips]": null,
    "asOf: DateTime": "2026-11-01T00:00:00Z",
    "orderBy: RowOrder": { count: "ENCOUNTERS", direction: "DESCENDING" },
    "since: DateTime": "2026-05-01T00:00:00Z",
    "statuses: [ReportStatus]": ["SUBMITTED", "ACCEPTED", "RETURNED", "REOPENED"],
    "by: [Dimension]": ["CHAPTER", "COUNTY"],
    "first: Int": 5,
    "after: String": Buffer.from(`after:2026-11 1 ${county}`).toString("base64url"),
    "version: Int": version,
    "idempotencyKey: String": `a neighbour's ${chapter} ${county} ${month} ${String(version)}`,
    "values: [ReportedValueInput]": GOOD_MONTH,
    "partial: Boolean": false,
    "comment: String": "A word.",
    "reason: String": "A reason.",
    "until: Date": "2026-12-01",
    "id: ID": Buffer.from(`Chapter:${state}/${chapter}`).toString("base64url"),
  };
}

/** What touches no report. */
const ABOUT_ACCOUNTS: ReadonlySet<string> = new Set([
  "accounts",
  "changePassword",
  "createApiToken",
  "disableAccount",
  "enableAccount",
  "forgetQuestion",
  "inviteAccount",
  "renewInvitation",
  "revokeApiToken",
  "saveQuestion",
  "setGrants",
]);

/** They name no report; that a coordinator can touch none of them is tried in the story of releases. */
const ABOUT_RELEASES: ReadonlySet<string> = new Set([
  "buildRelease",
  "discardRelease",
  "publishRelease",
  "restateYear",
  "releaseDraft",
  "releaseDrafts",
  "withdrawRelease",
]);

/** Fields of the schema that give or change reports, or figures made of them. */
function fieldsToTry(schema: GraphQLSchema, open: GraphQLSchema) {
  const everybody = open.getQueryType()?.getFields() ?? {};
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ name }) => !ABOUT_ACCOUNTS.has(name) && !ABOUT_RELEASES.has(name),
  );
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const aboutReports = mutations.filter((field) => inputsBelow(field).has("ReportRefInput"));
  return {
    /** What is open to everybody and does not lead to a report from there is no secret; nor is who one is. */
    queries: queries.filter(
      ({ name, type }) =>
        typesBelow(schema, type).has("MonthlyReport") || (!(name in everybody) && name !== "viewer"),
    ),
    mutations: aboutReports,
    /** Nobody has said here how these name a report: whoever adds one decides how a neighbour's is tried. */
    unknown: mutations
      .filter((field) => !aboutReports.includes(field))
      .filter(({ name }) => !ABOUT_ACCOUNTS.has(name) && !ABOUT_RELEASES.has(name))
      .map(({ name }) => name),
  };
}

type RootField = GraphQLField<unknown, unknown>;

interface Attempt {
  readonly name: string;
  /** From the deepest to the shallowest selection: the first that is not too costly counts. */
  readonly documents: readonly Document[];
  /** It names a chapter that is not the coordinator's, or would change what is not. */
  readonly mustBeRefused: boolean;
}

const DEPTHS = [6, 5, 4, 3, 2, 1];

function attemptsOf(schema: GraphQLSchema, open: GraphQLSchema): readonly Attempt[] {
  const { queries, mutations } = fieldsToTry(schema, open);
  const attempt = (
    kind: "query" | "mutation",
    field: RootField,
    known: Known,
    optional: readonly string[],
    name: string,
  ) => ({
    name: `${kind} ${field.name}${optional.length === 0 ? "" : `(${optional.join(", ")})`} ${name}`,
    documents: DEPTHS.map((depth) => documentFor(schema, kind, field, known, optional, depth)),
    mustBeRefused: kind === "mutation" || namesStranger(field, optional, known),
  });
  const attempts: Attempt[] = [];
  for (const month of Object.keys(MONTHS)) {
    for (const version of [0, 3, 4]) {
      const places: readonly (readonly [string, Known])[] = [
        [`of the neighbour, ${month}, version ${String(version)}`, knownOf({ ...NEIGHBOUR, month, version })],
        [`of the neighbour with an own county, ${month}, version ${String(version)}`, knownOf({ ...NEIGHBOUR, county: OWN.county, month, version })],
        [`of the own chapter with a county of the neighbour, ${month}, version ${String(version)}`, knownOf({ ...OWN, county: NEIGHBOUR.county, month, version })],
      ]; // prettier-ignore
      for (const [name, known] of places) {
        for (const field of mutations) attempts.push(attempt("mutation", field, known, [], name));
        if (version > 0) continue;
        for (const field of queries) {
          for (const optional of choicesOf(field))
            attempts.push(attempt("query", field, known, optional, name));
        }
      }
    }
  }
  const elsewhere = knownOf({ chapter: "seattle", county: "53033", month: "2015-05", version: 1 }, "WA");
  for (const field of mutations) attempts.push(attempt("mutation", field, elsewhere, [], "of another state"));
  for (const field of queries) attempts.push(attempt("query", field, elsewhere, [], "of another state"));
  // Not every field depends on the month.
  const first = new Map([...attempts].reverse().map((one) => [JSON.stringify(one.documents.at(-1)), one]));
  return [...first.values()].reverse();
}

function namesStranger(field: RootField, optional: readonly string[], known: Known): boolean {
  if (known["chapter: String"] === OWN.chapter) return false;
  const isSent = (name: string) =>
    optional.includes(name) || field.args.some((arg) => arg.name === name && String(arg.type).endsWith("!"));
  return ["chapter", "chapters", "slug", "input", "question", "left", "scope"].some(isSent);
}

// ── What is wrong with the answers ──────────────────────────────────────────────────────────────────────────────────

async function ask(app: TestApp, { documents }: Attempt): Promise<Answer> {
  for (const { query, variables } of documents) {
    const answer = await app.ask("coordinator", query, variables);
    const isTooMuch = answer.errors.some(
      ({ extensions }) => extensions.code === "QUERY_TOO_COSTLY" || extensions.code === "QUERY_TOO_LARGE",
    );
    if (!isTooMuch) return answer;
  }
  throw new Error("Even the shallowest selection is too costly.");
}

function isRefused({ errors, data }: Answer): boolean {
  const payload = data?.["answer"] as Record<string, unknown> | null | undefined;
  const said = Object.entries(payload ?? {}).find(([name]) => name.endsWith("_userErrors"))?.[1];
  return errors.length > 0 || JSON.stringify(said ?? []).includes('"ERROR"');
}

/** A failure of ours carries the id of its request, which is never the same. */
function withoutRequestId({ text, requestId }: Answer): string {
  return text.replaceAll(requestId, "");
}

/** Every way in which an answer told the coordinator something, or did something. */
async function leaksOf(worlds: Worlds, attempts: readonly Attempt[]): Promise<readonly string[]> {
  // The first request notes when the token was used.
  for (const app of worlds) await app.ask("coordinator", "{ viewer { displayName } }");
  const before = await Promise.all(worlds.map(({ database }) => database.fingerprint()));
  const leaks: string[] = [];
  for (const attempt of attempts) {
    const [one, other] = [await ask(worlds[0], attempt), await ask(worlds[1], attempt)];
    if (attempt.mustBeRefused && !(isRefused(one) && isRefused(other)))
      leaks.push(`${attempt.name}: was not refused`);
    if (withoutRequestId(one) !== withoutRequestId(other))
      leaks.push(`${attempt.name}: the answer depends on the neighbour`);
    if (SECRETS.some((secret) => one.text.includes(secret) || other.text.includes(secret)))
      leaks.push(`${attempt.name}: tells a secret`);
    if (one.status >= 500 || other.status >= 500 || one.text.includes("INTERNAL"))
      leaks.push(`${attempt.name}: broke something`);
  }
  const after = await Promise.all(worlds.map(({ database }) => database.fingerprint()));
  if (JSON.stringify(after) !== JSON.stringify(before)) leaks.push("the database was changed");
  return leaks;
}

const CHANGES = "/outcomes/changes.csv?state=MO&since=2026-05-01T00:00:00Z";

/** Doors for files, and whether a coordinator is refused there. */
const DOORS: readonly (readonly [string, boolean])[] = ["csv", "jsonl", "parquet"].flatMap((extension) => {
  const outcomes = (rest: string) =>
    `/outcomes.${extension}?from=2026-05&until=2026-11&by=CHAPTER,COUNTY&grain=MONTH&${rest}`;
  const changes = (rest: string) => CHANGES.replace(".csv", `.${extension}`) + rest;
  return [
    [outcomes("state=MO"), true],
    [outcomes(`state=MO&chapters=${NEIGHBOUR.chapter}`), true],
    [outcomes(`state=MO&chapters=${OWN.chapter},${NEIGHBOUR.chapter}`), true],
    [outcomes(`state=MO&counties=${NEIGHBOUR.county}`), true],
    [outcomes("state=WA&chapters=seattle"), true],
    [outcomes(`state=MO&chapters=${OWN.chapter}`), false],
    [outcomes(`state=MO&chapters=${OWN.chapter}&counties=${NEIGHBOUR.county}`), false],
    [changes(""), extension === "parquet"],
    [changes(`&chapters=${OWN.chapter}`), extension === "parquet"],
    [changes(`&chapters=${NEIGHBOUR.chapter}`), true],
    [changes("").replace("MO", "WA"), true],
  ] as const;
});

async function fetchFrom(app: TestApp, asker: "coordinator" | "analyst", path: string) {
  const response = await fetch(app.url + path, {
    headers: { authorization: `Bearer ${demonstrationTokens()[asker]}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer()).toString("latin1");
  return {
    status: response.status,
    bytes: bytes.replaceAll(response.headers.get("x-request-id") ?? "no id", ""),
  };
}

const [schema, open] = [await buildStaffSchema(), await buildPublicSchema()];
const attempts = attemptsOf(schema, open);

describe("a coordinator who tries a neighbour's reports", () => {
  let worlds: Worlds;
  beforeAll(async () => {
    worlds = await startWorlds();
  });
  afterAll(() => Promise.all(worlds.map((app) => app.close())));

  it("tries every field that leads to one, and none that nobody thought of", () => {
    const { queries, mutations, unknown } = fieldsToTry(schema, open);
    expect(unknown).toEqual([]);
    expect(queries.map(({ name }) => name).sort()).toEqual(
      expect.arrayContaining([
        "figureChanges",
        "liveComparison",
        "liveFunnel",
        "liveOutcomes",
        "liveStandardization",
        "liveTrend",
        "report",
        "reports",
      ]),
    );
    expect(mutations.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["allowLateReport", "submitReport"]),
    );
    // What takes no argument can name nobody.
    for (const { name } of [...queries, ...mutations].filter(({ args }) => args.length > 0)) {
      expect([name, attempts.some((one) => one.name.includes(` ${name}`) && one.mustBeRefused)]).toEqual([
        name,
        true,
      ]);
    }
  });

  it("is refused, changes nothing, and gets answers of which not one byte depends on the neighbour", async () => {
    expect(attempts.length).toBeGreaterThan(100);
    expect(await leaksOf(worlds, attempts)).toEqual([]);
  }, 180_000);

  it("would see a difference: to a reviewer the two worlds answer differently, and tell what they hold", async () => {
    const query = `{ reports(state: "MO", chapters: ["greene"], from: "2026-05", first: 5) { edges { node { month status version latest { comment values { value } } } } } }`;
    const [one, other] = [await worlds[0].ask("reviewer", query), await worlds[1].ask("reviewer", query)];
    expect([one.errors, other.errors]).toEqual([[], []]);
    expect(one.text).not.toBe(other.text);
    expect([one.text.includes(SECRETS[0]), other.text.includes(SECRETS[1])]).toEqual([true, true]);
  });

  it("cannot tell a neighbour from a chapter that does not exist", async () => {
    for (const { name, documents, mustBeRefused } of attempts.filter((one) =>
      one.name.includes("of the neighbour, 2026-10"),
    )) {
      // The roster is public: a question about outcomes may say that there is no such chapter.
      if (!mustBeRefused || name.includes("query live")) continue;
      const [real] = documents.slice(-1);
      const renamed = JSON.parse(JSON.stringify(real).replaceAll('"greene"', '"nowhere"')) as Document;
      const known = await worlds[0].ask("coordinator", real!.query, real!.variables);
      const unknown = await worlds[0].ask("coordinator", renamed.query, renamed.variables);
      expect([name, unknown.text.replaceAll("nowhere", "greene")]).toEqual([name, known.text]);
    }
  });

  it("is refused at the doors for files, too, or gets bytes of which none depends on the neighbour", async () => {
    for (const [path, isRefused] of DOORS) {
      const [one, other] = [
        await fetchFrom(worlds[0], "coordinator", path),
        await fetchFrom(worlds[1], "coordinator", path),
      ];
      expect([path, one.status >= 400, one.status]).toEqual([path, isRefused, other.status]);
      expect([path, one.bytes]).toEqual([path, other.bytes]);
      for (const secret of SECRETS) expect(one.bytes.includes(secret)).toBe(false);
    }
    // To an analyst the two worlds look different there.
    for (const path of ["/outcomes.csv?state=MO&from=2026-05&until=2026-11&chapters=greene", CHANGES]) {
      const [one, other] = [
        await fetchFrom(worlds[0], "analyst", path),
        await fetchFrom(worlds[1], "analyst", path),
      ];
      expect([one.status, other.status]).toEqual([200, 200]);
      expect(one.bytes).not.toEqual(other.bytes);
    }
  });

  it("meets the own reports as they are, whatever the neighbours file", async () => {
    const query = `{ reports(state: "MO", from: "2026-05", first: 50) { edges { cursor node { month status version county { fips } latest { comment reason values { measure value } } history { comment } } } }
      liveOutcomes(question: { state: "MO", chapters: ["${OWN.chapter}"], from: "2026-05", until: "2026-11", by: [COUNTY], grain: MONTH }) { total { encounters { value status } coverage { fraction } } rows { encounters { value } diversionRate { value } } } }`;
    const [one, other] = [
      await worlds[0].ask("coordinator", query),
      await worlds[1].ask("coordinator", query),
    ];
    expect(one.errors).toEqual([]);
    expect(one.text).toBe(other.text);
    expect(one.text).toContain('"ACCEPTED"');
  });
});

describe("a schema that grows", () => {
  const grown = (text: string) => buildFromText(text, { assumeValidSDL: true });

  it("brings its new queries along", () => {
    const schema = grown(
      "type Query { viewer: String searchEverything: [Found!]! } union Found = Town | MonthlyReport type Town { name: String } type MonthlyReport { month: String }",
    );
    expect(
      fieldsToTry(schema, grown("type Query { searchEverything: String }")).queries.map(({ name }) => name),
    ).toEqual(["searchEverything"]);
  });

  it("fails here when a mutation names a report in a way that is not known", () => {
    const schema = grown("type Query { viewer: String } type Mutation { deleteReport(id: ID!): String }");
    expect(fieldsToTry(schema, grown("type Query { viewer: String }")).unknown).toEqual(["deleteReport"]);
  });

  it("fails here when an argument is new", () => {
    const schema = grown(
      "type Query { report(barcode: String!): MonthlyReport } type MonthlyReport { month: String }",
    );
    const [field] = Object.values(schema.getQueryType()!.getFields());
    expect(() =>
      documentFor(schema, "query", field!, knownOf({ ...OWN, month: "2026-10", version: 0 }), [], 2),
    ).toThrow('Nothing is known to send for "barcode: String".');
  });
});

// ── A guard that is never set off guards nothing ────────────────────────────────────────────────────────────────────

const MO = "MO" as StateCode;
const analystIn = (viewer: Viewer): Viewer => ({
  ...viewer,
  grants: [{ role: "ANALYST", stateCode: MO, chapterSlug: null }],
});
const coordinatorOf = (viewer: Viewer, chapterSlug: string): Viewer => ({
  ...viewer,
  grants: [{ role: "COORDINATOR", stateCode: MO, chapterSlug }],
});

type UseCases = Platform["useCases"];

/** Use cases that forget whom they serve: `become` says whom they take the viewer for. */
const FORGETFUL: Readonly<Record<string, (useCases: UseCases, become: (viewer: Viewer) => Viewer) => Partial<UseCases>>> = {
  report: ({ readReport }, become) => ({ readReport: (viewer, ref) => readReport(become(analystIn(viewer)), ref) }),
  reports: ({ listReports }, become) => ({ listReports: (viewer, ...rest) => listReports(become(analystIn(viewer)), ...rest) }),
  liveComparison: ({ compareOutcomes }, become) => ({ compareOutcomes: (viewer, ...rest) => compareOutcomes(become(analystIn(viewer)), ...rest) }),
  liveFunnel: ({ readFunnel }, become) => ({ readFunnel: (viewer, ...rest) => readFunnel(become(analystIn(viewer)), ...rest) }),
  liveStandardization: ({ readStandardization }, become) => ({ readStandardization: (viewer, asked) => readStandardization(become(analystIn(viewer)), asked) }),
  liveTrend: ({ readTrend }, become) => ({ readTrend: (viewer, ...rest) => readTrend(become(analystIn(viewer)), ...rest) }),
  liveOutcomes: ({ readLiveOutcomes }, become) => ({ readLiveOutcomes: (viewer, ...rest) => readLiveOutcomes(become(analystIn(viewer)), ...rest) }),
  figureChanges: ({ pageFigureChanges }, become) => ({ pageFigureChanges: (viewer, ...rest) => pageFigureChanges(become(analystIn(viewer)), ...rest) }),
  submitReport: ({ changeReport }, become) => ({ changeReport: (viewer, order) => changeReport(become(coordinatorOf(viewer, order.ref.chapter)), order) }),
}; // prettier-ignore

async function leaksThrough(name: string, become: (viewer: Viewer) => Viewer): Promise<readonly string[]> {
  const worlds = await startWorlds((platform) => ({
    ...platform,
    useCases: { ...platform.useCases, ...FORGETFUL[name]?.(platform.useCases, become) },
  }));
  try {
    // Somebody whom the database lets at everything: a coordinator of every chapter, and an analyst.
    for (const { database } of worlds) {
      await database.query("INSERT INTO account (id, display_name) VALUES (9999, 'Reaches everything')");
      await database.query(
        `INSERT INTO role_grant (account_id, role, state_code, chapter_id)
         SELECT 9999, 'COORDINATOR', 'MO', id FROM chapter WHERE state_code = 'MO'`,
      );
    }
    return await leaksOf(
      worlds,
      attempts.filter(
        (one) => one.name.includes(` ${name}`) && one.name.includes("of the neighbour, 2026-10"),
      ),
    );
  } finally {
    await Promise.all(worlds.map((app) => app.close()));
  }
}

/** More numbers than there are chapters. */
const EVERY_CHAPTER = new Set(Array.from({ length: 100 }, (_, index) => (index + 1) as ChapterId));

describe("a use case that forgets the permission", () => {
  it.each(Object.keys(FORGETFUL))(
    "still tells nothing and changes nothing through %s: the database asks again",
    async (name) => {
      const leaks = await leaksThrough(name, (viewer) => viewer);
      // It answers as if nothing were on file, or fails; it tells nothing and writes nothing.
      expect(leaks.filter((leak) => !/was not refused$|broke something$/.test(leak))).toEqual([]);
    },
  );

  it.each(Object.keys(FORGETFUL))(
    "and takes the viewer for somebody else is found out through %s",
    async (name) => {
      const leaks = await leaksThrough(name, (viewer) => ({
        ...viewer,
        accountId: 9999,
        reach: EVERY_CHAPTER,
      }));
      expect(leaks.some((leak) => leak.endsWith("was not refused"))).toBe(true);
      expect(leaks.some((leak) => leak.endsWith("the answer depends on the neighbour"))).toBe(true);
      // Figures hold no words.
      if (!name.startsWith("live") && name !== "figureChanges")
        expect(leaks.some((leak) => leak.endsWith("tells a secret"))).toBe(true);
      expect(leaks.includes("the database was changed")).toBe(name === "submitReport");
    },
  );
});
