// The programs that an answer offers are run as they stand, against the real server, by the real interpreters.
// Where an interpreter is missing, the title of its test says that nothing was tested.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inPython, inR, inShell } from "../exports/quoting.js";
import type { Snippets } from "../exports/snippets.js";
import { demonstrationTokens, startApp, type TestApp } from "../testkit/app.js";
import { accountOf } from "../testkit/database.js";

type Cells = Readonly<Record<string, string>>;

let app: TestApp;
let directory: string;
beforeAll(async () => {
  const port = await freePort();
  app = await startApp("demonstration", undefined, { port, publicUrl: `http://127.0.0.1:${String(port)}` });
  directory = mkdtempSync(join(tmpdir(), "snippets-"));
  // A county whose code begins with a zero.
  await app.database.query(`
    INSERT INTO chapter (state_code, slug, name) VALUES ('AL', 'autauga', 'Autauga');
    INSERT INTO chapter_membership SELECT id, '01001', '2020-01', NULL, 'South', 'illustrative' FROM chapter WHERE slug = 'autauga';
    INSERT INTO role_grant (account_id, role, state_code) VALUES (${String(await accountOf(app.database, "analyst"))}, 'ANALYST', 'AL')`);
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A test that needs a program of this machine: it runs, or says in its title that it does not. */
function itWith(program: string) {
  const isThere = spawnSync(program, ["--version"]).error === undefined;
  return (title: string, test: () => Promise<void>) => {
    if (isThere) it(title, test, 120_000);
    else it.skip(`${title} (NOT TESTED: ${program} is not on this machine)`, test);
  };
}

/** @throws Error with what the program complained of */
async function run(
  program: string,
  fileName: string,
  text: string,
  token = demonstrationTokens().analyst,
): Promise<string> {
  writeFileSync(join(directory, fileName), text);
  const environment = { ...process.env, LC_ALL: "C.UTF-8", INTERCEPT_TOKEN: token };
  const { stdout } = await promisify(execFile)(program, [fileName], {
    cwd: directory,
    env: environment,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

const YEAR = 'state: "MO", from: "2025-11", until: "2026-11", by: [COUNTY], grain: MONTH';
const ALABAMA = 'state: "AL", from: "2025-11", until: "2026-11", by: [COUNTY]';
const CHOICE = "counts: [ENCOUNTERS, VETERANS], rates: [DIVERSION_RATE]";

async function offered(question: string): Promise<{ readonly csv: string } & Snippets> {
  const { data, errors } = await app.ask(
    "analyst",
    `{ liveOutcomes(question: { ${question} }) { downloads(${CHOICE}) { csv } snippets(${CHOICE}) { r python curl } } }`,
  );
  expect(errors).toEqual([]);
  const { downloads, snippets } = data?.["liveOutcomes"] as {
    readonly downloads: { readonly csv: string };
    readonly snippets: Snippets;
  };
  return { ...downloads, ...snippets };
}

async function textAt(address: string): Promise<string> {
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${demonstrationTokens().analyst}` },
  });
  expect(response.status).toBe(200);
  return response.text();
}

function cellsOf(text: string): readonly Cells[] {
  return parse(text, { columns: true });
}

describe("a snippet, run as it stands", () => {
  const withPython = itWith("python3");
  const withCurl = itWith("curl");
  const withR = itWith("Rscript");

  withPython("in Python reads every cell of the answer as text", async () => {
    const { csv, python } = await offered(YEAR);
    const rows = cellsOf(await textAt(csv));
    const out = await run("python3", "plain.py", python);
    expect(out).toBe(`${String(rows.length)} rows, ${String(Object.keys(rows[0] ?? {}).length)} columns\n`);
    const dumped = await run("python3", "dump.py", `${python}import json\nprint(json.dumps(rows))\n`);
    expect(JSON.parse(dumped.split("\n")[1] ?? "")).toEqual(rows);
  });

  withPython("in Python keeps the leading zero of a FIPS code, and ends with an error without a good token", async () => {
    const { python } = await offered(ALABAMA);
    expect(await run("python3", "zero.py", `${python}print(rows[0]["county_fips"])\n`)).toMatch(/\n01001\n$/);
    await expect(run("python3", "refused.py", python, "io_nobody")).rejects.toThrow(/401/);
  }); // prettier-ignore

  withCurl("in a shell keeps the answer in a file that is named after it", async () => {
    const { csv, curl } = await offered(YEAR);
    expect(await run("sh", "fetch.sh", curl)).toBe("");
    const [name] = readdirSync(directory).filter((one) => one.endsWith(".csv"));
    expect(name).toBe("outcomes-MO-2025-11-until-2026-11-by-county-a-month.csv");
    expect(readFileSync(join(directory, name ?? ""), "utf8")).toBe(await textAt(csv));
    await expect(run("sh", "refused.sh", curl, "io_nobody")).rejects.toThrow(/401/);
  });

  withR("in R makes a data frame: numbers are numbers, what is missing is NA, FIPS codes are text", async () => {
    const { csv, r } = await offered(YEAR);
    const rows = cellsOf(await textAt(csv));
    const columns = Object.keys(rows[0] ?? {}).length;
    const facts = [
      'cat(class(outcomes$county_fips), class(outcomes$encounters), class(outcomes$diversion_rate), class(outcomes$is_demonstration), "\\n")',
      'cat(sum(is.na(outcomes$encounters)), sum(outcomes$encounters, na.rm = TRUE), "\\n")',
    ].join("\n");
    const missing = rows.filter((row) => row["encounters"] === "").length;
    const sum = rows.reduce((total, row) => total + Number(row["encounters"]), 0);
    expect(missing).toBeGreaterThan(0);
    expect(await run("Rscript", "facts.R", `${r}${facts}\n`)).toBe(
      `${String(rows.length)} rows, ${String(columns)} columns\ncharacter integer numeric logical \n${String(missing)} ${String(sum)} \n`,
    );
  }); // prettier-ignore

  withR(
    "in R keeps the leading zero of a FIPS code, and ends with an error without a good token",
    async () => {
      const { r } = await offered(ALABAMA);
      expect(await run("Rscript", "zero.R", `${r}cat(outcomes$county_fips, "\\n")\n`)).toMatch(/\n01001 \n$/);
      await expect(run("Rscript", "refused.R", r, "io_nobody")).rejects.toThrow(/401/);
    },
  );
});

describe("a text in a snippet", () => {
  /** Everything that ends a text, or is run, in one of the languages. */
  const signs = ["'", '"', "`", "\\", "$", "(", ")", "{", "}", "#", ";", "&", "|", "<", ">", "!", "%", "*", "?", "~", "\n", "\t", "\r", " ", "-", "a", "1", "é", "😀", "\u2028", "'; echo x #", '"); quit() #', "$(echo x)", "\\u0041", "%s", "{x}"]; // prettier-ignore
  const texts = fc.sample(fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 }), 400);
  const END = "\u001e";

  itWith("sh")("cannot break out of a shell, whatever it holds", async () => {
    const script = texts.map((text) => `printf '%s${END}' ${inShell(text)}`).join("\n");
    expect((await run("sh", "hostile.sh", `${script}\n`)).split(END).slice(0, -1)).toEqual(texts);
  });

  itWith("python3")("cannot break out of Python, whatever it holds", async () => {
    const script = `import sys\nsys.stdout.reconfigure(newline="")\n${texts.map((text) => `sys.stdout.write(${inPython(text)} + "\\x1e")`).join("\n")}`;
    expect((await run("python3", "hostile.py", `${script}\n`)).split(END).slice(0, -1)).toEqual(texts);
  });

  itWith("Rscript")("cannot break out of R, whatever it holds", async () => {
    const script = texts.map((text) => `cat(${inR(text)}, "\\x1e", sep = "")`).join("\n");
    expect((await run("Rscript", "hostile.R", `${script}\n`)).split(END).slice(0, -1)).toEqual(texts);
  });
});
