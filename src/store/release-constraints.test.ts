// What the database itself holds of releases: their life, that nothing of them is changed, and what the public's role can reach.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { accountOf, copyDatabase, type TestDatabase } from "../testkit/database.js";
import { plantBuiltRelease } from "../testkit/planted-release.js";
import { problem } from "../domain/problem.js";
import { releaseQueue } from "./release-queue.js";
import { inTransaction } from "./transaction.js";

let database: TestDatabase;
let reviewer: number;
let administrator: number;
let built: number;
let out: number;
let building: number;
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  reviewer = await accountOf(database, "reviewer");
  administrator = await accountOf(database, "administrator");
  out = await plantBuiltRelease(database, reviewer);
  await inTransaction(database.prisma)((writer) =>
    writer.publishRelease(out, 1, administrator, new Date("2026-11-02")),
  );
  built = await plantBuiltRelease(database, reviewer);
  const [row] = await database.query<{ id: number }>(
    `INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at)
     VALUES ('MO', 'REGULAR', '2026-03', now(), 'QUEUED', '{}', 1, now()) RETURNING id`,
  );
  building = row?.id ?? 0;
  await database.query(
    `UPDATE release SET status = 'BUILDING', lease_ends_at = now() WHERE id = ${String(building)}`,
  );
});
afterAll(() => database.drop());

const REFUSED = { code: "23001" };

describe("the life of a release", () => {
  it.each([
    ["begins with the request", "INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at, gates, content_sha256, built_at) VALUES ('MO', 'REGULAR', '2026-02', now(), 'BUILT', '{}', 1, now(), '{}', repeat('a', 64), now())"],
    ["has no way back to the builder", "UPDATE release SET status = 'BUILDING', lease_ends_at = now() WHERE id = $built"],
    ["has no way from built to withdrawn", "UPDATE release SET status = 'WITHDRAWN', number = 9, published_by = 1, published_at = now(), withdrawn_by = 1, withdrawn_at = now(), withdrawal_reason = 'x' WHERE id = $built"],
    ["ends with what was published", "UPDATE release SET status = 'BUILT', number = NULL, published_by = NULL, published_at = NULL WHERE id = $out"],
    ["lets nobody change what the gates said", "UPDATE release SET status = 'DISCARDED', gates = '{\"public\": 1}' WHERE id = $built"],
    ["lets nobody change the policy", "UPDATE release SET status = 'DISCARDED', policy = '{}' WHERE id = $built"],
    ["lets nobody change who asked for it", "UPDATE release SET status = 'DISCARDED', requested_by = 7 WHERE id = $built"],
    ["lets nobody renumber it", "UPDATE release SET status = 'WITHDRAWN', number = 7, withdrawn_by = 1, withdrawn_at = now(), withdrawal_reason = 'x' WHERE id = $out"],
    ["has no beginning where something is published already", "INSERT INTO release (state_code, kind, from_month, until_month, as_of, status, policy, requested_by, requested_at) VALUES ('MO', 'REGULAR', '2026-01', '2026-03', now(), 'QUEUED', '{}', 1, now())"],
    ["lets nobody give it another beginning", "UPDATE release SET status = 'DISCARDED', from_month = '2026-01' WHERE id = $built"],
    ["lets nobody delete it", "DELETE FROM release WHERE id = $built"],
  ])("%s", async (_, sql) => {
    await expect(database.query(named(sql))).rejects.toMatchObject(REFUSED);
  }); // prettier-ignore

  const QUEUE = (column: string, value: string) =>
    `INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at${column})
     VALUES ('MO', 'REGULAR', '2026-02', now(), 'QUEUED', '{}', 1, now()${value})`;
  /** CHECK → what it refuses. */
  const BROKEN: Readonly<Record<string, string>> = {
    release_from_month_shape: QUEUE(", from_month", ", '2025-02'").replace("'MO'", "'WA'"),
    release_until_month_shape: QUEUE("", "").replace("2026-02", "2026-13"),
    release_sha256_shape: QUEUE(", content_sha256", ", 'abc'"),
    release_lease: QUEUE(", lease_ends_at", ", now()"),
    release_failure: QUEUE(", problems", ", '[1]'"),
    release_published:
      "UPDATE release SET status = 'PUBLISHED', published_by = 1, published_at = now() WHERE id = $built",
    release_number_positive:
      "UPDATE release SET status = 'PUBLISHED', number = 0, published_by = 0, published_at = now() WHERE id = $built",
    release_second_person:
      "UPDATE release SET status = 'PUBLISHED', number = 2, published_by = requested_by, published_at = now() WHERE id = $built",
    release_withdrawn:
      "UPDATE release SET status = 'WITHDRAWN', withdrawn_by = 1, withdrawn_at = now(), withdrawal_reason = ' ' WHERE id = $out",
    release_built: "UPDATE release SET status = 'BUILT', lease_ends_at = NULL WHERE id = $building",
  };

  it.each(Object.entries(BROKEN))("is held by %s", async (constraint, sql) => {
    await expect(database.query(named(sql))).rejects.toMatchObject({ code: "23514", constraint });
  });

  it("is held by every CHECK that there is: none is left out here", async () => {
    const rows = await database.query<{ name: string }>(
      "SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conname ~ '^release_' ORDER BY 1",
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(BROKEN).sort());
  });
});

