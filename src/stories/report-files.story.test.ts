// Files against the API: the same reports and the same mistakes, sent each way, end as the same rows and the same answers.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createHash, randomUUID } from "node:crypto";
import { REPORTED_MEASURES } from "../domain/catalog/catalog.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import type { Problem } from "../domain/problem.js";
import { addMonths, reportingMonth, type ReportingMonth } from "../domain/reporting-month.js";
import { writeReportTemplate } from "../ingest/report-files/report-template.js";
import { startApp, type TestApp } from "../testkit/app.js";

/** Twelve to see a whole year: `THREE_WAYS_MONTHS=12 npm test -- report-files.story` prints the table of it. */
const MONTHS = Number(process.env["THREE_WAYS_MONTHS"] ?? "1");
const LAST_MONTH = reportingMonth("2026-10");

type Way = "API" | "CSV" | "XLSX";
const WAYS: readonly Way[] = ["API", "CSV", "XLSX"];

interface Row {
  readonly chapter: string;
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly values: Record<string, number | null>;
}

interface Sent {
  readonly chapter: string;
  readonly county: string;
  readonly month: string;
  readonly outcome: string;
  readonly problems: readonly Pick<Problem, "code" | "severity" | "message" | "fix" | "path">[];
}

const TOKEN = "io_three-ways";
const apps = new Map<Way, TestApp>();
let rows: readonly Row[] = [];

beforeAll(async () => {
  for (const way of WAYS) {
    const app = await startApp("reference", undefined, { lockDays: 3_660 });
    // One account that files for every chapter of Missouri.
    await app.database.query(
      `WITH account AS (INSERT INTO account (display_name) VALUES ('Files for all') RETURNING id),
            token AS (INSERT INTO api_token (account_id, label, scopes, token_sha256, created_at) SELECT id, 'Planted', 'READ_WRITE', $1, now() FROM account)
       INSERT INTO role_grant (account_id, role, state_code, chapter_id)
       SELECT account.id, 'COORDINATOR', 'MO', chapter.id FROM account, chapter WHERE state_code = 'MO'`,
      [createHash("sha256").update(TOKEN).digest("hex")],
    );
    apps.set(way, app);
  }
  const places = await apps.get("API")!.database.query<{ slug: string; fips: CountyFips }>(
    `SELECT slug, county_fips AS fips FROM chapter_membership JOIN chapter ON chapter.id = chapter_id
       WHERE state_code = 'MO' AND until_month IS NULL ORDER BY 1, 2`,
  );
  rows = Array.from({ length: MONTHS }, (_, back) => addMonths(LAST_MONTH, -back)).flatMap((month) =>
    places.map(({ slug, fips }, index) => ({
      chapter: slug,
      county: fips,
      month,
      values: invent(index, month),
    })),
  );
});
afterAll(async () => {
  for (const app of apps.values()) await app.close();
});

/** Numbers that differ from place to place; every fifth row breaks a rule, each time another one. */
function invent(index: number, month: ReportingMonth): Record<string, number | null> {
  const jail = (index * 7 + Number(month.slice(5))) % 11;
  const values: Record<string, number | null> = Object.fromEntries(
    REPORTED_MEASURES.map(({ key }) => [key, 0]),
  );
  Object.assign(values, {
    ENCOUNTERS: jail + 9,
    JAIL_BOOKINGS: jail,
    HOSPITAL_VOLUNTARY: 5,
    HOLDS_ACCEPTED: 4,
  });
  Object.assign(values, {
    HOLDS_REQUESTED: 6,
    SWORN_OFFICERS: 30,
    CIT_CERTIFIED_OFFICERS: 12,
    VETERANS: null,
  });
  if (index % 5 === 0) Object.assign(values, MISTAKES[(index / 5) % MISTAKES.length]);
  return values;
}

