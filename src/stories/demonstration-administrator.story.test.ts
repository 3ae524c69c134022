// The administrator whose token is printed at each start: never a way into an account that is real.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startApp, type Asker, type TestApp } from "../testkit/app.js";
import { realAdministrator, type RealAdministrator } from "../testkit/real-administrator.js";

let app: TestApp;
let administrator: RealAdministrator;
let real = "";
let invented = "";

beforeAll(async () => {
  app = await startApp("demonstration");
  administrator = await realAdministrator(app);
  const { account } = await invite(administrator, "jo@example.org");
  real = account!.id;
  const [own] = (await listed("administrator")).filter(({ displayName }) => displayName.endsWith("analyst"));
  invented = own!.id;
});
afterAll(() => app.close());

interface Answered {
  readonly account: { readonly id: string } | null;
  readonly invitationLink?: string | null;
  readonly userErrors: readonly { readonly code: string; readonly path: string; readonly fix: string }[];
}

async function change(asker: Asker | RealAdministrator, field: string): Promise<Answered> {
  const { data, errors } = await app.ask(asker, `mutation { done: ${field} }`);
  expect(errors).toEqual([]);
  return data!["done"] as Answered;
}

const GRANTS = 'grants: [{ role: ANALYST, state: "MO" }]';

function invite(asker: Asker | RealAdministrator, email: string) {
  return change(
    asker,
    `inviteAccount(email: "${email}", displayName: "Jo", ${GRANTS}, idempotencyKey: "FRESH") { account { id } invitationLink userErrors { code path fix } }`,
  );
}

const DEEDS = ["setGrants", "disableAccount", "enableAccount", "renewInvitation"] as const;

function manage(asker: Asker | RealAdministrator, deed: (typeof DEEDS)[number], id: string) {
  const more = deed === "setGrants" ? `, ${GRANTS}` : "";
  return change(
    asker,
    `${deed}(account: "${id}"${more}, idempotencyKey: "FRESH") { account { id } userErrors { code path fix } }`,
  );
}

async function listed(asker: Asker | RealAdministrator) {
  const { data } = await app.ask(
    asker,
    '{ accounts(state: "MO", first: 100) { edges { node { id displayName email isDemonstration } } } }',
  );
  const { edges } = data!["accounts"] as {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly displayName: string; readonly isDemonstration: boolean };
    }[];
  };
  return edges.map(({ node }) => node);
}

const accounts = async () => {
  const { account, role_grant, invitation, session } = await app.database.fingerprint();
  return { account, role_grant, invitation, session };
};

describe("the demonstration administrator", () => {
  it.each(DEEDS)("cannot do %s to a real account", async (deed) => {
    const before = await accounts();
    expect(await manage("administrator", deed, real)).toMatchObject({
      account: null,
      userErrors: [{ code: "DEMONSTRATION", path: "account" }],
    });
    expect(await accounts()).toEqual(before);
  });

  it("invites nobody, and is told so together with all else that is wrong", async () => {
    const before = await accounts();
    const { userErrors, ...nothing } = await invite("administrator", "no address");
    expect(nothing).toEqual({ account: null, invitationLink: null });
    expect(userErrors.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "DEMONSTRATION viewer",
      "BAD_EMAIL email",
    ]);
    expect((await invite("administrator", "kim@example.org")).userErrors).toMatchObject([
      { code: "DEMONSTRATION" },
    ]);
    expect(await accounts()).toEqual(before);
  });

  it("sees no real account, whose address is nobody's business", async () => {
    const seen = await listed("administrator");
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.filter(({ isDemonstration }) => !isDemonstration)).toEqual([]);
    expect((await listed(administrator)).map(({ id }) => id)).toEqual(
      expect.arrayContaining([real, invented]),
    );
  });

  it("manages demonstration accounts", async () => {
    for (const deed of ["setGrants", "disableAccount", "enableAccount"] as const)
      expect((await manage("administrator", deed, invented)).userErrors).toEqual([]);
  });
});

describe("a real administrator", () => {
  it.each(["setGrants", "enableAccount", "renewInvitation"] as const)(
    "cannot do %s to a demonstration account",
    async (deed) => {
      const before = await accounts();
      expect((await manage(administrator, deed, invented)).userErrors).toMatchObject([
        { code: "DEMONSTRATION", path: "account" },
      ]);
      expect(await accounts()).toEqual(before);
    },
  );

  it("can stop the token of a demonstration account, which never expires", async () => {
    expect((await manage(administrator, "disableAccount", invented)).userErrors).toEqual([]);
    expect((await app.ask("analyst", "{ viewer { displayName } }")).status).toBe(401);
  });
});
