import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assemblePlatform, type Platform } from "../platform.js";
import { demonstrationTokens, testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { tokenSha256 } from "./token.js";

describe("whoever holds a token", () => {
  let database: TestDatabase;
  let platform: Platform;
  beforeAll(async () => {
    database = await copyDatabase("demonstration");
    platform = assemblePlatform(database, testNow);
  });
  afterAll(() => database.drop());

  it("is the viewer to whom it was issued", async () => {
    expect(await platform.useCases.identifyViewer(demonstrationTokens().reviewer)).toMatchObject({
      displayName: "Demonstration reviewer",
    });
  });

  it("is nobody when the token is unknown, empty, altered, or the hash that is kept of it", async () => {
    const token = demonstrationTokens().reviewer;
    const others = [
      "io_unknown",
      "",
      ` ${token}`,
      token.toUpperCase(),
      token.slice(0, -1),
      tokenSha256(token),
    ];
    const viewers = await Promise.all(others.map((one) => platform.useCases.identifyViewer(one)));
    expect(viewers.filter((viewer) => viewer !== null)).toEqual([]);
  });

  it("is nobody once the token is withdrawn", async () => {
    const token = demonstrationTokens().analyst;
    expect(await platform.useCases.identifyViewer(token)).not.toBeNull();
    await database.query("DELETE FROM api_token WHERE token_sha256 = $1", [tokenSha256(token)]);
    expect(await platform.useCases.identifyViewer(token)).toBeNull();
  });

  it("holds no role once the grants are withdrawn", async () => {
    await database.query("DELETE FROM role_grant");
    expect(await platform.useCases.identifyViewer(demonstrationTokens().coordinator)).toEqual({
      accountId: expect.any(Number),
      displayName: "Demonstration coordinator",
      isDemonstration: true,
      grants: [],
      reach: new Set(),
      scopes: "READ_WRITE",
    });
  });
});