const MISTAKES: readonly Record<string, number>[] = [
  { JAIL_BOOKINGS: 99 },
  { HOLDS_REQUESTED: 3 },
  { CIT_CERTIFIED_OFFICERS: 31 },
  { JAIL_BOOKINGS: 99, CIT_CERTIFIED_OFFICERS: 31 },
];

async function sendByApi(app: TestApp, all: readonly Row[]): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const { chapter, county, month, values } of all) {
    const response = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({
        query: `mutation ($input: SubmitReportInput!) { submitReport(input: $input) { receipt { version } userErrors { code severity path message fix } } }`,
        variables: {
          input: {
            report: { state: "MO", chapter, county, month },
            version: 0,
            idempotencyKey: randomUUID(),
            values: Object.entries(values).map(([measure, value]) => ({ measure, value })),
          },
        },
      }),
    });
    const body = (await response.json()) as {
      data: { submitReport: { receipt: unknown; userErrors: readonly Problem[] } };
    };
    const { receipt, userErrors } = body.data.submitReport;
    const problems = userErrors.map(({ path, ...rest }) => ({
      ...rest,
      path: path.replace(/^input\.(?:report\.)?/, ""),
    }));
    sent.push({ chapter, county, month, outcome: receipt === null ? "REFUSED" : "NEW", problems });
  }
  return sent;
}

interface UploadAnswer {
  readonly problems: readonly Problem[];
  readonly reports: readonly (Sent & { readonly row: string; readonly changes: readonly unknown[] })[];
  readonly errors?: readonly { readonly extensions: { readonly problems: readonly Problem[] } }[];
}

async function upload(
  app: TestApp,
  bytes: Uint8Array,
  { dryRun = false, reason = "", key = randomUUID() } = {},
): Promise<UploadAnswer> {
  const query = new URLSearchParams({
    state: "MO",
    chapter: "",
    dryRun: String(dryRun),
    ...(reason === "" ? {} : { reason }),
  });
  const response = await fetch(`${app.url}/reports/import?${String(query)}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${TOKEN}`,
      "idempotency-key": key,
      "content-type": "application/octet-stream",
    },
    body: bytes,
  });
  return (await response.json()) as UploadAnswer;
}

async function fileOf(
  format: "CSV" | "XLSX",
  all: readonly Row[],
  version = 0,
): Promise<readonly Uint8Array[]> {
  const chapters = [...new Set(all.map(({ chapter }) => chapter))];
  return Promise.all(
    chapters.map((chapterSlug) =>
      writeReportTemplate(format, {
        stateCode: "MO" as StateCode,
        chapterSlug,
        chapterName: chapterSlug,
        rows: all
          .filter(({ chapter }) => chapter === chapterSlug)
          .map(({ county, month, values }) => ({
            county,
            countyName: "",
            month,
            version,
            values,
            isPartial: false,
            isZeroReport: false,
          })),
      }),
    ),
  );
}

async function sendByFile(
  app: TestApp,
  format: "CSV" | "XLSX",
  all: readonly Row[],
): Promise<readonly Sent[]> {
  const answers: Sent[] = [];
  for (const bytes of await fileOf(format, all)) answers.push(...(await upload(app, bytes)).reports);
  return answers;
}

const gist = (sent: readonly Sent[]) =>
  sent
    .map(({ chapter, county, month, outcome, problems }) => ({
      place: `${chapter} ${county} ${month}`,
      outcome,
      problems: problems.map(({ code, severity, path, message, fix }) => ({
        code,
        severity,
        path,
        message,
        fix,
      })),
    }))
    .toSorted((left, right) => (left.place < right.place ? -1 : 1));

/** Everything about the reports but how they came in, when, and which number the database gave a row. */
const FILED = `
  SELECT chapter.slug, report.county_fips, report.month, report.status, report.version, report.first_submitted_on::text,
         revision.number, revision.is_zero_report, revision.is_partial, revision."values", revision.reason, revision.comment
  FROM monthly_report report JOIN chapter ON chapter.id = report.chapter_id
  JOIN report_revision revision ON revision.report_id = report.id ORDER BY 1, 2, 3, revision.number`;