describe("a release that is discarded while its build ends", () => {
  it("is discarded or failed, and nothing breaks, whichever comes first", async () => {
    const lease = new Date("2026-12-01T00:00:00Z");
    for (let round = 0; round < 20; round++) {
      const [row] = await database.query<{ id: number }>(
        `INSERT INTO release (state_code, kind, until_month, as_of, status, policy, requested_by, requested_at)
         VALUES ('MO', 'REGULAR', '2026-03', now(), 'QUEUED', '{}', $1, now()) RETURNING id`,
        [reviewer],
      );
      const id = row?.id ?? 0;
      await database.query("UPDATE release SET status = 'BUILDING', lease_ends_at = $1 WHERE id = $2", [
        lease,
        id,
      ]);
      const problems = [problem("BROKEN_OFF", "release", "It broke.", "Try again.")];
      const discard = inTransaction(database.prisma)(async (writer) => {
        const release = (await writer.lockReleases("MO")).find((one) => one.id === id);
        const isOpen = release?.status === "BUILDING";
        if (isOpen) await writer.discardRelease(id);
        return isOpen;
      });
      const [isDiscarded, isFailed] = await Promise.all([
        discard,
        releaseQueue(database.prisma).fail(id, lease, problems),
      ]);
      expect([isDiscarded, isFailed]).toEqual([!isFailed, !isDiscarded]);
      const [after] = await database.query<{ status: string }>("SELECT status FROM release WHERE id = $1", [
        id,
      ]);
      expect(after?.status).toBe(isDiscarded ? "DISCARDED" : "FAILED");
    }
  });
});

describe("the figures of a release", () => {
  it.each([
    "UPDATE release_cell SET value = 41 WHERE value = 40",
    "DELETE FROM release_cell WHERE release_id = $built",
    "INSERT INTO release_cell (release_id, cell, status, expected, counted) VALUES ($built, 'x', 'NOT_REPORTED', 1, 0)",
    "UPDATE release_dossier SET months = '[]'",
    "DELETE FROM release_dossier WHERE release_id = $out",
    "TRUNCATE release CASCADE",
    "TRUNCATE release_cell",
    "TRUNCATE release_dossier",
    "UPDATE published.release SET content_sha256 = repeat('b', 64)",
    "UPDATE published.release SET withdrawn_at = now(), withdrawal_reason = 'x', until_month = '2026-05'",
    "UPDATE published.release SET manifest = '{}'",
    "DELETE FROM published.release",
    "UPDATE published.cell SET value = 41 WHERE value = 40",
    "DELETE FROM published.cell",
    "UPDATE published.county_month SET marks = 0",
    "DELETE FROM published.county_month",
    "TRUNCATE published.release CASCADE",
    "TRUNCATE published.cell",
    "TRUNCATE published.county_month",
    "TRUNCATE published.correction",
  ])("are never changed: %s", async (sql) => {
    await expect(database.query(named(sql))).rejects.toMatchObject(REFUSED);
  });

  it.each([
    ["a small count that is shown as withheld", "'WITHHELD', 4, 1, 20"],
    ["a withheld one without bounds", "'WITHHELD', NULL, NULL, NULL"],
    ["a number without a value", "'REPORTED', NULL, NULL, NULL"],
    ["a zero that is none", "'REPORTED_ZERO', 3, NULL, NULL"],
    ["bounds the wrong way round", "'WITHHELD', NULL, 5, 4"],
  ])("cannot be %s", async (_, values) => {
    await expect(
      database.query(
        `INSERT INTO published.cell (state_code, release, cell, status, value, lower, upper, expected, counted)
         VALUES ('MO', 1, 'planted', ${values}, 1, 1)`,
      ),
    ).rejects.toMatchObject({ code: "23514" });
  });

  it.each([
    ["refused under the hash of another", "repeat('a', 64)", { code: "23514", constraint: "release_manifest_has_its_hash" }],
    ["taken under its own", "encode(sha256('{}'), 'hex')", null],
  ])("are published in a file that is %s", async (_, sha256, refusal) => {
    const publish = database.query(`
      BEGIN;
      INSERT INTO published.release
      SELECT (jsonb_populate_record(one, jsonb_build_object('number', 99, 'manifest', '{}', 'content_sha256', ${sha256}))).*
      FROM published.release one;
      ROLLBACK`);
    await (refusal === null ? publish : expect(publish).rejects.toMatchObject(refusal));
    await database.query("ROLLBACK");
  }); // prettier-ignore

  it("never say of a county's month that nothing happened in it", async () => {
    await expect(
      database.query(
        "INSERT INTO published.county_month VALUES ('MO', 1, '29077', '2026-03', 'greene', 'Southwest', 64, NULL)",
      ),
    ).rejects.toMatchObject({ code: "23514" });
  });
});

