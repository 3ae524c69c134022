// A release from the request to the tombstone: built, published by a second person, read by anybody.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demonstrationTokens, startApp, testNow, type Asker, type TestApp } from "../testkit/app.js";
import { correctLate } from "../testkit/late-correction.js";
import { keepFew } from "../testkit/small-missouri.js";

let app: TestApp;
let now = testNow();
let keys = 0;
beforeAll(async () => {
  app = await startApp("demonstration", undefined, { clock: () => now });
  await keepFew(app.database, "2025-11");
});
afterAll(() => app.close());

const DRAFT = `{ id status number from problems { code message } gates { public { attacked floors } insiders { attacked chapters } movesReplayed } contentSha256 viewerCanPublish withdrawal { reason } tally { level status suppression cells } }`;

interface Draft {
  readonly id: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

async function change(
  asker: Asker,
  mutation: string,
  args: string,
): Promise<{ release: Draft | null; userErrors: { code: string; path: string }[] }> {
  keys += 1;
  const { data, errors } = await app.ask(
    asker,
    `mutation { done: ${mutation}(${args}, idempotencyKey: "release-${String(keys)}") { release ${DRAFT} userErrors { code path message fix } } }`,
  );
  expect(errors).toEqual([]);
  return (data as { done: Awaited<ReturnType<typeof change>> }).done;
}

async function askPublic<Data>(query: string): Promise<Data> {
  const { data, errors } = await app.ask("public", query);
  expect(errors).toEqual([]);
  return data as Data;
}

let first: Draft;

/** The proof of a release as somebody gets it: status, and text or what is wrong. */
async function proofOf(
  id: string,
  asker: Asker | { readonly token: string },
): Promise<readonly [number, unknown]> {
  const token =
    typeof asker === "object" ? asker.token : asker === "public" ? null : demonstrationTokens()[asker];
  const response = await fetch(`${app.url}/release-drafts/${id}/proof.json`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  if (asker !== "public") expect(response.headers.get("cache-control")).toBe("no-store, private");
  const text = await response.text();
  if (response.status === 200) return [200, text];
  const { errors } = JSON.parse(text) as { errors: { extensions: { problems: object[] } }[] };
  return [response.status, errors[0]?.extensions.problems[0]];
}

describe("a release", () => {
  it("is not built of months that can still change", async () => {
    const { userErrors } = await change("reviewer", "buildRelease", 'state: "MO", until: "2026-11"');
    expect(userErrors).toEqual([
      expect.objectContaining({
        code: "MONTH_NOT_LOCKED",
        path: "until",
        message: "October 2026 can still be filed and corrected through January 29, 2027.",
        fix: "The latest month you can publish is July 2026.",
      }),
    ]);
  });

  it("does not begin in the middle of a year", async () => {
    const { userErrors } = await change(
      "reviewer",
      "buildRelease",
      'state: "MO", from: "2025-12", until: "2026-07"',
    );
    expect(userErrors).toEqual([expect.objectContaining({ code: "BAD_MONTH", path: "from" })]);
  });

  it("is built of locked months in the background, and every gate holds", async () => {
    const { release, userErrors } = await change(
      "reviewer",
      "buildRelease",
      'state: "MO", from: "2026-01", until: "2026-07"',
    );
    expect(userErrors).toEqual([]);
    expect(release).toMatchObject({ status: "QUEUED", from: "2026-01", viewerCanPublish: false });
    expect(await proofOf(release!.id, "reviewer")).toEqual([
      400,
      expect.objectContaining({ code: "WRONG_STATUS", path: "url" }),
    ]);
    const built = await app.platform.buildWaitingRelease();
    expect([built?.status, await app.database.query("SELECT problems FROM release")]).toEqual([
      "BUILT",
      [{ problems: [] }],
    ]);
    const { data } = await app.ask("reviewer", `{ releaseDraft(id: "${release!.id}") ${DRAFT} }`);
    first = (data as { releaseDraft: Draft }).releaseDraft;
    expect(first).toMatchObject({ status: "BUILT", problems: [], viewerCanPublish: false });
    expect(await app.platform.buildWaitingRelease()).toBeNull();
  }, 300_000);

  it("is nothing that anybody can read before it is published", async () => {
    expect(await askPublic(`{ releases(state: "MO") { edges { node { number } } } }`)).toEqual({
      releases: { edges: [] },
    });
    const { errors } = await app.ask(
      "public",
      `{ outcomes(question: { state: "MO", from: "2026-01", until: "2026-07" }) { total { encounters { value } } } }`,
    );
    expect(errors[0]?.extensions.problems).toEqual([expect.objectContaining({ code: "NOTHING_PUBLISHED" })]);
  });

  it("is not published by the one who had it built", async () => {
    const { userErrors } = await change("reviewer", "publishRelease", `release: "${first.id}"`);
    expect(userErrors).toEqual([expect.objectContaining({ code: "OWN_WORK" })]);
  });

  it("is published by a second person, and named to everybody", async () => {
    const { release, userErrors } = await change("administrator", "publishRelease", `release: "${first.id}"`);
    expect(userErrors).toEqual([]);
    expect(release).toMatchObject({ status: "PUBLISHED", number: 1 });
    const { releases } = await askPublic<{ releases: { edges: { node: object }[] } }>(
      `{ releases(state: "MO") { edges { node { number kind from until contentSha256 demonstration citation policy { id threshold explanation } withdrawal { reason } } } } }`,
    );
    expect(releases.edges.map(({ node }) => node)).toEqual([
      {
        number: "MO-1",
        kind: "REGULAR",
        from: "2026-01",
        until: "2026-07",
        contentSha256: first["contentSha256"],
        demonstration: true,
        citation: expect.stringContaining("Release MO-1, 2026-11-23, content"),
        policy: {
          id: "nested-interval",
          threshold: 10,
          explanation: expect.stringContaining("it must fail"),
        },
        withdrawal: null,
      },
    ]);
  });
});

interface Figure {
  readonly value: number | null;
  readonly status: string;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly note?: string | null;
}

interface Row {
  readonly chapter: { readonly slug: string } | null;
  readonly county: { readonly fips: string } | null;
  readonly period: { readonly label: string };
  readonly coverage: object;
  readonly [figure: string]: unknown;
}

const COUNTS = [
  "ENCOUNTERS",
  "JAIL_BOOKINGS",
  "HEALTH_DIVERSIONS",
  "FORCE_USED",
  "GRADUATES_DISPATCH",
] as const;
const SELECTION = `chapter { slug } county { fips } period { label } coverage { expectedReports acceptedReports missingReports }
  ${COUNTS.map((key) => `${key}: count(of: ${key}) { value status lower upper note coverage { countedReports } }`).join(" ")}
  diversionRate { value numerator denominator status note interval { lower upper } }`;

/** The same question over the release and over live figures, row by row. */
async function bothWays(question: string): Promise<readonly (readonly [published: Row, live: Row])[]> {
  const { outcomes } = await askPublic<{ outcomes: { rows: Row[] } }>(
    `{ outcomes(question: { state: "MO", ${question} }) { rows { ${SELECTION} } } }`,
  );
  const { data } = await app.ask(
    "analyst",
    `{ liveOutcomes(question: { state: "MO", ${question} }) { rows { ${SELECTION} } } }`,
  );
  const { rows } = (data as { liveOutcomes: { rows: Row[] } }).liveOutcomes;
  return outcomes.rows.map((row, index) => [row, rows[index]!]);
}

describe("what a release says", () => {
  it.each([
    ["of the state", 'from: "2026-01", until: "2026-07", grain: MONTH'],
    ["of its regions", 'from: "2026-01", until: "2026-07", by: [REGION], grain: MONTH'],
    ["of its chapters", 'from: "2026-01", until: "2026-07", by: [CHAPTER], grain: QUARTER'],
    ["of chapters month by month", 'from: "2026-01", until: "2026-03", by: [CHAPTER], grain: MONTH'],
    ["of counties", 'from: "2026-01", until: "2026-04", by: [COUNTY], grain: QUARTER'],
    [
      "of the state without a county",
      'from: "2026-01", until: "2026-07", exceptCounties: ["29077"], grain: QUARTER',
    ],
  ])("%s is what was reported, or a range that holds it, and never a small count", async (_, question) => {
    const seen = new Map<string, number>();
    for (const [published, live] of await bothWays(question)) {
      expect(published.coverage).toEqual(live.coverage);
      for (const key of COUNTS) {
        const [shown, truth] = [published[key] as Figure, live[key] as Figure];
        const place = `${published.chapter?.slug ?? published.county?.fips ?? "MO"} ${published.period.label} ${key}`;
        seen.set(shown.status, (seen.get(shown.status) ?? 0) + 1);
        if (shown.status === "WITHHELD") {
          expect([place, shown.value]).toEqual([place, null]);
          expect(shown.note).toMatch(
            /^(?:Withheld to protect people: .*|Nothing is published for this place .*) it lies/,
          );
          expect(truth.value).toBeGreaterThanOrEqual(shown.lower ?? 0);
          expect(truth.value).toBeLessThanOrEqual(shown.upper ?? Infinity);
        } else {
          expect([place, shown]).toEqual([place, truth]);
          if (key !== "GRADUATES_DISPATCH" && shown.value !== null && shown.value > 0)
            expect([place, shown.value > 10]).toEqual([place, true]);
        }
      }
      const [rate, truth] = [published["diversionRate"] as Figure, live["diversionRate"] as Figure];
      if (rate.value !== null) expect(rate).toEqual(truth);
    }
    expect(seen.get("REPORTED") ?? 0).toBeGreaterThan(0);
  });

  it("holds withheld figures, so that the above is no empty promise", async () => {
    const rows = await bothWays('from: "2026-01", until: "2026-07", by: [CHAPTER], grain: QUARTER');
    const withheld = rows.flatMap(([published]) =>
      COUNTS.filter((key) => (published[key] as Figure).status === "WITHHELD"),
    );
    expect(withheld.length).toBeGreaterThan(5);
  });

  it("ends with its last month, and a later one is not expected in it", async () => {
    const [[after] = []] = await bothWays('from: "2026-09", until: "2026-10"');
    expect(after?.["ENCOUNTERS"]).toMatchObject({
      value: null,
      status: "NOT_EXPECTED",
      note: "Release MO-1 ends with June 2026.",
    });
  });

  it("begins with its first month: what is before is there and not published, and the answer says so", async () => {
    const [[before, live] = []] = await bothWays('from: "2025-12", until: "2026-01"');
    expect(live?.["ENCOUNTERS"]).toMatchObject({ status: "REPORTED" });
    const note = "Release MO-1 begins with January 2026.";
    expect(before?.["ENCOUNTERS"]).toMatchObject({ value: null, status: "NOT_EXPECTED", note });
    const [[across] = []] = await bothWays('from: "2025-12", until: "2026-07"');
    expect((across?.["ENCOUNTERS"] as Figure).note).toContain(note);
    const [[within] = []] = await bothWays('from: "2026-01", until: "2026-07"');
    expect((within?.["ENCOUNTERS"] as Figure).note ?? "").not.toContain(note);
  });

  it("holds no hours, which are no count of persons, and says that this is why", async () => {
    const { outcomes } = await askPublic<{ outcomes: { total: { hours: Figure } } }>(
      '{ outcomes(question: { state: "MO", from: "2026-01", until: "2026-07" }) { total { hours: count(of: HOURS_TO_FIRST_CONTACT) { value status lower upper note } } } }',
    );
    const { note, ...figure } = outcomes.total.hours;
    expect(figure).toEqual({ value: null, status: "WITHHELD", lower: 0, upper: null });
    expect(note).toMatch(/^Not published, whatever it is: .* hours/);
    expect(note).not.toMatch(/1 to 10|from what is published/);
  });

  it("is compared and drawn as a funnel like live figures", async () => {
    const { compare, funnel } = await askPublic<{
      compare: { comparison: { sentence: string } };
      funnel: { points: object[]; release: object };
    }>(
      `{ compare(metric: DIVERSION_RATE, left: { state: "MO", from: "2026-01", until: "2026-04" }, right: { state: "MO", from: "2026-04", until: "2026-07" }) {
           comparison { sentence distinguishable } release { number } }
         funnel(metric: DIVERSION_RATE, by: CHAPTER, scope: { state: "MO", from: "2026-01", until: "2026-07" }) { points { row { chapter { slug } } position } release { number } } }`,
    );
    expect(compare.comparison.sentence).toMatch(/Missouri/);
    expect(funnel.points).toHaveLength(36);
    expect(funnel.release).toEqual({ number: "MO-1" });
  });
});

describe("a correction that is accepted after a release", () => {
  const QUESTION = 'state: "MO", from: "2026-01", until: "2026-07", by: [CHAPTER], grain: QUARTER';
  const published = (release: string) =>
    askPublic<{ outcomes: { rows: Row[] } }>(
      `{ outcomes(question: { ${QUESTION} }, release: "${release}") { rows { ${SELECTION} } } }`,
    );

  it("changes live figures, and nothing that is out: the next release adds its months and keeps the rest", async () => {
    const before = await published("MO-1");
    const live = async () =>
      (await app.ask("analyst", `{ liveOutcomes(question: { ${QUESTION} }) { rows { ${SELECTION} } } }`))
        .text;
    const liveBefore = await live();
    now = new Date("2026-12-20T12:00:00Z");
    await correctLate(app);
    expect(await live()).not.toBe(liveBefore);
    const again = await change(
      "administrator",
      "buildRelease",
      'state: "MO", from: "2025-01", until: "2026-08"',
    );
    expect(again.userErrors).toEqual([expect.objectContaining({ code: "CONFLICT", path: "from" })]);
    const { release, userErrors } = await change(
      "administrator",
      "buildRelease",
      'state: "MO", until: "2026-08"',
    );
    expect(userErrors).toEqual([]);
    expect(await app.platform.buildWaitingRelease()).toMatchObject({ status: "BUILT" });
    expect((await change("reviewer", "publishRelease", `release: "${release!.id}"`)).release).toMatchObject({
      number: 2,
    });
    expect(await published("MO-1")).toEqual(before);
    expect(await published("MO-2")).toEqual(before);
    const { outcomes } = await askPublic<{ outcomes: { release: object; total: { encounters: Figure } } }>(
      `{ outcomes(question: { state: "MO", from: "2026-07", until: "2026-08" }) { release { number } total { encounters { value status } } } }`,
    );
    expect(outcomes).toMatchObject({
      release: { number: "MO-2" },
      total: { encounters: { status: "REPORTED" } },
    });
    expect(await askPublic(`{ release(number: "MO-2") { from until } }`)).toEqual({
      release: { from: "2026-01", until: "2026-08" },
    });
  }, 300_000);
});

describe("releases in the making", () => {
  it.each(["analyst", "coordinator"] as const)("are nothing that the %s may see or touch", async (asker) => {
    for (const query of [
      `{ releaseDrafts(state: "MO") { edges { cursor } } }`,
      `{ releaseDraft(id: "${first.id}") { status } }`,
      `mutation { buildRelease(state: "MO", until: "2026-08", idempotencyKey: "${asker}") { replayed } }`,
      `mutation { restateYear(state: "MO", year: 2026, idempotencyKey: "${asker} 5") { replayed } }`,
      `mutation { discardRelease(release: "${first.id}", idempotencyKey: "${asker} 3") { replayed } }`,
      `mutation { publishRelease(release: "${first.id}", idempotencyKey: "${asker} 4") { replayed } }`,
      `mutation { withdrawRelease(release: "${first.id}", reason: "Mine.", idempotencyKey: "${asker} 2") { replayed } }`,
    ]) {
      const { data, errors } = await app.ask(asker, query);
      expect([query, errors.length > 0, JSON.stringify(data)?.includes("PUBLISHED") ?? false]).toEqual([
        query,
        true,
        false,
      ]);
    }
  });

  it("show their builders the true counts and why a cell is withheld", async () => {
    const { data } = await app.ask(
      "reviewer",
      `{ releaseDraft(id: "${first.id}") { cells(first: 100) { edges { node { name status value count suppression } } } } }`,
    );
    const { edges } = (
      data as {
        releaseDraft: { cells: { edges: { node: { suppression: string | null; count: number } }[] } };
      }
    ).releaseDraft.cells;
    const primaries = edges.filter(({ node }) => node.suppression === "PRIMARY");
    expect(primaries.length).toBeGreaterThan(0);
    for (const { node } of primaries) expect(node.count).toBeLessThanOrEqual(10);
  });
});

describe("the proof of a release", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "proof-story-"));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function verify(text: string): Promise<{ readonly status: number; readonly said: string }> {
    const file = join(directory, "proof.json");
    await writeFile(file, text);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/release-verify.mjs", file]);
    return { status: status ?? -1, said: `${stderr.toString()}${stdout.toString()}` };
  }

