// Every mutation of the schema, sent twice: the second time changes no row and says that it was answered before. Each pool of the
// server has one connection: work that needs a second while it holds one would wait for itself.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildSchema } from "graphql";
import { readFileSync } from "node:fs";
import { startApp, type Asker, type TestApp } from "../testkit/app.js";
import { accountOf } from "../testkit/database.js";
import { plantBuiltRelease } from "../testkit/planted-release.js";
import { Browser } from "../testkit/browser.js";
import { sentMonth } from "../testkit/sent-month.js";
import { realAdministrator, type RealAdministrator } from "../testkit/real-administrator.js";
import { forgetMonth } from "../testkit/forget-month.js";

const PLACE = { state: "MO", chapter: "saints-avenue" };
const MONTH = "2026-10";
const PASSWORD = "four words without sense";
const NEXT = "another four words of it";

interface Payload {
  readonly replayed: boolean;
  readonly userErrors: readonly object[];
  readonly receipt?: object | null;
}

interface Request {
  readonly asker: Asker | RealAdministrator;
  /** Everything but the key. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Arguments as they are written; a mutation has these or an input. */
  readonly args?: string;
}

let app: TestApp;
let administrator: RealAdministrator;
let county = "";
/** Of the account that is invited first. */
let account = "";
let apiToken = "";
let savedQuestion = "";
let release = "";
/** Of one that waits for a second person. */
let builtRelease = "";
let version = 0;

const onReport = (asker: Asker, more: object = {}, month = MONTH): Request => ({
  asker,
  input: { report: { ...PLACE, county, month }, version, ...more },
});
const GRANTS = `grants: [{ role: ANALYST, state: "MO" }]`;
const reason = "Found in a drawer.";

/** Mutation → how it is sent, in an order in which each can be done. */
const REQUESTS: Readonly<Record<string, () => Request>> = {
  saveReportDraft: () => onReport("coordinator", { values: [{ measure: "ENCOUNTERS", value: 3 }] }),
  fileZeroReport: () => onReport("coordinator"),
  returnReport: () => onReport("reviewer", { comment: "Nothing at all?" }),
  submitReport: () => onReport("coordinator", { values: sentMonth(), comment: "A quiet month." }),
  acceptReport: () => onReport("reviewer"),
  reopenReport: () => onReport("reviewer", { reason }),
  allowLateReport: () => ({
    asker: "reviewer",
    input: { report: { ...PLACE, county, month: "2025-03" }, until: "2026-12-01", reason },
  }),
  createApiToken: () => ({
    asker: "analyst",
    args: 'label: "Nightly", scopes: READ, expiresAt: "2027-01-01T00:00:00Z"',
  }),
  revokeApiToken: () => ({ asker: "analyst", args: `apiToken: "${apiToken}"` }),
  saveQuestion: () => ({ asker: "analyst", args: 'name: "Jail", address: "state=MO&by=CHAPTER"' }),
  forgetQuestion: () => ({ asker: "analyst", args: `savedQuestion: "${savedQuestion}"` }),
  inviteAccount: () => ({
    asker: administrator,
    args: `email: "jo@example.org", displayName: "Jo", ${GRANTS}`,
  }),
  renewInvitation: () => ({ asker: administrator, args: `account: "${account}"` }),
  setGrants: () => ({ asker: administrator, args: `account: "${account}", ${GRANTS}` }),
  disableAccount: () => ({ asker: administrator, args: `account: "${account}"` }),
  enableAccount: () => ({ asker: administrator, args: `account: "${account}"` }),
  publishRelease: () => ({ asker: "administrator", args: `release: "${builtRelease}"` }),
  withdrawRelease: () => ({
    asker: "administrator",
    args: `release: "${builtRelease}", reason: "${reason}"`,
  }),
  buildRelease: () => ({ asker: "reviewer", args: 'state: "MO", until: "2026-03"' }),
  discardRelease: () => ({ asker: "reviewer", args: `release: "${release}"` }),
  restateYear: () => ({ asker: "reviewer", args: 'state: "MO", year: 2025' }),
};

/** The one whose arguments are all secret: a retry cannot be told from another request, and is refused. */
const INCOMPARABLE = "changePassword";

