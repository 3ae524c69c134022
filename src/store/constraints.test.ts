// What the database itself refuses, whoever writes: the CHECK constraints of the migrations and the immutability of
// revisions.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { REPORT_ACTIONS, REPORT_STATUSES, statusAfter } from "../domain/reporting/report-status.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  // What the demonstration has none of, so that there is a row to change.
  for (const sql of [eventWith(), auditWith(), keyWith(), draftWith(), overrideWith()])
    await database.query(sql);
});
afterAll(() => database.drop());

/** A mail that waits, with some of its columns given another value. */
function mailWith(change: Readonly<Record<string, string>>): string {
  const columns = {
    kind: "'OVERDUE'",
    recipient: "'anna@example.org'",
    dedupe_key: "'key'",
    subject: "'A subject'",
    text: "'A text'",
    created_at: "now()",
    next_attempt_at: "now()",
    ...change,
  };
  return `INSERT INTO outbox_message (${Object.keys(columns).join(", ")}) VALUES (${Object.values(columns).join(", ")})`;
}

/** A further revision of some report, with one of its columns given another value. */
function revisionWith(change: Partial<Record<string, string>>): string {
  const columns = {
    report_id: "min(id)",
    number: "9",
    origin: "'DERIVED'::revision_origin",
    is_zero_report: "false",
    is_partial: "false",
    values: `'{"ENCOUNTERS": 3}'::jsonb`,
    reason: "'A correction.'",
    submitted_at: "timestamptz '2026-01-02'",
    accepted_at: "timestamptz '2026-01-03'",
    ...change,
  };
  const names = Object.keys(columns).map((name) => `"${name}"`);
  return `INSERT INTO report_revision (${names.join(", ")}) SELECT ${Object.values(columns).join(", ")} FROM monthly_report`;
}

/** A row of a table, with one of its columns given another value. */
function rowWith(
  table: string,
  usual: Partial<Record<string, string>>,
  change: Partial<Record<string, string>>,
) {
  const columns = { ...usual, ...change };
  const names = Object.keys(columns).map((name) => `"${name}"`);
  return `INSERT INTO ${table} (${names.join(", ")}) VALUES (${Object.values(columns).join(", ")})`;
}

const A_REPORT = "(SELECT max(id) FROM monthly_report WHERE status = 'RETURNED')";

function eventWith(change: Partial<Record<string, string>> = {}): string {
  const usual = { report_id: A_REPORT, action: "'SAVE'", status_before: "NULL", status_after: "'DRAFT'" };
  return rowWith("report_event", { ...usual, comment: "'A word.'", at: "now()" }, change);
}

function draftWith(change: Partial<Record<string, string>> = {}): string {
  const usual = { report_id: A_REPORT, values: `'{"ENCOUNTERS": 3}'`, is_partial: "false" };
  return rowWith("report_draft", { ...usual, saved_at: "now()", saved_by: "1" }, change);
}

function overrideWith(change: Partial<Record<string, string>> = {}): string {
  const usual = { chapter_id: "(SELECT min(id) FROM chapter)", county_fips: "'29009'", month: "'2026-10'" };
  const rest = { until_day: "'2026-12-01'", reason: "'Ill.'", granted_by: "1", granted_at: "now()" };
  return rowWith("lock_override", { ...usual, ...rest }, change);
}

function keyWith(change: Partial<Record<string, string>> = {}): string {
  const usual = { account_id: "1", key: "'a key'", request_sha256: "repeat('a', 64)", answer: "'{}'" };
  return rowWith("idempotency_key", { ...usual, created_at: "now()" }, change);
}

function auditWith(change: Partial<Record<string, string>> = {}): string {
  const usual = { number: "8", at: "now()", action: "'report:submit'", subject: "'report'", details: "'{}'" };
  const seals = { previous_sha256: "repeat('0', 64)", sha256: "repeat('a', 64)" };
  return rowWith("audit_entry", { ...usual, ...seals }, change);
}

