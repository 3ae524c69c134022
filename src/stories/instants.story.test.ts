// Programs send instants in the address of a file and in a query. Both understand the same texts, and say the same of the others.

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { demonstrationTokens, startApp, type GraphqlError, type TestApp } from "../testkit/app.js";
import { INSTANTS } from "../testkit/instants.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

/** Whether a way in takes the text, or what it says of it. */
type Heard = "TAKEN" | readonly (readonly [path: string, message: string])[];

async function inAddress(address: string, name: string, text: string): Promise<Heard> {
  const response = await fetch(`${app.url}${address}&${name}=${encodeURIComponent(text)}`, {
    headers: { authorization: `Bearer ${demonstrationTokens().analyst}` },
  });
  if (response.status === 200) return "TAKEN";
  expect(response.status).toBe(400);
  const { errors } = (await response.json()) as { readonly errors: readonly GraphqlError[] };
  const problems = errors.flatMap(({ extensions }) => extensions.problems ?? []);
  for (const { fix } of problems) expect(fix).toContain("2026-11-25T14:00:00Z");
  return problems.map(({ path, message }) => [path, message]);
}

async function inQuery(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Heard> {
  const { errors } = await app.ask("analyst", query, variables);
  if (errors.length === 0) return "TAKEN";
  return errors.flatMap(({ extensions: { problems = [] } }) =>
    problems.map(({ path, message, fix }) => {
      expect(fix).toContain("2026-11-25T14:00:00Z");
      return [path, message] as const;
    }),
  );
}

const QUESTION = '{ state: "MO", from: "2025-01", until: "2025-02" }';

it.each(INSTANTS)("%j is heard alike everywhere (%s)", async (text, meant) => {
  const asOf = await inAddress("/outcomes.csv?state=MO&from=2025-01&until=2025-02&counts=ENCOUNTERS&rates=", "asOf", text);
  const since = await inAddress("/outcomes/changes.csv?state=MO", "since", text);
  const written = JSON.stringify(text);
  const heard = [
    await inQuery(`{ liveOutcomes(question: ${QUESTION}, asOf: ${written}) { asOf } }`),
    await inQuery(`query ($asOf: DateTime) { liveOutcomes(question: ${QUESTION}, asOf: $asOf) { asOf } }`, { asOf: text }),
  ];
  const unparsed = (one: Heard) => (one === "TAKEN" ? one : one.map(([path, message]) => [path.replace("query.", ""), message]));
  expect(heard.map(unparsed)).toEqual([unparsed(asOf), unparsed(asOf)]);
  expect(asOf === "TAKEN").toBe(/^\d{4}-/.test(meant));
  if (asOf !== "TAKEN") expect(asOf).toEqual([["query.asOf", expect.stringContaining(`"${text}" ${meant}`)]]);
  const ofSince = since === "TAKEN" ? since : since.map(([path, message]) => [path.replace("since", "asOf"), message]);
  expect(ofSince).toEqual(asOf);
}); // prettier-ignore

it("the instant that was read is answered in UTC with milliseconds", async () => {
  const { data } = await app.ask(
    "analyst",
    `{ liveOutcomes(question: ${QUESTION}, asOf: "2026-09-01t00:30:00.1239-05:00") { asOf } }`,
  );
  expect(data).toEqual({ liveOutcomes: { asOf: "2026-09-01T05:30:00.123Z" } });
});
