// Every document of schema/operations, asked by the kind of user its folder names, gives the answer that lies beside it.
// After an intended change, UPDATE_ANSWERS=1 npm test -- golden writes the answers anew; read the difference before committing it.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startApp, type Asker, type TestApp } from "../testkit/app.js";

const DIRECTORY = "schema/operations";
const FOLDERS: readonly Asker[] = ["administrator", "analyst", "coordinator", "public", "reviewer"];
const LARGEST_ANSWER = 200_000;

const isUpdating = process.env["UPDATE_ANSWERS"] === "1";
if (isUpdating && process.env["CI"])
  throw new Error("Answers are written by a person who reads them, not in CI.");

const documents = FOLDERS.flatMap((folder) =>
  filesIn(folder, ".graphql").map((file) => ({ asker: folder, file: join(DIRECTORY, folder, file) })),
);

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

describe("a document of schema/operations", () => {
  it.each(documents)("$file has the answer beside it", async ({ asker, file }) => {
    const answer = await app.ask(asker, readFileSync(file, "utf8"));
    expect(answer.errors).toEqual([]);
    const goldenFile = file.replace(/\.graphql$/, ".answer.json");
    if (isUpdating) writeFileSync(goldenFile, `${JSON.stringify({ data: answer.data }, null, 2)}\n`);
    if (!existsSync(goldenFile)) throw new Error(`${goldenFile} is missing: see the top of this file.`);
    expect({ data: answer.data }).toEqual(JSON.parse(readFileSync(goldenFile, "utf8")));
  });

  it("lies in the folder of a kind of user, and each kind has one", () => {
    expect(readdirSync(DIRECTORY).sort()).toEqual(FOLDERS);
    expect(new Set(documents.map(({ asker }) => asker)).size).toBe(FOLDERS.length);
  });

  it("has an answer of a size that a person can read, and no answer lacks its document", () => {
    for (const folder of FOLDERS) {
      const answers = filesIn(folder, ".answer.json");
      expect(answers.map((name) => name.replace(".answer.json", ".graphql"))).toEqual(
        filesIn(folder, ".graphql"),
      );
      for (const name of answers) {
        expect(statSync(join(DIRECTORY, folder, name)).size).toBeLessThan(LARGEST_ANSWER);
      }
    }
  });

  it("of the staff is refused without a token, and told that it needs one", async () => {
    for (const { file } of documents.filter(({ asker }) => asker !== "public")) {
      const refused = await app.ask("public", readFileSync(file, "utf8"));
      expect([refused.status, refused.errors[0]?.extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    }
  });
});

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(DIRECTORY, folder))
    .filter((name) => name.endsWith(ending))
    .sort();
}
