// The invariants in prisma/checks: each counts 0 on good data, and counts a violation that is planted.

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";

const DIRECTORY = join(process.cwd(), "prisma/checks");
const CHECKS = readdirSync(DIRECTORY).sort();

const ACCEPTED = "(SELECT min(id) FROM monthly_report WHERE status = 'ACCEPTED' AND is_demonstration)";
const DERIVED = "(SELECT min(id) FROM monthly_report WHERE NOT is_demonstration)";

/** Writes a revision of a report past the guard that keeps revisions as they are. */
function rewriting(report: string, change: string): string {
  return `ALTER TABLE report_revision DISABLE TRIGGER report_revision_immutable;
    UPDATE report_revision SET ${change} WHERE id = (SELECT accepted_revision_id FROM monthly_report WHERE id = ${report})`;
}

const RETURNED = "(SELECT min(id) FROM monthly_report WHERE status = 'RETURNED')";
const SUBMITTED = "(SELECT min(id) FROM monthly_report WHERE status = 'SUBMITTED')";

/** A step of a report's life, of the account 1. */
function step(report: string, action: string, before: string, after: string, revision: number): string {
  return `INSERT INTO report_event (report_id, action, status_before, status_after, revision, comment, at, by)
    VALUES (${report}, '${action}', ${before}, '${after}', ${String(revision)}, 'Planted.', now(), 1)`;
}

/** A revision that the account 1 sent. */
function sent(report: string, number: number, acceptedAt = "NULL"): string {
  return `INSERT INTO report_revision (report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_by, submitted_at, accepted_at)
    VALUES (${report}, ${String(number)}, 'ENTERED', false, false, '{}', 'Planted.', 1, timestamptz '2026-11-20', ${acceptedAt})`;
}

const REAL_ACCOUNT = "INSERT INTO account (id, display_name) VALUES (9999, 'Somebody real')";

