// Revisions held against the audit log: whatever somebody with access to the database does to them past the triggers is found,
// and named. The chain of the log itself is tried in audit.test.ts.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Viewer } from "../domain/access/viewer.js";
import type { CountyFips } from "../domain/geography.js";
import type { ReportCommand } from "../domain/reporting/act-on-report.js";
import { reportingMonth } from "../domain/reporting-month.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { auditStore } from "../store/audit-store.js";
import type { PrismaClient } from "../store/generated/client.js";
import { recordedRevisionStore } from "../store/recorded-revision-store.js";
import { demonstrationTokens, testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { GENESIS_SHA256, sealOf } from "./audit.js";
import type { AuditEntry, RecordedRevisionReader } from "./ports.js";
import type { ReportRef } from "./report-place.js";
import { verifyAudit } from "./verify-audit.js";

let database: TestDatabase;
let platform: Platform;
let report: ReportRef;
/** Row of the report. */
let reportId: number;
/** What is on file of it: the invented revision, one that was accepted, and one that was returned. */
let invented: number, accepted: number, returned: number;

beforeAll(async () => {
  database = await copyDatabase("demonstration");
  platform = assemblePlatform(database, testNow);
  const [row] = await database.query<{ id: number; county: CountyFips }>(
    `SELECT report.id, report.county_fips AS county FROM monthly_report report JOIN chapter ON chapter.id = chapter_id
     WHERE slug = 'saints-avenue' AND month = '2026-09' AND status = 'ACCEPTED' ORDER BY 1 LIMIT 1`,
  );
  if (row === undefined) throw new Error("The demonstration has no such report.");
  reportId = row.id;
  const month = reportingMonth("2026-09");
  report = { state: "MO", chapter: "saints-avenue", county: row.county, month };
  await send("A correction.");
  await judge({ action: "ACCEPT", comment: null });
  await send("Another one.");
  await judge({ action: "RETURN", comment: "Please look again." });
  [invented = 0, accepted = 0, returned = 0] = (
    await database.query<{ number: number }>(
      "SELECT number FROM report_revision WHERE report_id = $1 ORDER BY 1 DESC LIMIT 3",
      [reportId],
    )
  )
    .map(({ number }) => number)
    .reverse();
});
afterAll(() => database.drop());

async function act(asker: "coordinator" | "reviewer", command: (values: object) => ReportCommand) {
  const viewer: Viewer | null = await platform.useCases.identifyViewer(demonstrationTokens()[asker]);
  if (viewer === null) throw new Error(`The ${asker} is not known.`);
  const { problems, receipt } = await platform.useCases.changeReport(viewer, {
    ref: report,
    version: null,
    idempotencyKey: crypto.randomUUID(),
    operation: "a test",
    body: null,
    command: (onFile) => command(onFile === "UNKNOWN" ? {} : (onFile?.revisions.at(-1)?.values ?? {})),
    action: command({}).action,
    faults: [],
    isZeroReport: false,
  });
  if (receipt === null) throw new Error(JSON.stringify(problems));
}

function send(comment: string) {
  const filing = { isPartial: false, isZeroReport: false, comment };
  return act("coordinator", (values) => ({
    action: "SUBMIT",
    filing: { ...filing, values: { ...values } },
    origin: "ENTERED",
    reason: "A slip of the pen.",
  }));
}

function judge(command: ReportCommand) {
  return act("reviewer", () => command);
}

/** What verifying says after something was done with the triggers off, which is then taken back. */
async function afterSql(sql: string): Promise<readonly string[]> {
  let said: readonly string[] = [];
  const undone = database.prisma.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe("SET CONSTRAINTS ALL DEFERRED");
    for (const table of ["report_revision", "monthly_report", "report_event"])
      await transaction.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    for (const statement of sql.split(";")) await transaction.$executeRawUnsafe(statement);
    const client = transaction as PrismaClient;
    const ports = { audit: auditStore(client), revisions: recordedRevisionStore(client) };
    const { problems } = await verifyAudit(ports)([]);
    said = problems.map(({ path, message }) => `${path}: ${message}`);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  return said;
}

const revision = (number: number) => `report_id = ${String(reportId)} AND number = ${String(number)}`;
const rowOf = (number: number) => `(SELECT id FROM report_revision WHERE ${revision(number)})`;
const named = (number: number) =>
  `report MO/saints-avenue/${report.county}/2026-09, revision ${String(number)}: The revision`;

/** Number of the last entry of that action. */
async function numberOf(action: string): Promise<string> {
  const sql = "SELECT max(number) AS number FROM audit_entry WHERE action = $1";
  const [row] = await database.query<{ number: number }>(sql, [action]);
  return String(row?.number);
}

describe("a good database", () => {
  it("is found good, with what was entered, derived and invented", async () => {
    const { problems, entries } = await platform.verifyAudit([]);
    expect(problems).toEqual([]);
    const counts = await database.query(
      "SELECT origin::text, count(*) > 0 AS there FROM report_revision GROUP BY 1 ORDER BY 1",
    );
    expect(counts).toEqual([
      { origin: "DEMONSTRATION", there: true },
      { origin: "DERIVED", there: true },
      { origin: "ENTERED", there: true },
    ]);
    // One for what was invented, one for the import, four for the acts above.
    expect(entries).toBe(6);
  });
});

describe("a revision that somebody submitted", () => {
  it.each([
    ["a value", `"values" = "values" || '{"JAIL_BOOKINGS": 77}'`],
    ["a value that is taken away", `"values" = "values" - 'JAIL_BOOKINGS'`],
    ["the comment", "comment = 'Something else.'"],
    ["the mark of a partial month", "is_partial = NOT is_partial"],
  ])("is found changed by %s", async (_what, change) => {
    expect(await afterSql(`UPDATE report_revision SET ${change} WHERE ${revision(accepted)}`)).toEqual([
      expect.stringContaining(`${named(accepted)} does not say what was submitted, by the hash in entry `),
    ]);
  });

  it("is found to have another sender, or another instant", async () => {
    const entryNumber = await numberOf("report:submit");
    for (const change of [
      "submitted_by = submitted_by + 1",
      "submitted_at = submitted_at - interval '1 s'",
    ]) {
      expect(await afterSql(`UPDATE report_revision SET ${change} WHERE ${revision(returned)}`)).toEqual([
        `${named(returned)} was not sent by the account or at the instant that is recorded by entry ${entryNumber} of the log.`,
      ]);
    }
  });

  it("is found gone, alone or with its whole report", async () => {
    expect(await afterSql(`DELETE FROM report_revision WHERE ${revision(returned)}`)).toEqual([
      `${named(returned)} is gone, and was recorded by entry ${await numberOf("report:submit")} of the log.`,
    ]);
    const whole = await afterSql(
      `DELETE FROM report_event WHERE report_id = ${String(reportId)};
       UPDATE monthly_report SET accepted_revision_id = NULL WHERE id = ${String(reportId)};
       DELETE FROM report_revision WHERE report_id = ${String(reportId)};
       DELETE FROM monthly_report WHERE id = ${String(reportId)}`,
    );
    expect(whole).toEqual([
      expect.stringContaining(`${named(accepted)} is gone`),
      expect.stringContaining(`${named(returned)} is gone`),
      expect.stringContaining("audit_entry 1: Of the "),
    ]);
  });

  it("is found when it was planted", async () => {
    const planted = returned + 1;
    expect(
      await afterSql(
        `INSERT INTO report_revision (report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_by, submitted_at)
         SELECT report_id, ${String(planted)}, origin, is_zero_report, is_partial, "values", reason, submitted_by, submitted_at
         FROM report_revision WHERE ${revision(returned)}`,
      ),
    ).toEqual([`${named(planted)} is on file, and no entry of the log records it.`]);
  });
});

describe("an acceptance", () => {
  it("is found swapped for an earlier one, or taken away", async () => {
    const back = `UPDATE monthly_report SET accepted_revision_id = ${rowOf(invented)} WHERE id = ${String(reportId)}`;
    const passedOver = `${named(accepted)} was accepted last, and is not the figure of record.`;
    expect(await afterSql(back)).toEqual([passedOver]);
    const unsaid = `${named(accepted)} was not accepted at the instant that is recorded by entry ${await numberOf("report:accept")} of the log.`;
    expect(
      await afterSql(`${back}; UPDATE report_revision SET accepted_at = NULL WHERE ${revision(accepted)}`),
    ).toEqual([unsaid]);
  });

  it("is found missing where a revision is made the figure of record without one", async () => {
    const unreviewed = `UPDATE monthly_report SET accepted_revision_id = ${rowOf(returned)} WHERE id = ${String(reportId)}`;
    expect(await afterSql(unreviewed)).toEqual([
      `${named(accepted)} was accepted last, and is not the figure of record.`,
      `${named(returned)} is the figure of record, and was never accepted.`,
    ]);
    const strange = `(SELECT max(id) FROM report_revision WHERE accepted_at IS NOT NULL AND origin = 'DERIVED')`;
    const borrowed = await afterSql(
      `UPDATE monthly_report SET accepted_revision_id = NULL WHERE accepted_revision_id = ${strange};
       UPDATE monthly_report SET accepted_revision_id = ${strange} WHERE id = ${String(reportId)}`,
    );
    expect(borrowed).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^report WA\/seattle\/.* is the figure of record of another report\.$/),
      ]),
    );
  });

  it("is found given to a revision that was returned", async () => {
    const forward = `UPDATE report_revision SET accepted_at = submitted_at WHERE ${revision(returned)};
      UPDATE monthly_report SET accepted_revision_id = ${rowOf(returned)} WHERE id = ${String(reportId)}`;
    const planted = `${named(returned)} is accepted on file, and no entry of the log says so.`;
    expect(await afterSql(forward)).toEqual([planted]);
    expect(
      await afterSql(`${forward}; UPDATE report_revision SET accepted_at = NULL WHERE ${revision(accepted)}`),
    ).toEqual([expect.stringContaining(`${named(accepted)} was not accepted`), planted]);
  });
});

