// What a field looks at of a report is said beside the field. Each one is asked for alone, so that one that looks at more than it
// says is seen.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { getNamedType, isObjectType, type GraphQLObjectType } from "graphql";
import { startApp, type TestApp } from "../../../testkit/app.js";
import { buildStaffSchema } from "../../schemas.js";

/** Drafts, steps, and more than one revision. */
const LIVES = `
  INSERT INTO report_revision (report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_by, submitted_at)
  SELECT id, 2, 'ENTERED', false, true, '{"ENCOUNTERS": 3, "VETERANS": null}', 'Again.', 1, now() FROM monthly_report WHERE month = '2026-09';
  INSERT INTO report_draft SELECT id, '{"ENCOUNTERS": 4}', true, 'So far.', now(), 1 FROM monthly_report WHERE month = '2026-09';
  INSERT INTO report_event (report_id, action, status_after, comment, at, by)
  SELECT id, 'SUBMIT', 'SUBMITTED', 'First.', now(), 1 FROM monthly_report WHERE month = '2026-09'`;

/** What is no part of a report. */
const ELSEWHERE = new Set(["Chapter", "County"]);

/** Every way down to a value, as it is written in a query. */
function waysBelow(type: GraphQLObjectType): readonly string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (!isObjectType(below)) return [field.name];
    const ways = ELSEWHERE.has(below.name) ? ["name"] : waysBelow(below);
    return ways.map((way) => `${field.name} { ${way} }`);
  });
}

const ofReport = (await buildStaffSchema()).getType("MonthlyReport") as GraphQLObjectType;
const WAYS = waysBelow(ofReport);

async function list(app: TestApp, selection: string, more = "") {
  return app.ask(
    "coordinator",
    `{ reports(state: "MO", counties: ["29111"], from: "2026-09", until: "2026-10") { edges { node { ${selection} } } } } ${more}`,
  );
}

describe("a report of a list", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp("demonstration");
    await app.database.query(LIVES);
  });
  afterAll(() => app.close());

  it.each(WAYS)("says the same of { %s } as by itself", async (way) => {
    const { data, errors } = await list(app, way);
    expect(errors).toEqual([]);
    const alone = await app.ask(
      "coordinator",
      `{ report(state: "MO", chapter: "saints-avenue", county: "29111", month: "2026-09") { ${way} } }`,
    );
    expect(data).toMatchObject({ reports: { edges: [{ node: alone.data?.["report"] }] } });
  });

  it("has drafts, steps and two revisions to be read", async () => {
    const { data } = await list(app, "draft { comment } history { comment } revisions { number }");
    const node = {
      draft: { comment: "So far." },
      history: [{ comment: "First." }],
      revisions: [{ number: 1 }, { number: 2 }],
    };
    expect(data).toMatchObject({ reports: { edges: [{ node }] } });
  });

  it("is read as far as fragments ask, whatever they are called and however deep they lie", async () => {
    const { data, errors } = await list(
      app,
      "... { ...Parts }",
      `fragment Parts on MonthlyReport { newest: latest { ...Said } ...Past }
       fragment Said on ReportRevision { said: values { value } }
       fragment Past on MonthlyReport { steps: history { comment } ...Again }
       fragment Again on MonthlyReport { steps: history { comment } }`,
    );
    expect(errors).toEqual([]);
    const node = { newest: { said: expect.arrayContaining([{ value: 3 }]) }, steps: [{ comment: "First." }] };
    expect(data).toMatchObject({ reports: { edges: [{ node }] } });
  });

  it("costs the same statements for one and for a hundred, and none for what nobody asks for", async () => {
    const cost = async (first: number, selection: string) => {
      const query = `{ reports(state: "MO", first: ${String(first)}) { edges { node { ${selection} } } } }`;
      const { errors, sqlStatements } = await app.ask("analyst", query);
      expect(errors).toEqual([]);
      return sqlStatements;
    };
    const everything =
      "month county { name } chapter { slug } latest { number } draft { comment } history { comment }";
    await cost(1, everything);
    expect(await cost(100, everything)).toBe(await cost(1, everything));
    expect(await cost(100, "month")).toBe((await cost(100, "month latest { partial }")) - 1);
    expect(await cost(100, "month")).toBe((await cost(100, "month draft { comment } history { by }")) - 2);
  });
});

describe("a field that looks at more than it says", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp("demonstration", (platform) => {
      const { listReports } = platform.useCases;
      const forgetful: typeof listReports = (viewer, asked, page, parts) =>
        listReports(viewer, asked, page, new Set([...parts].filter((part) => part === "REVISIONS")));
      return { ...platform, useCases: { ...platform.useCases, listReports: forgetful } };
    });
  });
  afterAll(() => app.close());

  it.each([
    "latest { values { measure } }",
    "latest { changes { values { measure } } }",
    "draft { comment }",
    "history { by }",
  ])("is seen: { %s }", async (way) => {
    expect((await list(app, way)).errors).not.toEqual([]);
  });
});