/** Check → ways to break it; each makes exactly the violations given. */
const PLANTED: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  "acceptance-has-its-step.sql": [
    // A step says so, and the revision knows nothing of it.
    [step(SUBMITTED, "ACCEPT", "'SUBMITTED'", "ACCEPTED", 1), 1],
    // Accepted without anybody's doing.
    [sent(RETURNED, 2, "now()"), 1],
    // Another revision of the report was.
    [`${sent(RETURNED, 2, "now()")}; ${step(RETURNED, "ACCEPT", "'SUBMITTED'", "ACCEPTED", 3)}`, 1],
    [`${sent(RETURNED, 2, "now()")}; ${step(RETURNED, "ACCEPT", "'SUBMITTED'", "ACCEPTED", 2)}`, 0],
  ],
  "accepted-report-has-figures.sql": [
    [`UPDATE monthly_report SET accepted_revision_id = NULL WHERE id = ${ACCEPTED}`, 1],
    // A later revision was accepted, and the earlier one is still the figure of record.
    [
      `INSERT INTO report_revision (report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_at, accepted_at)
       SELECT report_id, 99, origin, false, is_partial, "values", 'Planted.', submitted_at, accepted_at
       FROM report_revision WHERE report_id = ${ACCEPTED} AND number = 1`,
      1,
    ],
    // Accepted in name only.
    ["UPDATE monthly_report SET status = 'ACCEPTED' WHERE id = (SELECT min(id) FROM monthly_report WHERE status = 'RETURNED')", 1],
  ],
  "accepted-revision-is-the-reports-own.sql": [
    [
      `ALTER TABLE monthly_report DISABLE TRIGGER monthly_report_record_is_accepted;
       UPDATE monthly_report SET accepted_revision_id = NULL WHERE id = ${ACCEPTED};
       UPDATE monthly_report SET accepted_revision_id =
         (SELECT min(id) FROM report_revision WHERE accepted_at IS NOT NULL AND report_id = ${ACCEPTED})
       WHERE id = (SELECT min(id) FROM monthly_report WHERE status = 'RETURNED')`,
      1,
    ],
    [rewriting(ACCEPTED, "accepted_at = NULL"), 1],
  ],
  "county-has-one-chapter.sql": [
    [
      `INSERT INTO chapter_membership
       SELECT DISTINCT (SELECT id FROM chapter WHERE slug = 'barry'), county_fips, '2020-01', NULL, 'Southwest', 'planted'
       FROM chapter_membership WHERE county_fips IN ('29510', '29035')`,
      // St. Louis city since ever; Carter County since 2019-10, when it changed chapter.
      2,
    ],
    ["UPDATE chapter_membership SET until_month = '2019-11' WHERE county_fips = '29035' AND until_month = '2019-10'", 1],
    ["INSERT INTO chapter_membership SELECT chapter_id, county_fips, '2030-01', NULL, region, source FROM chapter_membership WHERE county_fips = '29510'", 1],
  ],
  "demonstration-and-real-never-mix.sql": [
    [`UPDATE monthly_report SET is_demonstration = false WHERE id = (SELECT min(id) FROM monthly_report WHERE status = 'RETURNED')`, 1],
    [`UPDATE monthly_report SET is_demonstration = true WHERE id = ${DERIVED}`, 1],
    [rewriting(ACCEPTED, "origin = 'DERIVED'"), 1],
    // A demonstration user filed it: marked, and sent by somebody.
    [sent(RETURNED, 2), 0],
    // Somebody real did, kept a draft, or judged it.
    [`${REAL_ACCOUNT}; ${sent(RETURNED, 2).replace("'Planted.', 1,", "'Planted.', 9999,")}`, 1],
    [`${REAL_ACCOUNT}; INSERT INTO report_draft VALUES (${RETURNED}, '{}', false, NULL, now(), 9999)`, 1],
    [`${REAL_ACCOUNT}; ${step(SUBMITTED, "ACCEPT", "'SUBMITTED'", "ACCEPTED", 1).replace("now(), 1", "now(), 9999")}`, 1],
    // A demonstration user corrected what is real.
    [sent(DERIVED, 2), 1],
  ],
  "derived-report-counts-its-encounters.sql": [
    ["DELETE FROM encounter WHERE id = (SELECT min(id) FROM encounter)", 1],
    // One that stays in its chapter and county, and leaves one month for another.
    ["UPDATE encounter SET occurred_on = '2015-06-01' WHERE id = (SELECT min(id) FROM encounter WHERE occurred_on < '2015-06-01')", 2],
    [rewriting(DERIVED, `"values" = "values" || '{"ENCOUNTERS": 999999}'`), 1],
    // Encounters are on file and the report says nothing.
    [rewriting(DERIVED, `"values" = '{}'`), 1],
    // None are left and the report says zero.
    [
      `DELETE FROM encounter WHERE to_char(occurred_on, 'YYYY-MM') = (SELECT month FROM monthly_report WHERE id = ${DERIVED});
       ${rewriting(DERIVED, `"values" = "values" || '{"ENCOUNTERS": 0}'`)}`,
      1,
    ],
  ],
  "dispositions-sum-to-encounters.sql": [
    [rewriting(ACCEPTED, `"values" = jsonb_set("values", '{DECLINED}', to_jsonb(("values" ->> 'DECLINED')::int + 1))`), 1],
    [rewriting(ACCEPTED, `"values" = "values" - 'ENCOUNTERS'`), 1],
  ],
  "grant-is-inside-its-state.sql": [
    ["UPDATE role_grant SET state_code = 'WA' WHERE role = 'COORDINATOR'", 1],
    ["UPDATE role_grant SET role = 'LIAISON', county_fips = '53033' WHERE id = (SELECT min(id) FROM role_grant WHERE role = 'ANALYST' AND state_code = 'MO')", 1],
  ],
  "draft-has-its-place.sql": [
    [`INSERT INTO report_draft VALUES (${SUBMITTED}, '{}', false, NULL, now(), 1)`, 1],
    [`INSERT INTO report_draft VALUES (${ACCEPTED}, '{}', false, NULL, now(), 1)`, 1],
    [`INSERT INTO report_draft VALUES (${RETURNED}, '{}', false, NULL, now(), 1)`, 0],
    // A draft in name only, and one that has been submitted.
    [`UPDATE monthly_report SET status = 'DRAFT', first_submitted_on = NULL WHERE id = ${RETURNED}`, 1],
    [
      `INSERT INTO report_draft VALUES (${RETURNED}, '{}', false, NULL, now(), 1);
       UPDATE monthly_report SET status = 'DRAFT', first_submitted_on = NULL WHERE id = ${RETURNED}`,
      1,
    ],
    // Submitted in name only.
    [
      `INSERT INTO monthly_report (chapter_id, county_fips, month, status, first_submitted_on)
       SELECT chapter_id, county_fips, '2031-01', 'SUBMITTED', now() FROM monthly_report WHERE id = ${ACCEPTED}`,
      1,
    ],
  ],
  "published-is-what-was-built.sql": [
    // Shown, and never built.
    [
      `INSERT INTO published.release (state_code, number, kind, published_at, as_of, from_month, until_month, sets_from, sets_until,
         policy, gates, roster, is_demonstration, content_sha256)
       VALUES ('MO', 1, 'REGULAR', now(), now(), '2026-01', '2026-02', '2026-01', '2026-02', '{}', '{}', '{}', true, repeat('a', 64));
       INSERT INTO published.cell (state_code, release, cell, status, value, expected, counted)
       VALUES ('MO', 1, 'STATE:MO|2026-01|ENCOUNTERS', 'REPORTED', 40, 1, 1);
       INSERT INTO published.county_month (state_code, release, county_fips, month, chapter_slug, region, marks)
       VALUES ('MO', 1, '29077', '2026-01', 'greene', 'Southwest', 3);
       INSERT INTO published.correction (state_code, release, cell, status_before, value_before, status_after, value_after)
       VALUES ('MO', 1, 'STATE:MO|2026-01|ENCOUNTERS', 'REPORTED', 40, 'REPORTED', 60)`,
      3,
    ],
  ],
  "revision-numbers-have-no-gaps.sql": [
    [sent(SUBMITTED, 9), 1],
    [sent(SUBMITTED, 2), 0],
    [
      `ALTER TABLE report_revision DISABLE TRIGGER report_revision_immutable;
       UPDATE report_revision SET number = 2, reason = 'Planted.' WHERE report_id = ${SUBMITTED}`,
      1,
    ],
  ],
  "status-follows-from-the-steps.sql": [
    [step(RETURNED, "SUBMIT", "NULL", "SUBMITTED", 1), 1],
    [step(RETURNED, "RETURN", "'SUBMITTED'", "RETURNED", 1), 0],
    [`${step(RETURNED, "SUBMIT", "NULL", "SUBMITTED", 1)}; ${step(RETURNED, "RETURN", "'SUBMITTED'", "RETURNED", 1)}`, 0],
    // A step between the two is missing.
    [`${step(RETURNED, "SAVE", "NULL", "DRAFT", 1)}; ${step(RETURNED, "RETURN", "'SUBMITTED'", "RETURNED", 1)}`, 1],
    // Begun twice.
    [`${step(SUBMITTED, "SUBMIT", "NULL", "SUBMITTED", 1)}; ${step(SUBMITTED, "SUBMIT", "NULL", "SUBMITTED", 1)}`, 1],
    [step(ACCEPTED, "REOPEN", "'ACCEPTED'", "REOPENED", 1), 1],
  ],
  "submission-has-its-step.sql": [
    // Sent, and no step says so; by somebody else; twice.
    [sent(RETURNED, 2), 1],
    [`${sent(RETURNED, 2)}; ${step(RETURNED, "SUBMIT", "'RETURNED'", "SUBMITTED", 2)}`, 0],
    [`${sent(RETURNED, 2)}; ${step(RETURNED, "SUBMIT", "'RETURNED'", "SUBMITTED", 2).replace("now(), 1", "now(), 2")}`, 1],
    [`${sent(RETURNED, 2)}; ${step(RETURNED, "SUBMIT", "'RETURNED'", "SUBMITTED", 2)}; ${step(RETURNED, "SUBMIT", "'SUBMITTED'", "SUBMITTED", 2)}`, 1],
    // Of a revision that is not there.
    [step(RETURNED, "SUBMIT", "'RETURNED'", "SUBMITTED", 2), 1],
    [step(SUBMITTED, "RETURN", "'SUBMITTED'", "RETURNED", 7), 1],
  ],
  "report-is-inside-the-roster.sql": [
    ["UPDATE chapter_membership SET until_month = '2019-04' WHERE county_fips = '53033'", 1],
    [`UPDATE monthly_report SET county_fips = '01001' WHERE id = ${ACCEPTED}`, 1],
    [`UPDATE monthly_report SET month = '2013-12' WHERE id = ${ACCEPTED}`, 1],
  ],
}; // prettier-ignore

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
});
afterAll(() => database.drop());