beforeAll(async () => {
  app = await startApp("demonstration", undefined, { database: { mostConnections: 1 } });
  administrator = await realAdministrator(app);
  const { data } = await app.ask(
    "coordinator",
    `{ chapter(state: "MO", slug: "${PLACE.chapter}") { counties(month: "${MONTH}") { fips } } }`,
  );
  county = (data as { chapter: { counties: { fips: string }[] } }).chapter.counties[0]!.fips;
  await forgetMonth(app.database, county, MONTH);
  const id = await plantBuiltRelease(app.database, await accountOf(app.database, "reviewer"));
  builtRelease = Buffer.from(`ReleaseDraft:${String(id)}`).toString("base64url");
});
afterAll(() => app.close());

const SCHEMA = buildSchema(readFileSync("schema/staff.graphql", "utf8"));
const MUTATIONS = SCHEMA.getMutationType()!.getFields();

async function send(mutation: string, { asker, input, args }: Request): Promise<Payload> {
  const key = `retry of ${mutation}`;
  const more =
    mutation === "createApiToken"
      ? "apiToken { id }"
      : mutation === "saveQuestion"
        ? "savedQuestion { id }"
        : mutation === "inviteAccount"
          ? "account { id }"
          : mutation === "buildRelease" || mutation === "restateYear"
            ? "release { id }"
            : input !== undefined && mutation !== "allowLateReport"
              ? "receipt { auditSha256 } report { version }"
              : "";
  const fields = `{ replayed userErrors { code path severity message } ${more} }`;
  const answer =
    input === undefined
      ? await app.ask(
          asker,
          `mutation { payload: ${mutation}(${args ?? ""}, idempotencyKey: "${key}") ${fields} }`,
        )
      : await app.ask(
          asker,
          `mutation ($input: ${String(MUTATIONS[mutation]!.args[0]!.type)}) { payload: ${mutation}(input: $input) ${fields} }`,
          { input: { ...input, idempotencyKey: key } },
        );
  expect(answer.errors).toEqual([]);
  return (answer.data as { payload: Payload }).payload;
}

/** Takes down what later requests name. */
function remember(payload: object): void {
  const { report, ...made } = payload as {
    readonly report?: { readonly version: number };
    readonly account?: { readonly id: string };
    readonly apiToken?: { readonly id: string };
    readonly savedQuestion?: { readonly id: string };
    readonly release?: { readonly id: string };
  };
  version = report?.version ?? version;
  account = made.account?.id ?? account;
  apiToken = made.apiToken?.id ?? apiToken;
  savedQuestion = made.savedQuestion?.id ?? savedQuestion;
  release = made.release?.id ?? release;
}

describe("the mutations of the schema", () => {
  it("are all here", () => {
    expect([...Object.keys(REQUESTS), INCOMPARABLE].sort()).toEqual(Object.keys(MUTATIONS).sort());
  });

  it.each(Object.keys(REQUESTS))("%s does nothing twice", async (mutation) => {
    const request = REQUESTS[mutation]!();
    const before = await app.database.fingerprint();
    const first = await send(mutation, request);
    expect(first).toMatchObject({ replayed: false });
    expect(first.userErrors.filter((one) => (one as { severity: string }).severity === "ERROR")).toEqual([]);
    const between = await app.database.fingerprint();
    expect(between).not.toEqual(before);
    const again = await send(mutation, request);
    expect(again.replayed).toBe(true);
    expect(again.receipt).toEqual(first.receipt);
    expect(await app.database.fingerprint()).toEqual(between);
    remember(first);
  });
});

describe(INCOMPARABLE, () => {
  it("is done once, and a retry is refused, since no secret is kept to compare", async () => {
    const { data } = await app.ask(
      administrator,
      `mutation { inviteAccount(email: "kim@example.org", displayName: "Kim", ${GRANTS}, idempotencyKey: "kim") { invitationLink } }`,
    );
    const link = (data as { inviteAccount: { invitationLink: string } }).inviteAccount.invitationLink;
    const browser = new Browser(app.url);
    await browser.post("/auth/accept-invitation", { token: link.split("#")[1], password: PASSWORD });
    const change = async () =>
      (
        await browser.ask(
          `mutation { payload: changePassword(presentPassword: "${PASSWORD}", newPassword: "${NEXT}", idempotencyKey: "once") { replayed userErrors { code } } }`,
        )
      ).body.data?.["payload"];
    expect(await change()).toEqual({ replayed: false, userErrors: [] });
    // The change has ended the session.
    await browser.post("/auth/sign-in", { email: "kim@example.org", password: NEXT });
    const between = await app.database.fingerprint();
    expect(await change()).toEqual({ replayed: false, userErrors: [{ code: "KEY_REUSED" }] });
    expect(await app.database.fingerprint()).toEqual(between);
  });
});
