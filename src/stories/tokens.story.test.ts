// Who may ask for what: nobody, the four demonstration users, and those whose token is no good.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { buildPublicSchema, buildStaffSchema } from "../graphql/schemas.js";
import {
  demonstrationTokens,
  startApp,
  type Answer,
  type GraphqlError,
  type TestApp,
} from "../testkit/app.js";
import {
  AdministratorWhoAmIDocument,
  CoordinatorMyChapterByMonthDocument,
} from "../testkit/generated/graphql.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

async function askWith(authorization: string, query = "{ viewer { displayName } }") {
  const response = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  return { response, text, ...(JSON.parse(text) as { data?: unknown; errors?: readonly GraphqlError[] }) };
}

function askForChapters(asker: "coordinator" | "analyst", rest: string): Promise<Answer> {
  return app.ask(
    asker,
    `{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-03"${rest} }) { total { encounters { status } } } }`,
  );
}

describe("a request without a token", () => {
  it("meets the public schema", async () => {
    const { data } = await app.ask("public", '{ __type(name: "Viewer") { name } states { code } }');
    expect(data).toEqual({ __type: null, states: [{ code: "MO" }, { code: "WA" }] });
  });

  it("is refused every field that only the staff have", async () => {
    const fields = async (schema: ReturnType<typeof buildPublicSchema>) =>
      Object.values((await schema).getQueryType()?.getFields() ?? {});
    const publicNames = new Set((await fields(buildPublicSchema())).map(({ name }) => name));
    const staffOnly = (await fields(buildStaffSchema())).filter(({ name }) => !publicNames.has(name));
    expect(staffOnly.map(({ name }) => name).sort()).toEqual([
      "accounts",
      "figureChanges",
      "liveComparison",
      "liveFunnel",
      "liveOutcomes",
      "liveStandardization",
      "liveTrend",
      "myChapters",
      "releaseDraft",
      "releaseDrafts",
      "report",
      "reports",
      "viewer",
    ]);
    for (const { name } of staffOnly) {
      const { status, data, errors } = await app.ask("public", `{ ${name} { __typename } }`);
      expect([status, data, errors[0]?.message]).toEqual([
        401,
        null,
        expect.stringContaining("What you ask for is for those who are signed in"),
      ]);
    }
  });

  it.each([
    ["a fragment", '{ node(id: "Q291bnR5OjI5MDAx") { ... on Viewer { displayName } } }'],
    ["a named fragment", '{ node(id: "Q291bnR5OjI5MDAx") { ...A } } fragment A on MonthlyReport { version }'],
    ["an interface of theirs", '{ node(id: "Q291bnR5OjI5MDAx") { ... on MutationPayload { replayed } } }'],
  ])("reaches no type of theirs by %s", async (_how, query) => {
    const { status, data, errors } = await app.ask("public", query);
    expect([status, data, errors.map(({ extensions }) => extensions.code)]).toEqual([
      401,
      null,
      ["UNAUTHENTICATED"],
    ]);
  });

  it("finds nothing of theirs by introspection, nor by guessing at names", async () => {
    const { data } = await app.ask(
      "public",
      "{ __schema { types { name description fields { name description } } } }",
    );
    for (const name of [
      "Viewer",
      "Grant",
      "LiveOutcomeTable",
      "MonthlyReport",
      "liveOutcomes",
      "ReleaseDraft",
      "DraftCell",
    ]) {
      expect(JSON.stringify(data)).not.toContain(name);
    }
    const { text } = await app.ask("public", "{ liveOutcome viewers lifeOutcomes { row } }");
    expect(text).not.toMatch(/liveOutcomes|Did you mean "viewer"/);
  });

  it("gets null for the id of something that only the staff know", async () => {
    for (const key of ["Viewer:1", "Account:1", "MonthlyReport:1"]) {
      const id = Buffer.from(key).toString("base64url");
      const { data, errors } = await app.ask("public", "query ($id: ID!) { node(id: $id) { id } }", { id });
      expect([data, errors]).toEqual([{ node: null }, []]);
    }
  });
});

describe("a token that is no good", () => {
  const analyst = () => demonstrationTokens().analyst;

  it.each([
    ["unknown", () => `Bearer io_${"x".repeat(43)}`],
    ["cut short", () => `Bearer ${analyst().slice(0, -1)}`],
    ["of another kind", () => `Basic ${Buffer.from(`analyst:${analyst()}`).toString("base64")}`],
    ["without its scheme", () => analyst()],
    ["only a scheme", () => "Bearer"],
    ["followed by something", () => `Bearer ${analyst()} ${analyst()}`],
    [
      "its own hash, as the database has it",
      () => `Bearer ${createHash("sha256").update(analyst()).digest("hex")}`,
    ],
    ["empty", () => ""],
  ])("is refused with 401, and does not fall back to what is public: %s", async (_what, authorization) => {
    const { response, text, data, errors } = await askWith(authorization(), "{ states { code } }");
    expect([response.status, response.headers.get("www-authenticate"), data]).toEqual([
      401,
      "Bearer",
      undefined,
    ]);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining("The token is not known, or works no longer."),
        extensions: {
          code: "UNAUTHENTICATED",
          requestId: response.headers.get("x-request-id"),
          problems: [
            {
              code: "NOT_ALLOWED",
              path: "headers.authorization",
              fix: expect.stringContaining("leave the header out"),
            },
          ],
        },
      },
    ]);
    expect(text).not.toContain(analyst());
  });

  it("is refused as soon as it is withdrawn, and never stands in the log", async () => {
    const issued = await app.platform.issueToken({
      displayName: "Short-lived",
      role: "analyst",
      state: "MO",
      chapter: null,
      county: null,
    });
    const token = issued.ok ? issued.value : "";
    expect((await askWith(`bearer ${token}`)).data).toEqual({ viewer: { displayName: "Short-lived" } });
    await app.database.query("DELETE FROM account WHERE display_name = 'Short-lived'");
    expect((await askWith(`Bearer ${token}`)).response.status).toBe(401);
    expect(JSON.stringify(app.log)).not.toContain(token);
  });
});

