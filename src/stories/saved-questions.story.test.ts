// Questions that an account keeps under names: its own, and nobody else's.

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { accountOf } from "../testkit/database.js";
import { startApp, type Asker, type TestApp } from "../testkit/app.js";

let app: TestApp;
let keys = 0;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

interface Saved {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

async function change(asker: Asker, mutation: string) {
  keys += 1;
  const { data, errors } = await app.ask(
    asker,
    `mutation { done: ${mutation}, idempotencyKey: "saved-${String(keys)}") { savedQuestion { id name address } userErrors { code path } } }`,
  );
  expect(errors).toEqual([]);
  return (
    data as { done: { savedQuestion: Saved | null; userErrors: readonly { code: string; path: string }[] } }
  ).done;
}

const save = (asker: Asker, name: string, address: string) =>
  change(asker, `saveQuestion(name: ${JSON.stringify(name)}, address: ${JSON.stringify(address)}`);

async function saved(asker: Asker): Promise<readonly Saved[]> {
  const { data, errors } = await app.ask(asker, "{ viewer { savedQuestions { id name address } } }");
  expect(errors).toEqual([]);
  return (data as { viewer: { savedQuestions: readonly Saved[] } }).viewer.savedQuestions;
}

it("a question is kept under its name, and the next of that name stands in its place", async () => {
  const first = await save("analyst", " Jail by chapter ", "state=MO&by=CHAPTER");
  expect(first.savedQuestion).toMatchObject({ name: "Jail by chapter", address: "state=MO&by=CHAPTER" });
  const next = await save("analyst", "Jail by chapter", "state=MO&by=COUNTY");
  expect(next.savedQuestion).toEqual({ ...first.savedQuestion, address: "state=MO&by=COUNTY" });
  expect(await saved("analyst")).toEqual([next.savedQuestion]);
});

it("it is seen and forgotten by its own account alone", async () => {
  const [mine] = await saved("analyst");
  expect(await saved("reviewer")).toEqual([]);
  expect(await change("reviewer", `forgetQuestion(savedQuestion: "${mine?.id ?? ""}"`)).toEqual({
    savedQuestion: null,
    userErrors: [{ code: "NOT_FOUND", path: "savedQuestion" }],
  });
  expect(
    (await change("analyst", `forgetQuestion(savedQuestion: "${mine?.id ?? ""}"`)).savedQuestion,
  ).toEqual(mine);
  expect(await saved("analyst")).toEqual([]);
});

it("a name without letters and an address that is none are refused, both at once", async () => {
  expect(await save("analyst", " ", "state=MO name")).toEqual({
    savedQuestion: null,
    userErrors: [
      { code: "MISSING_VALUE", path: "name" },
      { code: "BAD_VALUE", path: "address" },
    ],
  });
});

it("an account has a hundred of them at most, and may still save under a name that is taken", async () => {
  await app.database.query(
    `INSERT INTO saved_question (account_id, name, address, saved_at)
     SELECT $1, 'Question ' || number, 'state=MO', now() FROM generate_series(1, 100) AS number`,
    [await accountOf(app.database, "analyst")],
  );
  expect((await save("analyst", "One more", "state=MO")).userErrors).toEqual([
    { code: "TOO_MANY_SAVED", path: "name" },
  ]);
  expect((await save("analyst", "Question 7", "state=KS")).savedQuestion?.address).toBe("state=KS");
});
