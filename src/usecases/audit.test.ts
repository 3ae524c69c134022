// The chain of the audit log: every way to falsify it is found, a thousand at random and each kind once with SQL on a real
// database, past the triggers. What is cut off at the end, and a log that is sealed anew from some entry on, agree with
// themselves: only an anchor that somebody noted earlier, such as the one of a receipt, gives them away.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { chance, type Chance } from "../demonstration/random.js";
import { auditStore } from "../store/audit-store.js";
import type { PrismaClient } from "../store/generated/client.js";
import { inTransaction } from "../store/transaction.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { appendAudit, GENESIS_SHA256, inOrder, sealOf, type AuditAnchor } from "./audit.js";
import type { AuditEntry, AuditRecord, RecordedRevisionReader } from "./ports.js";
import { verifyAudit } from "./verify-audit.js";

const MANY = 300;

function recordOf(index: number): AuditRecord {
  return {
    at: new Date(Date.UTC(2026, 10, 23, 18, 0, 0, index)),
    accountId: index % 7 === 0 ? null : index % 5,
    action: ["report:submit", "report:accept", "report:allow-late"][index % 3] ?? "",
    subject: `report MO/linn/29115/2026-${String((index % 12) + 1).padStart(2, "0")}`,
    // A nested value whose keys the database gives back in another order.
    details: {
      version: index,
      status: "SUBMITTED",
      revision: null,
      more: { longer: [1, "zwei"], a: "ä \u{1f4c4}" },
    },
  };
}

/** Seals a record behind another entry, as whoever knows the rules could do it. */
function sealed(record: AuditRecord, before: AuditEntry | null): AuditEntry {
  const unsealed = {
    ...record,
    number: (before?.number ?? 0) + 1,
    previousSha256: before?.sha256 ?? GENESIS_SHA256,
  };
  return { ...unsealed, sha256: sealOf(unsealed) };
}

function sealedAfter(before: AuditEntry | null, records: readonly AuditRecord[]): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const record of records) entries.push(sealed(record, entries.at(-1) ?? before));
  return entries;
}

const anchorOf = ({ number, sha256 }: AuditEntry): AuditAnchor => ({ number, sha256 });

/** The entries here record no revisions. */
const revisions: RecordedRevisionReader = {
  madeRevisions: () => Promise.resolve([]),
  revisionsNamed: () => Promise.resolve([]),
  unrecorded: () => Promise.resolve([]),
};

