import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { demonstrationEmail, type Email } from "../domain/access/account.js";
import type { Grant, Role } from "../domain/access/viewer.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import type { AccountWriter, NewToken } from "../usecases/account-ports.js";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";
import { accountStore } from "./account-store.js";
import { asAccount } from "./as-account.js";
import { inTransaction } from "./transaction.js";

const MO = "MO" as StateCode;
const WA = "WA" as StateCode;
const AT = new Date("2026-11-23T18:00:00Z");
const hash = (digits: string) => digits.repeat(64 / digits.length);
const after = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await copyDatabase("reference");
});
afterAll(() => database.drop());

const write = <T>(work: (writer: AccountWriter) => Promise<T>) => inTransaction(database.prisma)(work);
const store = () => accountStore(database);

function addAccount(displayName: string, grants: readonly Grant[] = [], email: string | null = null) {
  return write((writer) =>
    writer.addAccount({ displayName, email: email as Email | null, passwordHash: null, grants }),
  );
}

function addToken(accountId: number, tokenSha256: string, change: Partial<NewToken> = {}) {
  const token = {
    label: "A token",
    prefix: "io_abcdef",
    scopes: "READ_WRITE",
    createdAt: AT,
    expiresAt: null,
  } as const;
  return write((writer) => writer.addToken(accountId, { ...token, tokenSha256, ...change }));
}

async function add(displayName: string, tokenSha256: string, ...grants: readonly Grant[]): Promise<number> {
  const id = (await addAccount(displayName, grants)) ?? 0;
  await addToken(id, tokenSha256);
  return id;
}

/** Numbers of the chapters that a condition picks. */
async function chapters(where: string): Promise<ReadonlySet<number>> {
  const rows = await database.query<{ id: number }>(`SELECT id FROM chapter WHERE ${where}`);
  return new Set(rows.map(({ id }) => id));
}

const read = (tokenSha256: string, now = AT) => store().viewerByToken(tokenSha256, now);

describe("an account", () => {
  it("is found by the hash of its token, with the roles it holds and where", async () => {
    const grants: readonly Grant[] = [
      { role: "COORDINATOR", stateCode: MO, chapterSlug: "barry" },
      { role: "LIAISON", stateCode: MO, chapterSlug: null, county: "29009" as CountyFips },
      { role: "AGENCY_OFFICER", stateCode: WA, chapterSlug: "seattle" },
      { role: "DISPATCHER", stateCode: WA, chapterSlug: null },
    ];
    const accountId = await add("Jo", hash("a"), ...grants);
    expect(await read(hash("a"))).toEqual({
      accountId,
      displayName: "Jo",
      isDemonstration: false,
      grants,
      reach: await chapters("slug = 'barry' AND state_code = 'MO' OR slug = 'seattle' AND state_code = 'WA'"),
      scopes: "READ_WRITE",
    });
  });

  it("may hold no role", async () => {
    await add("Nobody", hash("c"));
    expect(await read(hash("c"))).toMatchObject({ displayName: "Nobody", grants: [], reach: new Set() });
  });

  it("is not found by another hash, by the start of it, or by its name", async () => {
    for (const other of [hash("d"), hash("a").slice(0, 10), hash("A"), "Jo", "", "%"]) {
      expect(await read(other)).toBeNull();
    }
  });

  it("cannot share a token or an address with another", async () => {
    const thief = await addAccount("Thief");
    await expect(addToken(thief!, hash("a"))).rejects.toThrow(/Unique constraint/);
    expect(await addAccount("One", [], "one@example.org")).toEqual(expect.any(Number));
    expect(await addAccount("Another", [], "one@example.org")).toBeNull();
    expect(await database.query("SELECT FROM account WHERE display_name = 'Another'")).toEqual([]);
  });

  it("cannot be a coordinator of a chapter that does not exist", async () => {
    const lost = { role: "COORDINATOR", stateCode: WA, chapterSlug: "barry" } as const;
    await expect(addAccount("Lost", [lost])).rejects.toThrow();
    expect(await database.query("SELECT FROM account WHERE display_name = 'Lost'")).toEqual([]);
  });

  it("is listed in the states where it works, page by page in the order of making", async () => {
    const analyst = (stateCode: StateCode) => ({ role: "ANALYST", stateCode, chapterSlug: null }) as const;
    const ids = [
      await addAccount("First", [analyst(WA)], "first@example.org"),
      await addAccount("Second", [analyst(WA), analyst(MO)], "second@example.org"),
    ];
    const page = await store().pageOfAccounts("WA", { first: 1, after: String(ids[0]! - 1) }, "ALL");
    expect(page).toMatchObject({ items: [{ id: ids[0], email: "first@example.org" }], hasNext: true });
    const rest = await store().pageOfAccounts("WA", { first: 9, after: String(ids[0]) }, "ALL");
    expect(rest).toMatchObject({
      items: [{ id: ids[1], hasPassword: false, disabledAt: null }],
      hasNext: false,
    });
    expect((await store().pageOfAccounts("WA", { first: 9, after: null }, "DEMONSTRATION")).items).toEqual(
      [],
    );
  });
});

