// The command of scripts/import.ts as an operator meets it: what it prints, and its exit code.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyDatabase, type TestDatabase } from "../testkit/database.js";

const HEADER =
  "template_id,reported_date,occured_date_time,call_type,disposition,use_of_force_indicator,subject_veteran_indicator,cit_officer_arrived,subject_name,weather";
const GOOD = "1,2015-05-15T00:00:00,2015-05-15 11:16:25,911,Crisis Clinic,N,N,Y,Jane Doe,rain";
const BAD = "2,2015-05-15T00:00:00,2015-05-15 11:16:25,911,Crisis Clinic,Q,N,Y,John Roe,sun";

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

let directory: string;
let database: TestDatabase;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "import-"));
  database = await copyDatabase("reference");
  await writeFile(join(directory, "good.csv"), [HEADER, GOOD].join("\n"));
  await writeFile(join(directory, "mixed.csv"), [HEADER, GOOD, BAD].join("\n"));
  await writeFile(join(directory, "foreign.csv"), "key,ending\n1,jail\n");
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

/** Runs the compiled command from the folder with the files. */
async function runImport(...args: readonly string[]): Promise<Ended> {
  const command = JSON.stringify(join(process.cwd(), "dist/scripts/import.js"));
  const script = `import { main } from ${command}; await main(process.argv.slice(1));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script, "--", ...args], {
    env: { ...process.env, DATABASE_URL: database.url, INIT_CWD: directory, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => output.push(String(text)));
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exitCode, output: output.join("") };
}

describe("npm run import", () => {
  it("takes the good rows in, says what became of the others, and ends well", async () => {
    const { exitCode, output } = await runImport("--profile", "seattle", "mixed.csv");
    expect(output).toMatch(/rows read +2\n +encounters added +1\n/);
    expect(output).toMatch(/refused +1\n/);
    expect(output).toContain('1 × the file, line 3, column use_of_force_indicator: "Q" is no code');
    expect(output).toMatch(/identifying columns +subject_name \(dropped, never read\)\n/);
    expect(output).toMatch(/unknown columns +weather \(dropped, never read\)\n/);
    expect(output).toMatch(/53033 +2015-05 +1 {2}filed, partial: 1 row of the month refused/);
    expect(output).not.toMatch(/Jane|John/);
    expect(exitCode).toBe(0);
  });

  it("takes them in with --strict as well, but ends with exit code 1 when a row was refused", async () => {
    const refused = await runImport("--strict", "--profile", "seattle", "mixed.csv");
    expect(refused.output).toMatch(/already on file +1\n/);
    expect(refused.exitCode).toBe(1);
    const allTaken = await runImport("--strict", "--profile", "seattle", "good.csv");
    expect(allTaken.output).toMatch(/already on file +1\n/);
    expect(allTaken.exitCode).toBe(0);
  });

  it.each([
    ["the file is not there", ["--profile", "seattle", "missing.csv"], /cannot be opened \(ENOENT\)/],
    [
      "the file is another source's",
      ["--profile", "seattle", "foreign.csv"],
      /column "template_id" is missing/,
    ],
    ["there is no such profile", ["--profile", "portland", "good.csv"], /no source profile "portland"/],
    ["no file is named", ["--profile", "seattle"], /Name one file/],
    ["an option is unknown", ["--profile", "seattle", "--fast", "good.csv"], /--fast.*Usage: .*--strict/s],
  ])("ends with exit code 1 and a sentence when %s", async (_, args, sentence) => {
    const { exitCode, output } = await runImport(...args);
    expect(output).toMatch(sentence);
    expect(output).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(1);
  });

  it("ends with exit code 1 and a sentence when another import holds the chapter for too long", async () => {
    await database.query("DELETE FROM encounter");
    await database.query(
      `CREATE FUNCTION held_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'canceling statement due to lock timeout' USING ERRCODE = 'lock_not_available';
       END $$`,
    );
    await database.query(
      "CREATE TRIGGER held_up BEFORE INSERT ON encounter FOR EACH ROW EXECUTE FUNCTION held_up()",
    );
    const { exitCode, output } = await runImport("--profile", "seattle", "good.csv");
    expect(output).toContain(
      "Another change holds what this one needs, and takes too long. Try again in a while.",
    );
    expect(output).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(1);
  });
});