describe("a revision that nobody sent", () => {
  const DERIVED = "origin = 'DERIVED'";

  it.each([
    ["a value of an invented one", `UPDATE report_revision SET "values" = '{}' WHERE id = (SELECT min(id) FROM report_revision)`, "state MO"],
    ["a value of a derived one", `UPDATE report_revision SET "values" = "values" || '{"ENCOUNTERS": 999}' WHERE id = (SELECT max(id) FROM report_revision WHERE ${DERIVED})`, "chapter WA/seattle"],
    ["its acceptance", `UPDATE report_revision SET accepted_at = accepted_at + interval '1 s' WHERE id = (SELECT max(id) FROM report_revision WHERE ${DERIVED})`, "chapter WA/seattle"],
    ["the mark of the demonstration", "UPDATE monthly_report SET is_demonstration = false WHERE id = (SELECT min(report_id) FROM report_revision)", "state MO"],
    ["its month", `UPDATE monthly_report SET month = '2001-01' WHERE id = (SELECT max(report_id) FROM report_revision WHERE ${DERIVED})`, "chapter WA/seattle"],
  ])("is found changed in its batch by %s", async (_what, sql, subject) => {
    const [said = "", ...rest] = await afterSql(sql);
    expect(rest).toEqual([]);
    expect(said).toMatch(/^audit_entry \d: Of the (\d+) revisions .*, \1 are on file, and they do not say what they said/);
    expect(said).toContain(`that the entry records for ${subject},`);
  }); // prettier-ignore

  it("is found gone from its batch", async () => {
    const last = `(SELECT max(id) FROM report_revision WHERE ${DERIVED})`;
    const said = await afterSql(
      `UPDATE monthly_report SET accepted_revision_id = NULL WHERE accepted_revision_id = ${last};
       DELETE FROM report_revision WHERE id = ${last}`,
    );
    const [, of, there] =
      /^audit_entry 2: Of the (\d+) revisions .*\/seattle, (\d+) are/.exec(said[0] ?? "") ?? [];
    expect([said.length, Number(of) - Number(there)]).toEqual([1, 1]);
  });

  it("is found when it was planted, whatever row it takes", async () => {
    for (const row of ["DEFAULT", "-1", "0"]) {
      const planted = returned + 1;
      const said = await afterSql(
        `INSERT INTO report_revision (id, report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_at, accepted_at)
         VALUES (${row}, ${String(reportId)}, ${String(planted)}, 'DEMONSTRATION', false, false, '{"ENCOUNTERS": 0}', 'x', now(), now());
         UPDATE monthly_report SET accepted_revision_id = ${rowOf(planted)} WHERE id = ${String(reportId)}`,
      );
      expect(said).toEqual([`${named(planted)} is on file, and no entry of the log records it.`]);
    }
  });
});