describe("the same reports", () => {
  const answers = new Map<Way, readonly Sent[]>();

  it("are taken by API, CSV and XLSX with the same problems for the same mistakes", async () => {
    answers.set("API", await sendByApi(apps.get("API")!, rows));
    answers.set("CSV", await sendByFile(apps.get("CSV")!, "CSV", rows));
    answers.set("XLSX", await sendByFile(apps.get("XLSX")!, "XLSX", rows));
    const byApi = gist(answers.get("API")!);
    expect(byApi).toHaveLength(rows.length);
    expect(byApi.filter(({ outcome }) => outcome === "REFUSED").length).toBeGreaterThan(rows.length / 6);
    expect(gist(answers.get("CSV")!)).toEqual(byApi);
    expect(gist(answers.get("XLSX")!)).toEqual(byApi);
  }, 600_000);

  it("end as the same rows of the database", async () => {
    const filed = await Promise.all(WAYS.map((way) => apps.get(way)!.database.query(FILED)));
    expect(filed[0]!.length).toBeGreaterThan(rows.length / 2);
    expect(filed[1]).toEqual(filed[0]);
    expect(filed[2]).toEqual(filed[0]);
    if (MONTHS > 1) {
      console.table(
        WAYS.map((way, index) => {
          const sent = answers.get(way)!;
          const refused = sent.filter(({ outcome }) => outcome === "REFUSED").length;
          return { way, sent: sent.length, filed: filed[index]!.length, refused };
        }),
      );
    }
  });
});

describe("a file that is sent again", () => {
  const good = () => rows.filter((_row, index) => index % 5 !== 0 && index < 40);

  it.each(["CSV", "XLSX"] as const)("changes nothing when it says the same: %s", async (format) => {
    const app = apps.get(format)!;
    const before = await app.database.fingerprint();
    for (const bytes of await fileOf(format, good())) {
      const { reports } = await upload(app, bytes, { dryRun: true });
      expect(new Set(reports.map(({ outcome, changes }) => `${outcome} ${String(changes.length)}`))).toEqual(
        new Set(["UNCHANGED 0"]),
      );
    }
    expect(await app.database.fingerprint()).toEqual(before);
  });

  it("shows what would change before anything is saved, and then changes just that", async () => {
    const app = apps.get("CSV")!;
    const [first, ...rest] = good();
    const changed = {
      ...first!,
      values: { ...first!.values, ENCOUNTERS: first!.values["ENCOUNTERS"]! + 1, RESOLVED_ON_SCENE: 1 },
    };
    const [file] = await fileOf(
      "CSV",
      [changed, ...rest.filter(({ chapter }) => chapter === first!.chapter)],
      1,
    );
    const before = await app.database.fingerprint();
    const dry = await upload(app, file!, { dryRun: true });
    expect(await app.database.fingerprint()).toEqual(before);
    const expected = {
      outcome: "CHANGED",
      changes: [
        { what: "ENCOUNTERS", before: first!.values["ENCOUNTERS"], after: changed.values.ENCOUNTERS },
        { what: "RESOLVED_ON_SCENE", before: 0, after: 1 },
      ],
    };
    expect(dry.reports[0]).toMatchObject(expected);
    const key = randomUUID();
    const saved = await upload(app, file!, { key });
    expect(saved.reports[0]).toMatchObject({ ...expected, receipt: { revision: 2 } });
    const again = await upload(app, file!, { key });
    // A retry tells the same story, row by row.
    expect(again.reports.map(({ outcome, changes, problems }) => ({ outcome, changes, problems }))).toEqual(
      saved.reports.map(({ outcome, changes, problems }) => ({ outcome, changes, problems })),
    );
    expect(again.reports[0]).toMatchObject({
      isReplayed: true,
      receipt: (saved.reports[0] as unknown as { receipt: unknown }).receipt,
    });
  });
});

