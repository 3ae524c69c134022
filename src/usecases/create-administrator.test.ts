import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assemblePlatform, type Platform } from "../platform.js";
import { testNow } from "../testkit/app.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";

const PASSWORD = "four words without sense";
const JO = { email: "Jo@Example.org", displayName: "Jo", state: "MO", password: PASSWORD };

let database: TestDatabase;
let platform: Platform;
beforeAll(async () => {
  database = await copyDatabase("reference");
  platform = assemblePlatform(database, testNow);
});
afterAll(() => database.drop());

const signIn = (email: string, password: string) =>
  platform.useCases.people.signIn({
    email,
    password,
    address: "192.0.2.1",
    earlierSession: null,
    devices: null,
  });

describe("the administrator that an operator makes", () => {
  it("signs in with the password that was given, and administers the state", async () => {
    expect(await platform.createAdministrator(JO)).toEqual({ ok: true, value: null });
    const outcome = await signIn("jo@example.org", PASSWORD);
    const token = outcome.kind === "SIGNED_IN" ? outcome.session.token : "";
    expect(await platform.useCases.people.identifySession(token)).toMatchObject({
      displayName: "Jo",
      grants: [{ role: "ADMINISTRATOR", stateCode: "MO", chapterSlug: null }],
    });
  });

  it("sets a password by a link when none was given", async () => {
    const made = await platform.createAdministrator({ ...JO, email: "kim@example.org", password: null });
    const link = made.ok ? (made.value?.link ?? "") : "";
    expect((await signIn("kim@example.org", PASSWORD)).kind).toBe("REFUSED");
    const { people } = platform.useCases;
    expect(await people.acceptInvitation(link.split("#")[1]!, PASSWORD, null)).toMatchObject({ ok: true });
    expect((await signIn("kim@example.org", PASSWORD)).kind).toBe("SIGNED_IN");
  });

  it("is not made when anything is wrong, all of which is said, or the address is taken", async () => {
    const before = await database.fingerprint();
    const bad = { email: "jo", displayName: " ", state: "ZZ", password: "short" };
    const refused = await platform.createAdministrator(bad);
    expect(refused).toMatchObject({
      ok: false,
      problems: [{ path: "--email" }, { path: "--name" }, { path: "--state" }, { path: "password" }],
    });
    expect(JSON.stringify(refused)).not.toContain('short"');
    expect(await platform.createAdministrator(JO)).toMatchObject({
      ok: false,
      problems: [{ path: "--email" }],
    });
    // The sequence of account numbers moves on; the rows do not.
    expect(await database.fingerprint()).toEqual(before);
  });
});