/** What verifying says of entries that are kept in memory, in order of number as the database gives them. */
async function messages(entries: readonly AuditEntry[], anchors: readonly AuditAnchor[] = []) {
  const sorted = [...entries].sort((left, right) => left.number - right.number);
  const audit = {
    entriesAfter: (after: number, most: number) =>
      Promise.resolve(sorted.filter(({ number }) => number > after).slice(0, most)),
  };
  const { problems } = await verifyAudit({ audit, revisions })(anchors);
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

const LOG = sealedAfter(
  null,
  Array.from({ length: MANY }, (_, index) => recordOf(index + 1)),
);

// ── At random, in memory ────────────────────────────────────────────────────────────────────────────────────────────

const FIELDS = [
  "number",
  "at",
  "accountId",
  "action",
  "subject",
  "details",
  "previousSha256",
  "sha256",
] as const;

function edited(entry: AuditEntry, field: (typeof FIELDS)[number], draw: Chance): AuditEntry {
  const hash = (text: string) => {
    const place = draw.whole(0, 63);
    return text.slice(0, place) + (text[place] === "0" ? "1" : "0") + text.slice(place + 1);
  };
  const CHANGES: { readonly [Field in (typeof FIELDS)[number]]: () => AuditEntry[Field] } = {
    number: () => entry.number + MANY + draw.whole(1, 9),
    at: () => new Date(entry.at.getTime() + draw.whole(1, 1_000_000)),
    accountId: () => (entry.accountId === null || draw.unit() < 0.5 ? 77 : null),
    action: () => `${entry.action}s`,
    subject: () => entry.subject.replace("linn", "barry"),
    details: () => ({ ...entry.details, version: 9_999 }),
    previousSha256: () => hash(entry.previousSha256),
    sha256: () => hash(entry.sha256),
  };
  return { ...entry, [field]: CHANGES[field]() };
}

/** Each way to falsify the log without sealing anything anew; the last entry is never taken away. */
const TAMPERS: Readonly<Record<string, (log: readonly AuditEntry[], draw: Chance) => readonly AuditEntry[]>> =
  {
    ...Object.fromEntries(
      FIELDS.map((field) => [
        `an edit of ${field}`,
        (log: readonly AuditEntry[], draw: Chance) => {
          const place = draw.whole(0, log.length - 1);
          return log.map((entry, index) => (index === place ? edited(entry, field, draw) : entry));
        },
      ]),
    ),
    "an edit sealed anew on its own": (log, draw) => {
      const place = draw.whole(0, log.length - 2);
      return log.map((entry, index) => {
        if (index !== place) return entry;
        const forged = { ...entry, subject: "report MO/barry/29009/2026-01" };
        return { ...forged, sha256: sealOf(forged) };
      });
    },
    "a deletion": (log, draw) => {
      const place = draw.whole(0, log.length - 2);
      const many = draw.whole(1, Math.min(5, log.length - 1 - place));
      return [...log.slice(0, place), ...log.slice(place + many)];
    },
    "a deletion with the numbers closed up": (log, draw) => {
      const place = draw.whole(0, log.length - 2);
      return log
        .filter((_, index) => index !== place)
        .map((entry, index) => ({ ...entry, number: index + 1 }));
    },
    "an exchange of two entries": (log, draw) => {
      const one = draw.whole(0, log.length - 2);
      const other = draw.whole(one + 1, log.length - 1);
      const moved = [...log];
      [moved[one], moved[other]] = [
        { ...log[other]!, number: one + 1 },
        { ...log[one]!, number: other + 1 },
      ];
      return moved;
    },
    "an insertion": (log, draw) => {
      const place = draw.whole(1, log.length - 1);
      const forged = sealed(recordOf(5_000), log[place - 1] ?? null);
      return [
        ...log.slice(0, place),
        forged,
        ...log.slice(place).map((entry) => ({ ...entry, number: entry.number + 1 })),
      ];
    },
    "an entry put in twice": (log, draw) => {
      const place = draw.whole(0, log.length - 1);
      const again = { ...log[place]!, number: log.length + 1 };
      return [...log, again];
    },
  };

/** Ways after which the log agrees with itself. */
const UNSEEN: Readonly<Record<string, (log: readonly AuditEntry[], draw: Chance) => readonly AuditEntry[]>> =
  {
    "entries cut off at the end": (log, draw) => log.slice(0, draw.whole(0, log.length - 1)),
    "an edit with everything after it sealed anew": (log, draw) => {
      const place = draw.whole(0, log.length - 1);
      const kept = log.slice(0, place);
      const forged = { ...log[place]!, subject: "report MO/barry/29009/2026-01" };
      return [...kept, ...sealedAfter(kept.at(-1) ?? null, [forged, ...log.slice(place + 1)])];
    },
    "entries cut off and others written instead": (log, draw) => {
      const kept = log.slice(0, draw.whole(0, log.length - 1));
      const many = log.length - kept.length;
      return [
        ...kept,
        ...sealedAfter(
          kept.at(-1) ?? null,
          Array.from({ length: many }, (_, index) => recordOf(8_000 + index)),
        ),
      ];
    },
  };

describe("a log that nobody touched", () => {
  it("is found good, whole or in part, with every entry as an anchor", async () => {
    expect(await messages(LOG)).toEqual([]);
    expect(await messages(LOG, LOG.map(anchorOf))).toEqual([]);
    expect(await messages([])).toEqual([]);
  });

  it("is found good when it is longer than what is read at a time", async () => {
    const long = sealedAfter(
      null,
      Array.from({ length: 2_001 }, (_, index) => recordOf(index)),
    );
    expect(await messages(long, long.map(anchorOf))).toEqual([]);
    expect(await messages([...long.slice(0, 1_000), ...long.slice(1_001)])).not.toEqual([]);
  });
});

describe("a falsified log", () => {
  const kinds = Object.entries(TAMPERS);
  const EACH = Math.ceil(1_000 / kinds.length);

  it.each(kinds)("is found without any anchor after %s", async (kind, tamper) => {
    let found = 0;
    for (let attempt = 0; attempt < EACH; attempt++) {
      const log = tamper(LOG.slice(0, 60), chance(attempt, kind));
      if ((await messages(log)).length > 0) found++;
    }
    expect(found).toBe(EACH);
  });

  it("was tried at least a thousand times above", () => {
    expect(EACH * kinds.length).toBeGreaterThanOrEqual(1_000);
  });

  it.each(Object.entries(UNSEEN))(
    "agrees with itself after %s, and is found through the last receipt",
    async (kind, tamper) => {
      for (let attempt = 0; attempt < 100; attempt++) {
        const whole = LOG.slice(0, 60);
        const log = tamper(whole, chance(attempt, kind));
        expect(await messages(log)).toEqual([]);
        expect(await messages(log, [anchorOf(whole.at(-1)!)])).not.toEqual([]);
      }
    },
  );

  it("is found through a receipt of before, when it has grown again and receipts of since fit", async () => {
    const grown = [
      ...LOG.slice(0, 200),
      ...sealedAfter(
        LOG[199]!,
        Array.from({ length: 100 }, (_, index) => recordOf(index)),
      ),
    ];
    const [before, since] = [LOG.map(anchorOf), grown.map(anchorOf)];
    for (const anchors of [
      [...before, ...since],
      [...since, ...before],
    ]) {
      expect(await messages(grown, anchors)).toHaveLength(100);
    }
  });

  it("keeps hidden what happened after the last receipt, and no more than that", async () => {
    expect(await messages(LOG.slice(0, 250), LOG.slice(0, 250).map(anchorOf))).toEqual([]);
    expect(await messages(LOG.slice(0, 250), LOG.slice(0, 251).map(anchorOf))).toEqual([
      "audit_entry 251: The entry is gone, and a receipt names it.",
    ]);
  });

  it("is said to be so at the entry where it happened", async () => {
    const without = LOG.filter(({ number }) => number !== 7);
    expect(await messages(without)).toEqual([
      "audit_entry 7: The entry is missing.",
      "audit_entry 8: The entry does not follow from the one before.",
    ]);
    const changed = LOG.map((entry) => (entry.number === 9 ? { ...entry, accountId: 99 } : entry));
    expect(await messages(changed)).toEqual(["audit_entry 9: The entry was changed after it was written."]);
  });
});

describe("values in their order", () => {
  it("are the same whatever order their keys came in, and lists keep theirs", () => {
    const one = JSON.stringify(inOrder({ b: [{ d: 1, c: 2 }, 3], a: null }));
    expect(one).toBe('{"a":null,"b":[{"c":2,"d":1},3]}');
    expect(JSON.stringify(inOrder({ a: null, b: [{ c: 2, d: 1 }, 3] }))).toBe(one);
    expect(JSON.stringify(inOrder({ b: [3, { c: 2, d: 1 }], a: null }))).not.toBe(one);
  });
});

// ── With SQL, on a real database ────────────────────────────────────────────────────────────────────────────────────

let database: TestDatabase;
let receipts: readonly AuditAnchor[];
beforeAll(async () => {
  database = await copyDatabase("reference");
  receipts = await inTransaction(database.prisma)(async (writer) => {
    const anchors: AuditAnchor[] = [];
    for (let index = 1; index <= MANY; index++) anchors.push(await appendAudit(writer, recordOf(index)));
    return anchors;
  });
});
afterAll(() => database.drop());

/** Verifies the log after a falsification with the triggers off, and takes it back. */
async function afterSql(sql: string, anchors: readonly AuditAnchor[] = []): Promise<readonly string[]> {
  let said: readonly string[] = [];
  const undone = database.prisma.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe("ALTER TABLE audit_entry DISABLE TRIGGER ALL");
    for (const statement of sql.split(";")) await transaction.$executeRawUnsafe(statement);
    const { problems } = await verifyAudit({ audit: auditStore(transaction as PrismaClient), revisions })(
      anchors,
    );
    said = problems.map(({ path, message }) => `${path}: ${message}`);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  return said;
}

describe("the log in the database", () => {
  it("comes back as it was sealed, with every receipt in its place", async () => {
    const verdict = await verifyAudit({ audit: auditStore(database.prisma), revisions })(receipts);
    expect(verdict).toEqual({ entries: MANY, head: receipts.at(-1), problems: [] });
  });

  it("refuses every change while its triggers are on", async () => {
    for (const sql of [
      "UPDATE audit_entry SET subject = 'x' WHERE number = 5",
      "DELETE FROM audit_entry",
      "TRUNCATE audit_entry",
    ]) {
      await expect(database.query(sql)).rejects.toMatchObject({ code: "23001" });
    }
  });

  const EDITS: Readonly<Record<string, string>> = {
    number: "1000",
    at: "at + interval '1 millisecond'",
    account_id: "999",
    action: "'report:return'",
    subject: "replace(subject, 'linn', 'barry')",
    details: `details || '{"version": 0}'`,
    previous_sha256: "repeat('d', 64)",
    sha256: "reverse(sha256)",
  };

  it.each(Object.entries(EDITS))(
    "is found falsified when %s of an entry was changed",
    async (column, value) => {
      for (const number of [1, 150, MANY]) {
        expect(
          await afterSql(`UPDATE audit_entry SET "${column}" = ${value} WHERE number = ${String(number)}`),
        ).not.toEqual([]);
      }
    },
  );

  it("has no column that this leaves out", async () => {
    const rows = await database.query<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'audit_entry'",
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(EDITS).sort());
  });

  it.each([
    ["an entry was deleted", "DELETE FROM audit_entry WHERE number = 150"],
    ["the first entry was deleted", "DELETE FROM audit_entry WHERE number = 1"],
    [
      "an entry was deleted and the numbers were closed up",
      "DELETE FROM audit_entry WHERE number = 150; UPDATE audit_entry SET number = number + 10000 WHERE number > 150; UPDATE audit_entry SET number = number - 10001 WHERE number > 10000",
    ],
    [
      "two entries changed places",
      "UPDATE audit_entry SET number = 10000 WHERE number = 20; UPDATE audit_entry SET number = 20 WHERE number = 21; UPDATE audit_entry SET number = 21 WHERE number = 10000",
    ],
    [
      "an entry was put in",
      "UPDATE audit_entry SET number = number + 10000 WHERE number > 150; UPDATE audit_entry SET number = number - 9999 WHERE number > 10000; INSERT INTO audit_entry SELECT 151, at, account_id, action, subject, details, sha256, repeat('a', 64) FROM audit_entry WHERE number = 150",
    ],
    [
      "an entry was put in at the end",
      "INSERT INTO audit_entry SELECT 301, at, account_id, action, subject, details, sha256, repeat('b', 64) FROM audit_entry WHERE number = 300",
    ],
  ])("is found falsified when %s", async (_, sql) => {
    expect(await afterSql(sql)).not.toEqual([]);
  });

  it("is found cut off at the end by a receipt, and not without one", async () => {
    const cut = "DELETE FROM audit_entry WHERE number > 280";
    expect(await afterSql(cut)).toEqual([]);
    expect(await afterSql(cut, receipts.slice(0, 280))).toEqual([]);
    expect(await afterSql(cut, receipts)).toHaveLength(20);
    expect(await afterSql("DELETE FROM audit_entry", receipts.slice(0, 1))).toEqual([
      "audit_entry 1: The entry is gone, and a receipt names it.",
    ]);
  });

  it("has no place before its first entry where one could be hidden", async () => {
    const hidden =
      "INSERT INTO audit_entry SELECT 0, at, account_id, action, subject, details, sha256, repeat('c', 64) FROM audit_entry WHERE number = 1";
    await expect(database.query(hidden)).rejects.toMatchObject({ constraint: "audit_entry_number_positive" });
  });

  it("is as it was after all of this", async () => {
    expect((await verifyAudit({ audit: auditStore(database.prisma), revisions })(receipts)).problems).toEqual(
      [],
    );
  });
});