const NOT_SHA256 = ["'abc'", "repeat('A', 64)", "repeat('a', 63)", "repeat('a', 65)", "repeat('g', 64)"];

/** Every step that the table of the domain does not know, and every one that it does. */
const STEPS = REPORT_ACTIONS.flatMap((action) =>
  [null, ...REPORT_STATUSES].flatMap((before) =>
    REPORT_STATUSES.map((after) => ({
      isPossible: statusAfter(action, before) === after,
      sql: eventWith({
        action: `'${action}'`,
        status_before: before === null ? "NULL" : `'${before}'`,
        status_after: `'${after}'`,
      }),
    })),
  ),
);

function injuryOf(persons: number): string {
  return `INSERT INTO encounter_injury (encounter_id, party, severity, persons) SELECT min(id), 'SUBJECT', 'MINOR', ${String(persons)} FROM encounter`;
}

function valuesOf(json: string): string {
  return revisionWith({ values: `'${json}'::jsonb` });
}

/** An account of a person, with one of its columns given another value. */
function accountWith(change: Partial<Record<string, string>>): string {
  const columns = { display_name: "'Jo'", email: "'jo@example.org'", ...change };
  return `INSERT INTO account (${Object.keys(columns).join(", ")}) VALUES (${Object.values(columns).join(", ")})`;
}

function refusedWith(change: Partial<Record<string, string>>): string {
  return rowWith("refused_sign_in", { place: "1", times: "1", first_at: "now()", last_at: "now()" }, change);
}

/** A session or an invitation of some account, with one of its columns given another value. */
function leaseIn(table: "session" | "invitation", change: Partial<Record<string, string>>): string {
  const columns = {
    account_id: "min(id)",
    token_sha256: "repeat('a', 64)",
    created_at: "timestamptz '2026-01-01'",
    expires_at: "timestamptz '2026-01-02'",
    ...(table === "session" ? { last_seen_at: "timestamptz '2026-01-01'" } : {}),
    ...change,
  };
  return `INSERT INTO ${table} (${Object.keys(columns).join(", ")}) SELECT ${Object.values(columns).join(", ")} FROM account`;
}

/** A question that is saved, with one of its columns given another value. */
function savedQuestionWith(change: Readonly<Record<string, string>>): string {
  const columns = {
    account_id: "min(id)",
    name: "'Jail'",
    address: "'state=MO'",
    saved_at: "now()",
    ...change,
  };
  return `INSERT INTO saved_question (${Object.keys(columns).join(", ")}) SELECT ${Object.values(columns).join(", ")} FROM account`;
}

const ONE_ENCOUNTER = "WHERE id = (SELECT min(id) FROM encounter)";
const ONE_REVISION = "WHERE id = (SELECT min(id) FROM report_revision)";
const ONE_REPORT = "WHERE id = (SELECT min(id) FROM monthly_report)";