/** Counts the violations after a fault is planted, and takes it out again. */
async function violationsAfter(check: string, fault: string): Promise<number> {
  let violations = Number.NaN;
  const undone = database.prisma.$transaction(async (transaction) => {
    for (const statement of fault.split(";")) await transaction.$executeRawUnsafe(statement);
    const rows = await transaction.$queryRawUnsafe<{ violations: number }[]>(sqlOf(check));
    violations = rows[0]!.violations;
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  return violations;
}

function sqlOf(check: string): string {
  return readFileSync(join(DIRECTORY, check), "utf8");
}

describe("the checks of the database", () => {
  it("are all here, each with at least one violation planted", () => {
    expect(Object.keys(PLANTED).sort()).toEqual(CHECKS);
    expect(Object.values(PLANTED).filter((faults) => faults.length === 0)).toEqual([]);
  });

  it.each(CHECKS)("open with a sentence that says the rule: %s", (check) => {
    expect(sqlOf(check)).toMatch(/^-- [A-Z].*\.\n(?:-- |SELECT)|^-- [A-Z].*\n-- .*\.\nSELECT/);
  });
});

describe("good data", () => {
  afterEach(async () => {
    // Nothing that was planted may stay.
    expect(await violationsAfter("demonstration-and-real-never-mix.sql", "SELECT 1")).toBe(0);
  });

  it.each(CHECKS)("has no violation of %s", async (check) => {
    expect(await database.query(sqlOf(check))).toEqual([{ violations: 0 }]);
  });
});

describe("planted violations are counted by", () => {
  it.each(CHECKS)("%s", async (check) => {
    for (const [fault, violations] of PLANTED[check] ?? []) {
      expect([fault, await violationsAfter(check, fault)]).toEqual([fault, violations]);
    }
  });
});