describe("a demonstration user", () => {
  it.each([
    ["analyst", "ANALYST", null],
    ["coordinator", "COORDINATOR", "saints-avenue"],
    ["reviewer", "REVIEWER", null],
    ["administrator", "ADMINISTRATOR", null],
  ] as const)("%s is told who it is", async (user, role, chapter) => {
    const { viewer } = await app.run(user, AdministratorWhoAmIDocument);
    expect(viewer).toMatchObject({ displayName: `Demonstration ${user}`, isDemonstration: true });
    const states = chapter === null ? ["MO", "WA"] : ["MO"];
    expect([...viewer.grants].sort((left, right) => (left.state < right.state ? -1 : 1))).toEqual(
      states.map((state) => ({ role, state, chapter })),
    );
  });

  it.each(["analyst", "reviewer", "administrator"] as const)(
    "%s may ask about the whole state",
    async (user) => {
      const { data, errors } = await app.ask(
        user,
        '{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-03" }) { total { encounters { status } } } }',
      );
      expect([data, errors]).toEqual([
        { liveOutcomes: { total: { encounters: { status: "REPORTED" } } } },
        [],
      ]);
    },
  );
});

describe("the coordinator", () => {
  it("may ask about the own chapter, and sees only its counties", async () => {
    const { liveOutcomes } = await app.run("coordinator", CoordinatorMyChapterByMonthDocument);
    expect(new Set(liveOutcomes.rows.map(({ chapter }) => chapter?.slug))).toEqual(
      new Set(["saints-avenue"]),
    );
    const asAnalyst = await app.run("analyst", CoordinatorMyChapterByMonthDocument);
    expect(liveOutcomes).toEqual(asAnalyst.liveOutcomes);
  });

  it.each([
    ["the whole state", ""],
    ["a neighbour", ', chapters: ["linn"]'],
    ["the own chapter with a neighbour", ', chapters: ["saints-avenue", "linn"]'],
    ["a county without the chapter", ', counties: ["29001"]'],
    ["a county of the neighbour", ', counties: ["29115"]'],
  ])("is refused %s, and told which chapter to ask about", async (_what, rest) => {
    const { data, errors } = await askForChapters("coordinator", rest);
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      {
        path: ["liveOutcomes"],
        extensions: {
          code: "FORBIDDEN",
          problems: [
            { code: "NOT_ALLOWED", path: "question.chapters", fix: 'Ask with chapters: ["saints-avenue"].' },
          ],
        },
      },
    ]);
    expect((await askForChapters("analyst", rest)).errors).toEqual([]);
  });

  it("is refused another state, and told so", async () => {
    const { errors } = await app.ask(
      "coordinator",
      '{ liveOutcomes(question: { state: "WA", from: "2015-05", until: "2015-07", chapters: ["seattle"] }) { asOf } }',
    );
    expect(errors).toMatchObject([
      { extensions: { code: "FORBIDDEN", problems: [{ path: "question.state" }] } },
    ]);
  });

  it("sees nothing of another chapter by naming its county beside the own chapter", async () => {
    const { data } = await app.ask(
      "coordinator",
      '{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-03", by: [COUNTY], chapters: ["saints-avenue"], counties: ["29115"] }) { rows { county { fips } encounters { value status } } total { encounters { value status } } } }',
    );
    const nothing = { encounters: { value: null, status: "NOT_EXPECTED" } };
    expect(data).toEqual({
      liveOutcomes: { rows: [{ county: { fips: "29115" }, ...nothing }], total: nothing },
    });
  });
});

describe("an account without any role", () => {
  it("is refused in words, not as if something had broken", async () => {
    const token = "io_without-any-role";
    await app.database.query(
      `WITH account AS (INSERT INTO account (display_name) VALUES ('Nobody in particular') RETURNING id)
       INSERT INTO api_token (account_id, label, scopes, token_sha256, created_at) SELECT id, 'Planted', 'READ', $1, now() FROM account`,
      [createHash("sha256").update(token).digest("hex")],
    );
    const { errors } = await askWith(`Bearer ${token}`);
    expect(errors).toMatchObject([
      {
        path: ["viewer"],
        extensions: { code: "FORBIDDEN", problems: [{ code: "NOT_ALLOWED", path: "viewer" }] },
      },
    ]);
    expect((await askWith(`Bearer ${token}`, "{ states { code } }")).data).toEqual({
      states: [{ code: "MO" }, { code: "WA" }],
    });
  });
});