  it("is downloaded by its builders and checked without any of the code that made it", async () => {
    const [status, text] = await proofOf(first.id, "administrator");
    expect(status).toBe(200);
    const checked = await verify(text as string);
    expect(checked.said).toMatch(
      /proof\.json: sound\nMO 2026: counts from 1 to 10, \d+ sums, \d+ coordinators \(EXACT\); \d+ floors/,
    );
    expect(checked.status).toBe(0);
  });

  it.each([
    ["a small count is marked as shown", /\["W",([1-9]),/, '["S",$1,', /: is [1-9] and shown/],
    ["a count is another one", /\["S",(\d+),/, '["S",1$1,', /relation \d+: \d+ is not \d+/],
    ["it has another hash", /"sha256":"./, '"sha256":"x', /hash: the content has/],
  ])("is found out when %s", async (_, what, by, fault) => {
    const [, text] = await proofOf(first.id, "reviewer");
    const forged = (text as string).replace(what, by);
    expect(forged).not.toBe(text);
    const checked = await verify(forged);
    expect([checked.status, checked.said]).toEqual([1, expect.stringMatching(fault)]);
    expect(checked.said).toMatch(/hash: /);
  });

  it("is nothing when its list is empty", async () => {
    expect(await verify("[]")).toEqual({ status: 1, said: expect.stringContaining("the list is empty") });
  });

  it.each(["public", "analyst", "coordinator"] as const)("is nothing that the %s gets", async (asker) => {
    expect(await proofOf(first.id, asker)).toEqual(
      asker === "public"
        ? [401, expect.objectContaining({ code: "NOT_ALLOWED" })]
        : [404, expect.objectContaining({ code: "NOT_FOUND", path: "url" })],
    );
  });

  it("is nothing that a reviewer of another state gets, and reads there like one that does not exist", async () => {
    const issued = await app.platform.issueToken({
      displayName: "Reviewer of another state",
      role: "reviewer",
      state: "WA",
      chapter: null,
      county: null,
    });
    const stranger = { token: issued.ok ? issued.value : "" };
    const refusal = [404, expect.objectContaining({ code: "NOT_FOUND", path: "url" })];
    expect(await proofOf(first.id, stranger)).toEqual(refusal);
    expect(await proofOf("UmVsZWFzZURyYWZ0Ojk5OTk", stranger)).toEqual(refusal);
    expect(await proofOf("nonsense", "reviewer")).toEqual(refusal);
  });
});

describe("a release that is withdrawn", () => {
  it("needs a reason, and leaves it in its place", async () => {
    expect(
      (await change("reviewer", "withdrawRelease", `release: "${first.id}", reason: " "`)).userErrors,
    ).toEqual([expect.objectContaining({ code: "REASON_NEEDED" })]);
    const { release } = await change(
      "reviewer",
      "withdrawRelease",
      `release: "${first.id}", reason: "A chapter sent another year."`,
    );
    expect(release).toMatchObject({
      status: "WITHDRAWN",
      withdrawal: { reason: "A chapter sent another year." },
    });
    const { errors } = await app.ask(
      "public",
      `{ outcomes(question: { state: "MO", from: "2026-01", until: "2026-07" }, release: "MO-1") { total { encounters { value } } } }`,
    );
    expect(errors[0]?.extensions.problems?.[0]).toMatchObject({
      code: "WITHDRAWN",
      message: expect.stringContaining("A chapter sent another year."),
    });
    expect(await askPublic(`{ release(number: "MO-1") { number withdrawal { reason } } }`)).toEqual({
      release: { number: "MO-1", withdrawal: { reason: "A chapter sent another year." } },
    });
  });

  it("is one that was the newest on a day before", async () => {
    const { errors } = await app.ask(
      "public",
      `{ outcomes(question: { state: "MO", from: "2026-01", until: "2026-07" }, asOf: "2026-12-01T00:00:00Z") { total { encounters { value } } } }`,
    );
    expect(errors[0]?.extensions.problems?.[0]?.code).toBe("WITHDRAWN");
    const { errors: earlier } = await app.ask(
      "public",
      `{ outcomes(question: { state: "MO", from: "2026-01", until: "2026-07" }, asOf: "2026-01-01T00:00:00Z") { total { encounters { value } } } }`,
    );
    expect(earlier[0]?.extensions.problems?.[0]?.code).toBe("NOTHING_PUBLISHED");
  });
});