describe("a dry run", () => {
  it("says of every row what filing it then comes to, and writes nothing", async () => {
    const app = apps.get("API")!;
    const month = reportingMonth("2026-07");
    const files = await fileOf(
      "CSV",
      rows.slice(0, 12).map((row) => ({ ...row, month })),
    );
    const tell = async (dryRun: boolean) => {
      const answers: UploadAnswer[] = [];
      for (const file of files) answers.push(await upload(app, file, { dryRun }));
      return answers
        .flatMap(({ reports }) => reports)
        .map(({ row, outcome, changes, problems }) => ({ row, outcome, changes, problems }));
    };
    const outcomes = (told: Awaited<ReturnType<typeof tell>>) => new Set(told.map(({ outcome }) => outcome));
    // The first request notes when the token was used.
    await tell(true);
    const before = await app.database.fingerprint();
    const dry = await tell(true);
    expect(await app.database.fingerprint()).toEqual(before);
    expect(outcomes(dry)).toEqual(new Set(["NEW", "REFUSED"]));
    expect(await tell(false)).toEqual(dry);
    expect(outcomes(await tell(true))).toEqual(new Set(["UNCHANGED", "REFUSED"]));
  });
});

describe("a row with a bad cell", () => {
  const csv = (...lines: readonly string[]) => Buffer.from(lines.join("\n"));
  const keys = REPORTED_MEASURES.map(({ key }) => key);
  const header = ["chapter_slug", "county_fips", "month", ...keys].join(",");
  const line = (chapter: string, county: string, month: string, values: Record<string, number | string>) =>
    [chapter, county, month, ...keys.map((key) => values[key] ?? 0)].join(",");
  const at = (problems: readonly Problem[]) => problems.map(({ code, cell }) => `${code} ${String(cell)}`);
  const columnOf = (key: string) => {
    const index = keys.findIndex((one) => one === key) + 3;
    return `${index < 26 ? "" : "A"}${String.fromCharCode(65 + (index % 26))}`;
  };

  it("is told every rule it breaks that does not depend on the cell, at once", async () => {
    const { chapter, county } = rows[3]!;
    const file = csv(
      header,
      line(chapter, county, "2026-11", { ENCOUNTERS: 2, JAIL_BOOKINGS: "two", VETERANS: 3, FORCE_USED: -1 }),
      line("nowhere", county, "2026-10", { ENCOUNTERS: 2, JAIL_BOOKINGS: 1, VETERANS: 3, FORCE_USED: -1 }),
      line(chapter, "Boone", "2026-10", { ENCOUNTERS: 2, JAIL_BOOKINGS: 1, VETERANS: 3 }),
      line(chapter, county, "soon", { ENCOUNTERS: 2, JAIL_BOOKINGS: 1, VETERANS: 3 }),
    );
    const { reports, problems } = await upload(apps.get("API")!, file, { dryRun: true });
    const [encounters, jail, veterans, force] = ["ENCOUNTERS", "JAIL_BOOKINGS", "VETERANS", "FORCE_USED"].map(
      columnOf,
    );
    expect(reports.map(({ problems: own }) => at(own).sort())).toEqual([
      // The sum is over the cell that cannot be read, so nobody knows whether it is right.
      [`BAD_VALUE ${jail!}2`, `BAD_VALUE ${force!}2`, `EXCEEDS_CEILING ${veterans!}2`, "MONTH_NOT_OVER C2"].sort(),
      [`BAD_VALUE ${force!}3`, `EXCEEDS_CEILING ${veterans!}3`, "NOT_FOUND A3", `SUM_MISMATCH ${encounters!}3`].sort(),
    ]); // prettier-ignore
    expect(at(problems)).toEqual([
      "BAD_FIPS B4",
      `SUM_MISMATCH ${encounters!}4`,
      `EXCEEDS_CEILING ${veterans!}4`,
      "BAD_MONTH C5",
      `EXCEEDS_CEILING ${veterans!}5`,
    ]);
  });
});