describe("the reach of an account", () => {
  const MISSOURI = "state_code = 'MO'";
  const BARRY = "slug = 'barry' AND state_code = 'MO'";
  const reachOf = async (digit: string, ...grants: readonly Grant[]) => {
    const id = await add(`Reaching ${digit}`, hash(digit), ...grants);
    await write((writer) =>
      writer.addSession(id, { tokenSha256: hash(digit), createdAt: AT, expiresAt: after(60) }),
    );
    const viewers = [await read(hash(digit)), await store().viewerBySession(hash(digit), AT, after(-60))];
    const [locked] = await asAccount(
      database.prisma,
      id,
      (client) => client.$queryRaw<{ ids: number[] }[]>`SELECT app_chapters() AS ids`,
    );
    return { viewers, locked: new Set(locked?.ids) };
  };

  it.each<readonly [string, Role, Partial<Grant>, string]>([
    ["2a", "ADMINISTRATOR", {}, MISSOURI],
    ["2b", "REVIEWER", {}, MISSOURI],
    ["2c", "ANALYST", {}, MISSOURI],
    ["2d", "COORDINATOR", { chapterSlug: "barry" }, BARRY],
    ["2e", "AGENCY_OFFICER", { chapterSlug: "barry" }, BARRY],
    ["2f", "LIAISON", { county: "29009" as CountyFips }, "false"],
    ["3a", "DISPATCHER", {}, "false"],
  ])(
    "%s, as %s, is what the third lock opens for it, by token and by session",
    async (digit, role, place, where) => {
      const { viewers, locked } = await reachOf(digit, { role, stateCode: MO, chapterSlug: null, ...place });
      const expected = await chapters(where);
      expect(locked).toEqual(expected);
      expect(viewers.map((viewer) => viewer?.reach)).toEqual([expected, expected]);
    },
  );

  it("is that of all its grants together, and goes with them", async () => {
    const grants = [
      { role: "COORDINATOR", stateCode: MO, chapterSlug: "barry" },
      { role: "ANALYST", stateCode: WA, chapterSlug: null },
    ] as const;
    const { viewers, locked } = await reachOf("3b", ...grants);
    expect(locked).toEqual(await chapters(`${BARRY} OR state_code = 'WA'`));
    expect(viewers.map((viewer) => viewer?.reach)).toEqual([locked, locked]);
    await write((writer) => writer.replaceGrants(viewers[0]!.accountId, grants.slice(0, 1)));
    expect((await read(hash("3b")))?.reach).toEqual(await chapters(BARRY));
  });
});

describe("a demonstration account", () => {
  const reviewer = {
    displayName: "Demonstration reviewer",
    email: demonstrationEmail("reviewer"),
    grants: [{ role: "REVIEWER", stateCode: MO, chapterSlug: null }],
  } as const;

  it("stays the same when it is made again, with the grants of then; its tokens can be taken away", async () => {
    const id = await write((writer) => writer.keepDemonstrationAccount(reviewer));
    await addToken(id, hash("f"));
    const grants = [{ role: "REVIEWER", stateCode: WA, chapterSlug: null }] as const;
    expect(await write((writer) => writer.keepDemonstrationAccount({ ...reviewer, grants }))).toBe(id);
    expect(await read(hash("f"))).toMatchObject({ accountId: id, isDemonstration: true, grants });
    await write((writer) => writer.removeDemonstrationTokens());
    expect(await read(hash("f"))).toBeNull();
    expect(await read(hash("a"))).not.toBeNull();
  });
});