describe("a log that records nonsense", () => {
  it("is read to its end all the same", async () => {
    const forge = (action: string, details: object) =>
      `INSERT INTO audit_entry SELECT max(number) + 1, now(), NULL, '${action}', '${named(1).split(",")[0]!}',
         '${JSON.stringify(details)}', repeat('a', 64), encode(sha256('${action}${JSON.stringify(details)}'), 'hex') FROM audit_entry`;
    const said = await afterSql(
      [
        forge("report:submit", { revision: 1e300, contentSha256: 7 }),
        forge("report:submit", { revision: "one" }),
        forge("report:derive", { rows: [["a", "b"], 5, [7], [9, 8], [1e300, 1e301]] }),
        forge("report:derive", { rows: "all" }),
      ].join(";"),
    );
    // Each breaks the chain in two ways, and none hides anything.
    expect(said.filter((one) => one.startsWith("audit_entry"))).toHaveLength(8);
    expect(said).toHaveLength(8);
  });
});

describe("a long log", () => {
  it("is held against what is on file a page at a time", async () => {
    const LENGTH = 5_500;
    const asked: number[] = [];
    let last: AuditEntry | null = null;
    const next = (): AuditEntry => {
      const number: number = (last?.number ?? 0) + 1;
      const unsealed = {
        number,
        at: testNow(),
        accountId: 1,
        action: "report:submit",
        subject: "report MO/linn/29115/2026-03",
        details: { revision: number, contentSha256: "" },
        previousSha256: last?.sha256 ?? GENESIS_SHA256,
      };
      last = { ...unsealed, sha256: sealOf(unsealed) };
      return last;
    };
    const revisions: RecordedRevisionReader = {
      madeRevisions: () => Promise.resolve([]),
      revisionsNamed: (names) => {
        asked.push(names.length);
        return Promise.resolve(names.map(() => null));
      },
      unrecorded: () => Promise.resolve([]),
    };
    const audit = {
      entriesAfter: (after: number, most: number) =>
        Promise.resolve(Array.from({ length: Math.min(most, LENGTH - after) }, next)),
    };
    const { problems, entries } = await verifyAudit({ audit, revisions })([]);
    expect([entries, problems.length, Math.max(...asked)]).toEqual([LENGTH, LENGTH, 1_000]);
    expect(asked.reduce((sum, many) => sum + many, 0)).toBe(LENGTH);
  });
});

describe("after all of this", () => {
  it("the database is as it was", async () => {
    expect((await platform.verifyAudit([])).problems).toEqual([]);
  });
});