/** Constraint → statements that break it and nothing else. */
const BAD: Readonly<Record<string, readonly string[]>> = {
  state_code_shape: ["INSERT INTO state VALUES ('mt', '30', 'Montana 2', 'America/Denver', 7)"],
  state_fips_shape: ["UPDATE state SET fips = '3' WHERE code = 'MT'"],
  state_fiscal_year_start_month_range: [
    "UPDATE state SET fiscal_year_start_month = 0 WHERE code = 'MT'",
    "UPDATE state SET fiscal_year_start_month = 13 WHERE code = 'MT'",
  ],
  county_fips_shape: ["INSERT INTO county VALUES ('1001', 'AL', 'Autauga County')"],
  county_population_people_positive: ["UPDATE county_population SET people = 0 WHERE county_fips = '01001'"],
  chapter_slug_shape: [
    "UPDATE chapter SET slug = 'Barry' WHERE slug = 'barry'",
    "UPDATE chapter SET slug = 'barry--county' WHERE slug = 'barry'",
    "UPDATE chapter SET slug = '' WHERE slug = 'barry'",
  ],
  chapter_membership_from_month_shape: ["UPDATE chapter_membership SET from_month = '2014-00'"],
  chapter_membership_until_month_shape: ["UPDATE chapter_membership SET until_month = '2030-13'"],
  chapter_membership_months_in_order: ["UPDATE chapter_membership SET until_month = from_month"],
  reporting_expectation_from_month_shape: [
    "UPDATE reporting_expectation SET from_month = '2014-1', until_month = NULL",
  ],
  reporting_expectation_until_month_shape: ["UPDATE reporting_expectation SET until_month = '2030-13'"],
  reporting_expectation_months_in_order: ["UPDATE reporting_expectation SET until_month = '2001-01'"],
  encounter_occurred_hour_range: [
    `UPDATE encounter SET occurred_hour = 24 ${ONE_ENCOUNTER}`,
    `UPDATE encounter SET occurred_hour = -1 ${ONE_ENCOUNTER}`,
  ],
  encounter_minutes_to_release_range: [`UPDATE encounter SET minutes_to_release = -1 ${ONE_ENCOUNTER}`],
  encounter_hold_requester_needs_request: [
    `UPDATE encounter SET hold_requested_by = 'COURT' ${ONE_ENCOUNTER}`,
    `UPDATE encounter SET hold_requested_by = 'COURT', is_hold_requested = false ${ONE_ENCOUNTER}`,
  ],
  encounter_disposition_is_told_apart: [`UPDATE encounter SET disposition = 'OTHER' ${ONE_ENCOUNTER}`],
  encounter_injury_persons_positive: [injuryOf(0), injuryOf(-1)],
  monthly_report_month_shape: [`UPDATE monthly_report SET month = '2026-1' ${ONE_REPORT}`],
  monthly_report_submitted_unless_draft: [
    `UPDATE monthly_report SET first_submitted_on = NULL ${ONE_REPORT}`,
    `UPDATE monthly_report SET status = 'DRAFT' ${ONE_REPORT}`,
  ],
  report_revision_number_positive: [revisionWith({ number: "0" })],
  report_revision_accepted_after_submitted: [revisionWith({ accepted_at: "timestamptz '2026-01-01'" })],
  report_revision_later_has_reason: [revisionWith({ reason: "NULL" })],
  report_revision_refused_rows_counted: [revisionWith({ refused_rows: "-1", undated_rows: "1" })],
  report_revision_refused_rows_make_partial: [
    revisionWith({ refused_rows: "1" }),
    revisionWith({ undated_rows: "1" }),
  ],
  report_revision_values_are_counts: [
    valuesOf('{"ENCOUNTERS": -1}'),
    valuesOf('{"ENCOUNTERS": 1.5}'),
    valuesOf('{"ENCOUNTERS": "3"}'),
    valuesOf('{"ENCOUNTERS": true}'),
    valuesOf('{"ENCOUNTERS": [3]}'),
    valuesOf('{"ENCOUNTERS": []}'),
    valuesOf('{"ENCOUNTERS": {"value": 3}}'),
    valuesOf('{"ENCOUNTERS": 3, "VETERANS": null, "REFERRED": "many"}'),
    valuesOf("[3]"),
    valuesOf("3"),
    valuesOf("null"),
  ],
  report_revision_zero_report_counts_nothing: [
    revisionWith({ is_zero_report: "true", values: `'{"ENCOUNTERS": 3}'` }),
  ],
  monthly_report_version_positive: [`UPDATE monthly_report SET version = 0 ${ONE_REPORT}`],
  report_revision_comment_length: [revisionWith({ comment: "repeat('x', 2001)" })],
  report_revision_has_a_sender: [
    revisionWith({ submitted_by: "1" }),
    revisionWith({ origin: "'DEMONSTRATION'::revision_origin", submitted_by: "1" }),
    revisionWith({ origin: "'ENTERED'::revision_origin" }),
    revisionWith({ origin: "'UPLOADED'::revision_origin" }),
  ],
  report_draft_comment_length: [draftWith({ comment: "repeat('x', 2001)" })],
  report_draft_values_are_counts: [
    draftWith({ values: `'{"ENCOUNTERS": -1}'` }),
    draftWith({ values: `'{"ENCOUNTERS": 1.5}'` }),
    draftWith({ values: `'{"ENCOUNTERS": "3"}'` }),
    draftWith({ values: `'[3]'` }),
  ],
  report_event_is_a_transition: STEPS.filter(({ isPossible }) => !isPossible).map(({ sql }) => sql),
  report_event_says_why: ["NULL", "''", "'  '"].flatMap((comment) => [
    eventWith({ action: "'RETURN'", status_before: "'SUBMITTED'", status_after: "'RETURNED'", comment }),
    eventWith({ action: "'REOPEN'", status_before: "'ACCEPTED'", status_after: "'REOPENED'", comment }),
  ]),
  lock_override_month_shape: [overrideWith({ month: "'2026-13'" }), overrideWith({ month: "'2026-1'" })],
  lock_override_says_why: [overrideWith({ reason: "''" }), overrideWith({ reason: "'  '" })],
  idempotency_key_length: [keyWith({ key: "''" }), keyWith({ key: "repeat('k', 301)" })],
  idempotency_key_request_sha256_shape: NOT_SHA256.map((request_sha256) => keyWith({ request_sha256 })),
  audit_entry_number_positive: [auditWith({ number: "0" }), auditWith({ number: "-1" })],
  audit_entry_sha256_shape: [
    ...NOT_SHA256.map((sha256) => auditWith({ number: "9", sha256 })),
    ...NOT_SHA256.map((previous_sha256) => auditWith({ number: "9", previous_sha256 })),
  ],
  refused_sign_in_place_range: ["0", "-4097"].map((place) => refusedWith({ place })),
  refused_sign_in_times_positive: [refusedWith({ times: "0" })],
  refused_sign_in_instants_in_order: [refusedWith({ last_at: "now() - interval '1 s'" })],
  api_token_token_sha256_shape: [
    "UPDATE api_token SET token_sha256 = 'io_' || token_sha256",
    "UPDATE api_token SET token_sha256 = upper(token_sha256)",
  ],
  outbox_message_recipient_shape: [
    mailWith({ recipient: "'Anna@example.org'" }),
    mailWith({ recipient: "'anna'" }),
    mailWith({ recipient: "'anna@example.org,eve@example.org'" }),
    mailWith({ recipient: "'anna@example.org' || chr(10) || 'bcc:eve'" }),
    mailWith({ recipient: "'anna <anna@example.org>'" }),
  ],
  outbox_message_dedupe_key_is_one_line: [
    mailWith({ dedupe_key: "''" }),
    mailWith({ dedupe_key: "chr(10)" }),
  ],
  outbox_message_subject_is_one_line: [
    mailWith({ subject: "''" }),
    mailWith({ subject: "'Hello' || chr(13) || chr(10) || 'Bcc: eve@example.org'" }),
  ],
  outbox_message_attempts_range: [mailWith({ attempts: "-1" })],
  outbox_message_ends_one_way: [
    mailWith({
      attempts: "1",
      next_attempt_at: "NULL",
      sent_at: "now()",
      gave_up_at: "now()",
      last_error: "'x'",
    }),
  ],
  outbox_message_waits_until_it_ends: [
    mailWith({ next_attempt_at: "NULL" }),
    mailWith({ attempts: "1", sent_at: "now()" }),
    mailWith({ gave_up_at: "now()", last_error: "'Refused.'" }),
  ],
  outbox_message_sent_was_attempted: [mailWith({ sent_at: "now()", next_attempt_at: "NULL" })],
  outbox_message_given_up_says_why: [mailWith({ gave_up_at: "now()", next_attempt_at: "NULL" })],
  mail_opt_out_email_shape: [
    "INSERT INTO mail_opt_out VALUES ('Anna@example.org', 'OVERDUE', now())",
    "INSERT INTO mail_opt_out VALUES ('anna', 'OVERDUE', now())",
  ],
  mail_opt_out_kind_can_be_refused: [
    "INSERT INTO mail_opt_out VALUES ('anna@example.org', 'INVITATION', now())",
  ],
  server_secret_secret_shape: ["INSERT INTO server_secret VALUES ('mail', 'secret', now())"],
  role_grant_chapter_for_its_roles: [
    "UPDATE role_grant SET chapter_id = NULL WHERE role = 'COORDINATOR'",
    "UPDATE role_grant SET chapter_id = (SELECT min(id) FROM chapter) WHERE role = 'ANALYST'",
    "UPDATE role_grant SET role = 'AGENCY_OFFICER' WHERE role = 'ANALYST'",
  ],
  role_grant_county_for_liaison: [
    "UPDATE role_grant SET role = 'LIAISON' WHERE role = 'ANALYST'",
    "UPDATE role_grant SET county_fips = '29009' WHERE role = 'COORDINATOR'",
  ],
  account_email_shape: [
    accountWith({ email: "'Jo@example.org'" }),
    accountWith({ email: "'jo'" }),
    accountWith({ email: "'jo@'" }),
    accountWith({ email: "'jo smith@example.org'" }),
    accountWith({ email: "'jo@example@org'" }),
    accountWith({ email: "repeat('j', 243) || '@example.org'" }),
  ],
  account_display_name_given: [accountWith({ display_name: "''" }), accountWith({ display_name: "'  '" })],
  account_password_hash_shape: [
    accountWith({ password_hash: "'correct horse battery'" }),
    accountWith({ password_hash: "'$2b$12$abcdefghijklmnopqrstuv'" }),
  ],
  account_password_needs_email: [accountWith({ email: "NULL", password_hash: "'$argon2id$v=19$'" })],
  account_demonstration_has_no_password: [
    "UPDATE account SET password_hash = '$argon2id$v=19$' WHERE is_demonstration",
    "UPDATE account SET oidc_issuer = 'https://login.example.org', oidc_subject = '1' WHERE is_demonstration",
  ],
  account_oidc_issuer_with_subject: [
    accountWith({ oidc_issuer: "'https://login.example.org'" }),
    accountWith({ oidc_subject: "'1'" }),
  ],
  api_token_label_given: ["UPDATE api_token SET label = ' '"],
  saved_question_name_given: [savedQuestionWith({ name: "' '" })],
  saved_question_address_shape: [
    savedQuestionWith({ address: "''" }),
    savedQuestionWith({ address: "'state=MO name'" }),
    savedQuestionWith({ address: "repeat('a', 1001)" }),
  ],
  api_token_prefix_shape: [
    "UPDATE api_token SET prefix = 'io_abc'",
    "UPDATE api_token SET prefix = 'io_abcdefg'",
    "UPDATE api_token SET prefix = 'abcdefghi'",
  ],
  api_token_lifetime: [
    "UPDATE api_token SET expires_at = created_at + interval '401 days'",
    "UPDATE api_token SET expires_at = created_at",
  ],
  session_token_sha256_shape: [leaseIn("session", { token_sha256: "'io_' || repeat('a', 61)" })],
  session_instants_in_order: [
    leaseIn("session", { last_seen_at: "timestamptz '2025-12-31'" }),
    leaseIn("session", { expires_at: "timestamptz '2026-01-01'" }),
  ],
  invitation_token_sha256_shape: [leaseIn("invitation", { token_sha256: "repeat('A', 64)" })],
  invitation_instants_in_order: [
    leaseIn("invitation", { expires_at: "timestamptz '2026-01-01'" }),
    leaseIn("invitation", { accepted_at: "timestamptz '2025-12-31'" }),
  ],
  provider_visit_token_sha256_shape: [
    "INSERT INTO provider_visit VALUES ('the token itself', 'state', 'nonce', 'verifier', now())",
  ],
};

