import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Viewer } from "../domain/access/viewer.js";
import { assemblePlatform, type Platform } from "../platform.js";
import { demonstrationTokens, testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { DEMONSTRATION_USERS, type DemonstrationTokens } from "./issue-demonstration-tokens.js";

describe("demonstration tokens", () => {
  let database: TestDatabase;
  let platform: Platform;
  let tokens: DemonstrationTokens;
  beforeAll(async () => {
    database = await copyDatabase("demonstration");
    platform = assemblePlatform(database, testNow);
    await platform.issueToken({
      displayName: "A real analyst",
      role: "analyst",
      state: "MO",
      chapter: null,
      county: null,
    });
    tokens = await platform.issueDemonstrationTokens();
  });
  afterAll(() => database.drop());

  /** With the grants in order of state: they come in no order of their own. */
  async function viewerOf(token: string): Promise<Viewer | null> {
    const viewer = await platform.useCases.identifyViewer(token);
    const inOrder = viewer?.grants.toSorted((one, other) => (one.stateCode < other.stateCode ? -1 : 1));
    return viewer === null ? null : { ...viewer, grants: inOrder ?? [] };
  }

  it("are one a kind of user, each of its own", () => {
    expect(Object.keys(tokens)).toEqual([...DEMONSTRATION_USERS]);
    expect(new Set(Object.values(tokens)).size).toBe(4);
    expect(Object.values(tokens).every((token) => /^io_[\w-]{43}$/.test(token))).toBe(true);
  });

  it("let staff into every state that has a chapter, and the coordinator into one chapter", async () => {
    const viewers = await Promise.all(DEMONSTRATION_USERS.map((user) => viewerOf(tokens[user])));
    const statewide = (role: string) =>
      ["MO", "WA"].map((stateCode) => ({ role, stateCode, chapterSlug: null }));
    expect(viewers).toMatchObject([
      { displayName: "Demonstration analyst", isDemonstration: true, grants: statewide("ANALYST") },
      {
        displayName: "Demonstration coordinator",
        isDemonstration: true,
        grants: [{ role: "COORDINATOR", stateCode: "MO", chapterSlug: "saints-avenue" }],
      },
      { displayName: "Demonstration reviewer", isDemonstration: true, grants: statewide("REVIEWER") },
      {
        displayName: "Demonstration administrator",
        isDemonstration: true,
        grants: statewide("ADMINISTRATOR"),
      },
    ]);
  });

  it("belong to accounts that stay the same, known by an address and without a password", async () => {
    const accounts = () =>
      database.query("SELECT id, email, password_hash FROM account WHERE is_demonstration ORDER BY email");
    const before = await accounts();
    tokens = await platform.issueDemonstrationTokens();
    expect(await accounts()).toEqual(before);
    expect(before).toMatchObject(
      [...DEMONSTRATION_USERS].sort().map((user) => ({ email: `${user}@demo.invalid`, password_hash: null })),
    );
  });

  it("make the earlier ones worthless and leave other accounts alone", async () => {
    const earlier = await Promise.all(
      Object.values(demonstrationTokens()).map(platform.useCases.identifyViewer),
    );
    expect(earlier).toEqual([null, null, null, null]);
    const accounts = await database.query(
      "SELECT is_demonstration, count(*)::int FROM account GROUP BY 1 ORDER BY 1",
    );
    expect(accounts).toEqual([
      { is_demonstration: false, count: 1 },
      { is_demonstration: true, count: 4 },
    ]);
  });
});