describe("a token", () => {
  it("stops working when it expires, when it is revoked, and while its account is disabled", async () => {
    const id = await add("Short-lived", hash("1"));
    const token = await addToken(id, hash("2"), { expiresAt: after(10), scopes: "READ" });
    expect(await read(hash("2"), after(9))).toMatchObject({ scopes: "READ" });
    expect(await read(hash("2"), after(10))).toBeNull();
    await write((writer) => writer.setDisabledAt(id, AT));
    expect(await read(hash("1"))).toBeNull();
    await write((writer) => writer.setDisabledAt(id, null));
    expect(await read(hash("1"))).not.toBeNull();
    const revoked = await write((writer) => writer.revokeToken(id, token.id, AT));
    expect(revoked).toMatchObject({ id: token.id, revokedAt: AT });
    expect(await read(hash("2"))).toBeNull();
  });

  it("is revoked by its own account only", async () => {
    const [owner, other] = [await addAccount("Owner"), await addAccount("Other")];
    const token = await addToken(owner!, hash("3"));
    expect(await write((writer) => writer.revokeToken(other!, token.id, AT))).toBeNull();
    expect(await read(hash("3"))).not.toBeNull();
  });

  it("is noted as used at most once a minute, by one of many requests at once", async () => {
    const id = await addAccount("Busy");
    await addToken(id!, hash("4"));
    const usedAt = async () => (await store().tokensOf(id!))[0]?.lastUsedAt;
    expect(await usedAt()).toBeNull();
    await Promise.all(Array.from({ length: 8 }, () => read(hash("4"))));
    expect(await usedAt()).toEqual(AT);
    await read(hash("4"), after(0.9));
    expect(await usedAt()).toEqual(AT);
    await read(hash("4"), after(1));
    expect(await usedAt()).toEqual(after(1));
  });
});

describe("a session", () => {
  const lease = (digit: string) => ({ tokenSha256: hash(digit), createdAt: AT, expiresAt: after(60) });
  const seen = (digit: string, now: Date, idleMinutes = 20) =>
    store().viewerBySession(hash(digit), now, new Date(now.getTime() - idleMinutes * 60_000));

  it("holds while it is used, until it expires, and carries no scopes", async () => {
    const id = await addAccount("Jay");
    await write((writer) => writer.addSession(id!, lease("5")));
    expect(await seen("5", after(10))).toEqual({
      accountId: id,
      displayName: "Jay",
      isDemonstration: false,
      grants: [],
      reach: new Set(),
    });
    expect(await seen("5", after(29))).not.toBeNull();
    expect(await seen("5", after(48))).not.toBeNull();
    expect(await seen("5", after(60))).toBeNull();
  });

  it("is over when it was idle for too long, and when its account is disabled", async () => {
    const id = await addAccount("Kim");
    await write((writer) => writer.addSession(id!, lease("6")));
    expect(await seen("6", after(20))).toBeNull();
    await write((writer) => writer.setDisabledAt(id!, AT));
    expect(await seen("6", after(1))).toBeNull();
  });

  it("that is over is swept away by the next sign-in of anybody", async () => {
    const id = await addAccount("Lee");
    await write((writer) =>
      writer.addSession(id!, { ...lease("7"), createdAt: after(-90), expiresAt: after(-1) }),
    );
    await write((writer) => writer.addSession(id!, lease("8")));
    const rows = await database.query("SELECT token_sha256 FROM session WHERE account_id = $1", [id]);
    expect(rows).toEqual([{ token_sha256: hash("8") }]);
  });
});

describe("an invitation", () => {
  it("is accepted once, in time, and replaced by the next", async () => {
    const id = await addAccount("Max", [], "max@example.org");
    const lease = (digit: string) => ({ tokenSha256: hash(digit), createdAt: AT, expiresAt: after(60) });
    await write((writer) => writer.addInvitation(id!, lease("1")));
    await write((writer) => writer.addInvitation(id!, lease("2")));
    expect(await store().invited(hash("1"), AT)).toBeNull();
    expect(await store().invited(hash("2"), after(60))).toBeNull();
    expect(await store().invited(hash("2"), AT)).toMatchObject({ accountId: id, email: "max@example.org" });
    const accept = () => write((writer) => writer.acceptInvitation(hash("2"), after(5)));
    expect([await accept(), await accept()]).toEqual([true, false]);
    expect(await store().invited(hash("2"), AT)).toBeNull();
  });
});

describe("a visit to a provider", () => {
  it("is taken once, by one of two at the same time, and not when it is over", async () => {
    const visit = { state: "state", nonce: "nonce", codeVerifier: "verifier" };
    const lease = { tokenSha256: hash("9"), createdAt: AT, expiresAt: after(10) };
    await write((writer) => writer.addProviderVisit(visit, lease));
    const take = (now: Date) => write((writer) => writer.takeProviderVisit(hash("9"), now));
    const taken = await Promise.all([take(AT), take(AT)]);
    expect(taken.filter((one) => one !== null)).toEqual([visit]);
    await write((writer) => writer.addProviderVisit(visit, lease));
    expect(await take(after(10))).toBeNull();
  });
});