describe("the public's role", () => {
  /** Everything that a database holds, but for what is everybody's in any PostgreSQL. */
  const RELATIONS = `
    SELECT format('%I.%I', nspname, relname) AS name, relkind AS kind, nspname = 'published' AS "isPublished"
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    ORDER BY 1`;

  it("reads what is published, tries every other table, view and sequence, and is refused", async () => {
    const relations = await database.query<{ name: string; kind: string; isPublished: boolean }>(RELATIONS);
    const { pool } = database.published;
    expect(relations.filter(({ isPublished }) => isPublished).length).toBeGreaterThan(9);
    expect(relations.filter(({ isPublished }) => !isPublished).length).toBeGreaterThan(25);
    for (const { name, kind, isPublished } of relations) {
      const read = pool.query(kind === "S" ? `SELECT nextval('${name}')` : `SELECT * FROM ${name} LIMIT 1`);
      if (isPublished) expect((await read).command).toBe("SELECT");
      else await expect(read.then(() => name)).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("writes nothing anywhere, nor runs a function of ours", async () => {
    const { pool } = database.published;
    const relations = await database.query<{ name: string; kind: string }>(RELATIONS);
    for (const { name, kind } of relations.filter((one) => one.kind === "r")) {
      expect(kind).toBe("r");
      await expect(pool.query(`DELETE FROM ${name}`).then(() => name)).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|25006)$/),
      });
    }
    const functions = await database.query<{ name: string }>(
      `SELECT oid::regprocedure::text AS name FROM pg_proc
       WHERE pronamespace IN ('public'::regnamespace, 'published'::regnamespace)
         AND has_function_privilege('intercept_public', oid, 'EXECUTE')`,
    );
    expect(functions).toEqual([]);
  });

  it("is what its connections begin with and come back to", async () => {
    const client = await database.published.pool.connect();
    try {
      await client.query("RESET ROLE");
      expect((await client.query("SELECT current_user AS role")).rows).toEqual([
        { role: "intercept_public" },
      ]);
      await expect(client.query("SELECT * FROM release")).resolves.toMatchObject({ rows: [{ number: 1 }] });
    } finally {
      client.release();
    }
  });

  it("would be missed if it could read a table of the staff", async () => {
    await database.query(
      "GRANT USAGE ON SCHEMA public TO intercept_public; GRANT SELECT ON mail_opt_out TO intercept_public",
    );
    try {
      await expect(database.published.pool.query("SELECT * FROM public.mail_opt_out")).resolves.toMatchObject(
        { rows: [] },
      );
    } finally {
      await database.query(
        "REVOKE SELECT ON mail_opt_out FROM intercept_public; REVOKE USAGE ON SCHEMA public FROM intercept_public",
      );
    }
  });
});

function named(sql: string): string {
  return sql
    .replaceAll("$built", String(built))
    .replaceAll("$out", String(out))
    .replaceAll("$building", String(building));
}