describe("a row is refused by", () => {
  it.each(Object.entries(BAD))("%s", async (constraint, statements) => {
    for (const sql of statements) {
      await expect(database.query(sql)).rejects.toMatchObject({ code: "23514", constraint });
    }
  });

  it("every CHECK constraint that there is: none is left out here", async () => {
    const rows = await database.query<{ name: string }>(
      // Those of releases have a suite of their own.
      "SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conname !~ '^release_' ORDER BY 1",
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(BAD).sort());
  });
});

describe("a row is accepted", () => {
  it.each([
    ["a count of nothing", valuesOf('{"ENCOUNTERS": 0}')],
    ["a measure that is not collected", valuesOf('{"ENCOUNTERS": 3, "VETERANS": null}')],
    ["a month of which nothing is said", valuesOf("{}")],
    ["a zero report", revisionWith({ is_zero_report: "true", values: `'{"ENCOUNTERS": 0}'` })],
    ["a report that waits for its acceptance", revisionWith({ accepted_at: "NULL" })],
    [
      "a hold and who requested it",
      `UPDATE encounter SET hold_requested_by = 'COURT', is_hold_requested = true ${ONE_ENCOUNTER}`,
    ],
    ["one injured person", injuryOf(1)],
    ["a mail that waits", mailWith({})],
    ["a mail that was sent", mailWith({ attempts: "1", sent_at: "now()", next_attempt_at: "NULL" })],
    [
      "a revision that somebody sent",
      revisionWith({ origin: "'ENTERED'::revision_origin", submitted_by: "1", comment: "repeat('x', 2000)" }),
    ],
    [
      "a draft of nothing so far",
      draftWith({ report_id: "(SELECT min(id) FROM monthly_report)", values: "'{}'" }),
    ],
  ])("with %s", async (_, sql) => {
    const undone = database.prisma.$transaction(async (transaction) => {
      expect(await transaction.$executeRawUnsafe(sql)).toBe(1);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
  });
});

describe("every step of a report that can be", () => {
  it("is accepted", async () => {
    const undone = database.prisma.$transaction(async (transaction) => {
      const possible = STEPS.filter(({ isPossible }) => isPossible);
      for (const { sql } of possible) expect(await transaction.$executeRawUnsafe(sql)).toBe(1);
      throw new Error(`undone after ${String(possible.length)}`);
    });
    await expect(undone).rejects.toThrow("undone after 12");
  });
});

describe("what must be there once", () => {
  it.each([
    ["an encounter of a source", `INSERT INTO encounter (chapter_id, county_fips, source, source_key, occurred_on, disposition, collects, is_injury_recorded, imported_at) SELECT chapter_id, county_fips, source, source_key, occurred_on, disposition, collects, is_injury_recorded, imported_at FROM encounter ${ONE_ENCOUNTER}`, "encounter_source_source_key_key"],
    ["a report of a chapter, county and month", `INSERT INTO monthly_report (chapter_id, county_fips, month, status) SELECT chapter_id, county_fips, month, 'DRAFT' FROM monthly_report ${ONE_REPORT}`, "monthly_report_chapter_id_county_fips_month_key"],
    ["a revision of a number", revisionWith({ number: "1", reason: "NULL" }), "report_revision_report_id_number_key"],
    ["a mail of a dedupe key", `${mailWith({})}; ${mailWith({ recipient: "'other@example.org'" })}`, "outbox_message_dedupe_key_key"],
    ["a draft of a report", draftWith(), "report_draft_pkey"],
    ["a leave to file late", overrideWith(), "lock_override_pkey"],
    ["a key of an account", keyWith(), "idempotency_key_pkey"],
    ["an entry of the audit log of a number", auditWith({ sha256: "repeat('b', 64)" }), "audit_entry_pkey"],
    ["an entry of the audit log with a seal", auditWith({ number: "9" }), "audit_entry_sha256_key"],
    ["a figure of record of two reports", "UPDATE monthly_report SET accepted_revision_id = (SELECT min(id) FROM report_revision)", "monthly_report_accepted_revision_id_key"],
  ])("is not there twice: %s", async (_, sql, constraint) => {
    await expect(database.query(sql)).rejects.toMatchObject({ code: "23505", constraint });
  }); // prettier-ignore
});

describe("a revision, once written", () => {
  const CHANGES = {
    report_id: "report_id + 1",
    number: "number + 1",
    origin: "'DERIVED'",
    is_zero_report: "NOT is_zero_report",
    is_partial: "NOT is_partial",
    values: `'{"ENCOUNTERS": 1}'`,
    reason: "'Another reason.'",
    submitted_at: "submitted_at - interval '1 day'",
    accepted_at: "accepted_at + interval '1 day'",
    comment: "'Another comment.'",
    submitted_by: "7",
    refused_rows: "refused_rows + 1",
    undated_rows: "undated_rows + 1",
  };
  const ACCEPTED =
    "WHERE id = (SELECT min(id) FROM report_revision WHERE accepted_at IS NOT NULL AND origin = 'DEMONSTRATION')";
  const WAITING = "WHERE id = (SELECT min(id) FROM report_revision WHERE accepted_at IS NULL)";
  const immutable = {
    code: "23001",
    message: expect.stringMatching(/^Revision 1 of report \d+ is immutable/),
  };

  it.each(Object.entries(CHANGES))("cannot have its %s changed", async (column, value) => {
    await expect(
      database.query(`UPDATE report_revision SET "${column}" = ${value} ${ACCEPTED}`),
    ).rejects.toMatchObject(immutable);
  });

  it("has no column that this leaves out", async () => {
    const rows = await database.query<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'report_revision' AND column_name <> 'id'",
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(CHANGES).sort());
  });

  it.each([
    ["is accepted", ACCEPTED],
    ["waits for its acceptance", WAITING],
  ])("cannot be deleted when it %s", async (_, which) => {
    await expect(database.query(`DELETE FROM report_revision ${which}`)).rejects.toMatchObject({
      ...immutable,
      message: expect.stringContaining("is immutable"),
    });
  });

  it("cannot be deleted with its report", async () => {
    await expect(database.query(`DELETE FROM monthly_report ${ONE_REPORT}`)).rejects.toMatchObject({
      constraint: "report_revision_report_id_fkey",
    });
  });

  it("cannot be changed while it is accepted", async () => {
    const both = `UPDATE report_revision SET accepted_at = submitted_at, "values" = '{}' ${WAITING}`;
    await expect(database.query(both)).rejects.toMatchObject({ code: "23001" });
  });

  it("is accepted once, and its acceptance can be neither moved nor taken back", async () => {
    const accept = `UPDATE report_revision SET accepted_at = submitted_at ${WAITING} RETURNING id`;
    const [accepted] = await database.query<{ id: number }>(accept);
    expect(accepted).toEqual({ id: expect.any(Number) });
    for (const instant of ["submitted_at + interval '1 day'", "NULL", "submitted_at"]) {
      await expect(
        database.query(
          `UPDATE report_revision SET accepted_at = ${instant} WHERE id = ${String(accepted!.id)}`,
        ),
      ).rejects.toMatchObject({ code: "23001" });
    }
  });
});

describe("a figure of record", () => {
  const WAITING = "(SELECT min(id) FROM report_revision WHERE accepted_at IS NULL)";
  const own = (revision: string) => `(SELECT report_id FROM report_revision WHERE id = ${revision})`;
  const refused = { code: "23514", constraint: "monthly_report_record_is_accepted" };

  it("is no revision that was never accepted, whoever says so", async () => {
    await expect(
      database.query(
        `UPDATE monthly_report SET accepted_revision_id = ${WAITING} WHERE id = ${own(WAITING)}`,
      ),
    ).rejects.toMatchObject(refused);
  });

  it("is no revision of another report", async () => {
    const other =
      "(SELECT max(id) FROM report_revision WHERE accepted_at IS NOT NULL AND origin = 'DERIVED')";
    const freed = `UPDATE monthly_report SET accepted_revision_id = NULL WHERE accepted_revision_id = ${other}`;
    for (const borrowing of [
      `UPDATE monthly_report SET accepted_revision_id = ${other} WHERE id = ${own(WAITING)}`,
      `INSERT INTO monthly_report (chapter_id, county_fips, month, status, first_submitted_on, accepted_revision_id)
       SELECT chapter_id, county_fips, '2001-01', 'ACCEPTED', first_submitted_on, ${other} FROM monthly_report ${ONE_REPORT}`,
    ])
      await expect(database.query(`${freed}; ${borrowing}`)).rejects.toMatchObject(refused);
  });
});

describe("a row that is only ever added", () => {
  /** Trigger → what it refuses, with a row there to be changed. */
  const REFUSED: Readonly<Record<string, readonly string[]>> = {
    report_revision_immutable: [`DELETE FROM report_revision ${ONE_REVISION}`],
    report_revision_not_truncated: ["TRUNCATE report_revision CASCADE"],
    report_event_immutable: [
      ...["report_id", "revision", "id"].map((column) => `UPDATE report_event SET ${column} = 7`),
      "UPDATE report_event SET action = 'SUBMIT', status_after = 'SUBMITTED'",
      "UPDATE report_event SET comment = 'Another word.'",
      "UPDATE report_event SET at = at - interval '1 day'",
      "UPDATE report_event SET by = 7",
      "UPDATE report_event SET comment = comment",
      "DELETE FROM report_event",
    ],
    report_event_not_truncated: ["TRUNCATE report_event", "TRUNCATE monthly_report CASCADE"],
    audit_entry_immutable: [
      "UPDATE audit_entry SET subject = 'another'",
      "UPDATE audit_entry SET number = 2",
      "UPDATE audit_entry SET account_id = 7",
      "UPDATE audit_entry SET sha256 = sha256",
      "DELETE FROM audit_entry",
    ],
    audit_entry_not_truncated: ["TRUNCATE audit_entry"],
    roster_edition_immutable: [
      "UPDATE roster_edition SET since = since - interval '1 day'",
      "UPDATE roster_edition SET roster = '{}'",
      "DELETE FROM roster_edition",
    ],
    roster_edition_not_truncated: ["TRUNCATE roster_edition"],
    idempotency_key_immutable: [
      "UPDATE idempotency_key SET answer = '{\"receipt\": null}'",
      "UPDATE idempotency_key SET request_sha256 = repeat('b', 64)",
    ],
  };

  it.each(Object.entries(REFUSED))("is kept as it is by %s", async (_, statements) => {
    for (const sql of statements) await expect(database.query(sql)).rejects.toMatchObject({ code: "23001" });
  });

  it("is kept by every trigger that there is: none is left out here, and none is off", async () => {
    const rows = await database.query<{ name: string; state: string }>(
      `SELECT tgname AS name, tgenabled AS state FROM pg_trigger
       WHERE NOT tgisinternal AND tgname NOT LIKE 'tell_%' AND tgname !~ '^(published_)?(release|cell|county_month|correction)_'
       ORDER BY 1`,
    );
    // The last is tried under "a figure of record", and those of releases in a suite of their own.
    expect(rows).toEqual(
      [...Object.keys(REFUSED), "monthly_report_record_is_accepted"]
        .sort()
        .map((name) => ({ name, state: "O" })),
    );
  });
});

describe("whoever holds figures in memory", () => {
  it("is told of a change in every table that they are made of", async () => {
    const rows = await database.query<{ table: string; state: string }>(
      `SELECT tgrelid::regclass::text AS table, tgenabled AS state FROM pg_trigger
       WHERE NOT tgisinternal AND tgname LIKE 'tell_%' ORDER BY 1`,
    );
    const tables = [
      "chapter",
      "chapter_membership",
      "county",
      "county_population",
      "monthly_report",
      "reporting_expectation",
      "state",
    ];
    expect(rows).toEqual(tables.map((table) => ({ table, state: "O" })));
  });
});
