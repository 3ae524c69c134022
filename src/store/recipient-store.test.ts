import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { recipientStore } from "./recipient-store.js";

let database: TestDatabase;
let linn: ChapterId;
let greene: ChapterId;

beforeAll(async () => {
  database = await copyDatabase("reference");
  const rows = await database.query<{ id: ChapterId; slug: string }>(
    "SELECT id, slug FROM chapter WHERE state_code = 'MO' AND slug IN ('linn', 'greene') ORDER BY slug",
  );
  [greene, linn] = rows.map(({ id }) => id) as [ChapterId, ChapterId];
  await add("jo@example.org", "COORDINATOR", linn);
  await add("ann@example.org", "COORDINATOR", linn);
  await add("both@example.org", "COORDINATOR", linn, greene);
  await add("officer@example.org", "AGENCY_OFFICER", linn);
  await add("reviewer@example.org", "REVIEWER");
  await add(null, "COORDINATOR", greene);
  await add("gone@example.org", "COORDINATOR", greene);
  await database.query("UPDATE account SET disabled_at = now() WHERE email = 'gone@example.org'");
});
afterAll(() => database.drop());

async function add(email: string | null, role: string, ...chapters: readonly ChapterId[]): Promise<void> {
  const [account] = await database.query<{ id: number }>(
    "INSERT INTO account (display_name, email) VALUES ($1, $2) RETURNING id",
    [`Account of ${String(email)}`, email],
  );
  for (const chapter of chapters.length === 0 ? [null] : chapters) {
    await database.query(
      "INSERT INTO role_grant (account_id, role, state_code, chapter_id) VALUES ($1, $2::role, 'MO', $3)",
      [account?.id, role, chapter],
    );
  }
}

describe("who is reminded", () => {
  it("is every coordinator of the chapter who has an address and is not shut out", async () => {
    const found = await recipientStore(database.prisma).reminderRecipients([linn, greene]);
    expect(found.get(linn)?.map(({ email }) => email)).toEqual([
      "ann@example.org",
      "both@example.org",
      "jo@example.org",
    ]);
    expect(found.get(greene)).toEqual([
      { email: "both@example.org", displayName: "Account of both@example.org" },
    ]);
  });

  it("is nobody of a chapter that is not asked about", async () => {
    expect([...(await recipientStore(database.prisma).reminderRecipients([greene])).keys()]).toEqual([
      greene,
    ]);
    expect((await recipientStore(database.prisma).reminderRecipients([])).size).toBe(0);
  });
});