describe("the doors for files", () => {
  it.each(["csv", "xlsx"])(
    "give a template made for the chapter, which comes back as it is: %s",
    async (extension) => {
      const app = apps.get("API")!;
      const { chapter } = rows[1]!;
      const response = await fetch(
        `${app.url}/reports/template.${extension}?state=MO&chapter=${chapter}&from=2026-09&until=2026-11`,
        { headers: { authorization: `Bearer ${TOKEN}` } },
      );
      expect(response.status).toBe(200);
      expect(response.headers.get("content-disposition")).toContain(`${chapter}-2026-09.${extension}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const { reports } = await upload(app, bytes, { dryRun: true });
      const outcomes = new Set(reports.map(({ outcome }) => outcome));
      expect(outcomes).toEqual(new Set(MONTHS > 1 ? ["UNCHANGED"] : ["UNCHANGED", "EMPTY"]));
    },
  );

  it("are shut without a token, to another chapter, and to a file that is none", async () => {
    const app = apps.get("API")!;
    const nobody = await fetch(
      `${app.url}/reports/template.csv?state=MO&chapter=linn&from=2026-09&until=2026-10`,
    );
    expect(nobody.status).toBe(401);
    const upload401 = await fetch(`${app.url}/reports/import?state=MO`, { method: "POST", body: "x" });
    expect(upload401.status).toBe(401);
    const stranger = await fetch(
      `${app.url}/reports/template.csv?state=WA&chapter=seattle&from=2026-09&until=2026-10`,
      { headers: { authorization: `Bearer ${TOKEN}` } },
    );
    expect(stranger.status).toBe(400);
    expect(await stranger.json()).toMatchObject({
      errors: [{ extensions: { problems: [{ code: "NOT_FOUND" }] } }],
    });
    const { errors } = await upload(app, new TextEncoder().encode("%PDF-1.7 nothing"));
    expect(errors?.[0]?.extensions.problems).toHaveLength(1);
  });

  const send = (
    app: TestApp,
    query: string,
    headers: Record<string, string> = { "idempotency-key": "strict" },
  ) =>
    fetch(`${app.url}/reports/import?${query}`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "text/csv", ...headers },
      body: "county_fips,month,ENCOUNTERS,JAIL_BOOKINGS\n29115,2026-10,1,1\n",
    });

  it.each([
    ["another spelling of a dry run", "state=MO&chapter=linn&dryRun=1", "BAD_VALUE query.dryRun"],
    ["a dry run in capital letters", "state=MO&chapter=linn&dryRun=TRUE", "BAD_VALUE query.dryRun"],
    ["a dry run that is misspelled", "state=MO&chapter=linn&dryrun=true", "BAD_VALUE query.dryrun"],
    ["a parameter given twice", "state=MO&chapter=linn&reason=a&reason=b", "DUPLICATE query.reason"],
    ["a character that no text holds", "state=MO&chapter=linn&reason=%00", "BAD_VALUE query.reason"],
    ["no state", "chapter=linn", "MISSING_VALUE query.state"],
  ])("write nothing for %s", async (_what, query, expected) => {
    const app = apps.get("API")!;
    const before = await app.database.fingerprint();
    const response = await send(app, query);
    const { errors } = (await response.json()) as UploadAnswer;
    expect([
      response.status,
      errors?.[0]?.extensions.problems
        .filter(({ path }) => path.startsWith("query."))
        .map(({ code, path }) => `${code} ${path}`),
    ]).toEqual([400, [expected]]);
    expect(await app.database.fingerprint()).toEqual(before);
  });

  it.each([
    ["in a form, as curl -F sends it", "multipart/form-data; boundary=x", '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\ncounty_fips,month\r\n--x--', "headers.content-type"],
    ["without the ends of its lines, as curl -d sends it", "application/x-www-form-urlencoded", "county_fips,month,ENCOUNTERS29115,2026-10,1", "body"],
  ])("say how to send a file that comes %s", async (_how, type, body, path) => {
    const app = apps.get("API")!;
    const before = await app.database.fingerprint();
    const response = await fetch(`${app.url}/reports/import?chapter=linn`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "idempotency-key": "form", "content-type": type },
      body,
    });
    const { errors } = (await response.json()) as UploadAnswer;
    const problems = errors?.[0]?.extensions.problems ?? [];
    expect([response.status, problems.map((one) => `${one.code} ${one.path}`)]).toEqual([
      400,
      ["MISSING_VALUE query.state", `UNREADABLE_FILE ${path}`],
    ]);
    expect(problems[1]?.fix).toContain("--data-binary @");
    expect(await app.database.fingerprint()).toEqual(before);
  }); // prettier-ignore

  it("take a file that comes under the name of a form and is none, as curl --data-binary sends it", async () => {
    const [bytes = new Uint8Array()] = await fileOf("XLSX", [rows[1]!]);
    for (const body of [bytes, Buffer.from("county_fips,month,ENCOUNTERS\r29115,2026-10,1\r")]) {
      const response = await fetch(
        `${apps.get("API")!.url}/reports/import?state=MO&chapter=linn&dryRun=true`,
        {
          method: "POST",
          headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/x-www-form-urlencoded" },
          body,
        },
      );
      expect(response.status).toBe(200);
      expect(((await response.json()) as UploadAnswer).reports).toHaveLength(1);
    }
  });

  it.each<Record<string, string>>([{}, { "idempotency-key": " " }, { "idempotency-key": "x".repeat(201) }])(
    "take no upload with a key such as %j",
    async (headers) => {
      expect((await send(apps.get("API")!, "state=MO&chapter=linn", headers)).status).toBe(400);
    },
  );

  it("keep what a file does not say: the comment and the mark of a part of the month", async () => {
    const app = apps.get("API")!;
    const { chapter, county } = rows[2]!;
    const month = "2026-09";
    const values = Object.entries(rows[2]!.values).map(([measure, value]) => ({ measure, value }));
    const sent = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({
        query:
          "mutation ($input: SubmitReportInput!) { submitReport(input: $input) { receipt { revision } } }",
        variables: {
          input: {
            report: { state: "MO", chapter, county, month },
            version: 0,
            idempotencyKey: randomUUID(),
            values,
            partial: true,
            comment: "Only the first half was counted.",
          },
        },
      }),
    });
    expect(await sent.json()).toMatchObject({ data: { submitReport: { receipt: { revision: 1 } } } });
    const jail = String(rows[2]!.values["JAIL_BOOKINGS"]);
    const same = `chapter_slug,county_fips,month,JAIL_BOOKINGS\n${chapter},${county},${month},${jail}\n`;
    expect((await upload(app, Buffer.from(same))).reports).toMatchObject([
      { outcome: "UNCHANGED", changes: [] },
    ]);
    const commented = `chapter_slug,county_fips,month,JAIL_BOOKINGS,comment\n${chapter},${county},${month},,All of it was counted.\n`;
    expect((await upload(app, Buffer.from(commented))).reports).toMatchObject([
      {
        outcome: "CHANGED",
        changes: [
          { what: "comment", before: "Only the first half was counted.", after: "All of it was counted." },
        ],
      },
    ]);
  });

  it("take nothing larger than five megabytes", async () => {
    const app = apps.get("API")!;
    const response = await fetch(`${app.url}/reports/import?state=MO`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "idempotency-key": "large", "content-type": "text/csv" },
      body: Buffer.alloc(5 * 1024 * 1024 + 1, "x"),
    });
    expect(response.status).toBe(413);
  });
});
