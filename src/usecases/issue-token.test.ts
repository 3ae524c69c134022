import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import type { TokenRequest } from "./issue-token.js";
import { tokenSha256 } from "./token.js";

const ANALYST: TokenRequest = {
  displayName: "State analyst",
  role: "analyst",
  state: "MO",
  chapter: null,
  county: null,
};

let database: TestDatabase;
let platform: Platform;
beforeAll(async () => {
  database = await copyDatabase("reference");
  platform = assemblePlatform(database, testNow);
});
afterAll(() => database.drop());

async function chaptersOf(state: string): Promise<ReadonlySet<number>> {
  const rows = await database.query<{ id: number }>("SELECT id FROM chapter WHERE state_code = $1", [state]);
  return new Set(rows.map(({ id }) => id));
}

async function tokenFor(request: TokenRequest): Promise<string> {
  const outcome = await platform.issueToken(request);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

describe("a token", () => {
  it.each(["analyst", "Reviewer", "ADMINISTRATOR"])("is issued to a %s of a state", async (role) => {
    const token = await tokenFor({ ...ANALYST, displayName: "  Jo  ", role });
    expect(await platform.useCases.identifyViewer(token)).toEqual({
      accountId: expect.any(Number),
      displayName: "Jo",
      isDemonstration: false,
      grants: [{ role: role.toUpperCase(), stateCode: "MO", chapterSlug: null }],
      reach: await chaptersOf("MO"),
      scopes: "READ_WRITE",
    });
  });

  it("is issued to a coordinator of a chapter", async () => {
    const token = await tokenFor({ ...ANALYST, role: "coordinator", chapter: "barry" });
    expect(await platform.useCases.identifyViewer(token)).toMatchObject({
      grants: [{ role: "COORDINATOR", stateCode: "MO", chapterSlug: "barry" }],
    });
  });

  it("is issued to an agency's officer of a chapter, and to a liaison of a county", async () => {
    const officer = await tokenFor({ ...ANALYST, role: "agency-officer", chapter: "barry" });
    expect(await platform.useCases.identifyViewer(officer)).toMatchObject({
      grants: [{ role: "AGENCY_OFFICER", stateCode: "MO", chapterSlug: "barry" }],
    });
    const liaison = await tokenFor({ ...ANALYST, role: "liaison", county: "29009" });
    expect(await platform.useCases.identifyViewer(liaison)).toMatchObject({
      grants: [{ role: "LIAISON", stateCode: "MO", chapterSlug: null, county: "29009" }],
    });
  });

  it("is kept nowhere: only its hash is", async () => {
    const token = await tokenFor(ANALYST);
    const everything = Object.values(await database.everyRow()).flat();
    expect(everything.filter((row) => row.includes(token) || row.includes(token.slice(3)))).toEqual([]);
    expect(everything.filter((row) => row.includes(tokenSha256(token)))).toHaveLength(1);
  });

  it("is never the same twice", async () => {
    expect(await tokenFor(ANALYST)).not.toBe(await tokenFor(ANALYST));
  });
});

describe("a request for a token", () => {
  it.each<[string, Partial<TokenRequest>, string, string]>([
    ["has no name", { displayName: "  " }, "--name", "MISSING_VALUE"],
    ["names no role", { role: "" }, "--role", "BAD_VALUE"],
    ["names a role that is none", { role: "sheriff" }, "--role", "BAD_VALUE"],
    ["names a state that is none", { state: "ZZ" }, "--state", "UNKNOWN_STATE"],
    ["names a chapter for a role that is statewide", { chapter: "barry" }, "--chapter", "BAD_VALUE"],
    ["names a county for an analyst", { county: "29009" }, "--county", "BAD_VALUE"],
    ["names no county for a liaison", { role: "liaison" }, "--county", "UNKNOWN_COUNTY"],
    ["names a county of another state", { role: "liaison", county: "53033" }, "--county", "UNKNOWN_COUNTY"],
    ["names no chapter for a coordinator", { role: "coordinator" }, "--chapter", "UNKNOWN_CHAPTER"],
    [
      "names a chapter that is none",
      { role: "coordinator", chapter: "atlantis" },
      "--chapter",
      "UNKNOWN_CHAPTER",
    ],
    [
      "names a chapter of another state",
      { role: "coordinator", chapter: "seattle" },
      "--chapter",
      "UNKNOWN_CHAPTER",
    ],
  ])("that %s is refused, and no account is made", async (_, change, path, code) => {
    const before = await database.fingerprint();
    expect(await platform.issueToken({ ...ANALYST, ...change })).toMatchObject({
      ok: false,
      problems: [{ path, code }],
    });
    expect(await database.fingerprint()).toEqual(before);
  });

  it("is refused with everything that is wrong with it at once", async () => {
    const request = { displayName: "", role: "sheriff", state: "MO", chapter: "atlantis", county: null };
    expect(await platform.issueToken(request)).toMatchObject({
      ok: false,
      problems: [{ path: "--name" }, { path: "--role" }, { path: "--chapter" }],
    });
    expect(await platform.issueToken({ ...request, state: "ZZ" })).toMatchObject({
      ok: false,
      problems: [{ path: "--name" }, { path: "--role" }, { path: "--state" }],
    });
  });
});
