// What is published stays: the same bytes from every server, before and after later releases and late corrections, from nothing
// but what is published; until a release is withdrawn, which leaves a reason in place of everything.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Problem } from "../domain/problem.js";
import type { PublishedFigure } from "../domain/release/published-release.js";
import type { Platform } from "../platform.js";
import { startApp, startBeside, testNow, type TestApp } from "../testkit/app.js";
import { correctLate } from "../testkit/late-correction.js";
import { publish, withdraw } from "../testkit/publish.js";
import { keepFew } from "../testkit/small-missouri.js";

let app: TestApp;
let directory: string;
let now = testNow();
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "lasting-"));
  app = await startApp("demonstration", undefined, { clock: () => now });
  await keepFew(app.database, "2026-01");
  await publish(app, "2026-07");
}, 300_000);
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

const VERIFIER = join(process.cwd(), "scripts/release-verify.mjs");

const FILES = [
  "cells.csv",
  "cells.json",
  "cells.jsonl",
  "cells.parquet",
  "outcomes.csv",
  "outcomes.jsonl",
  "outcomes.parquet",
  "outcomes.csv?by=CHAPTER,COUNTY&grain=QUARTER&counts=JAIL_BOOKINGS,GRADUATES_DISPATCH&rates=JAIL_RATE",
  "dictionary.csv",
  "dictionary.json",
  "release.json",
  "datapackage.json",
  "dataset.jsonld",
  "citation.txt",
  "citation.bib",
  "citation.json",
] as const;

const FOR_EVER = "public, max-age=31536000, s-maxage=600, immutable";

/** File → the hash of its bytes as they came, which its tag must be. */
async function hashes(url: string, number: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const file of FILES) {
    const response = await fetch(`${url}/releases/${number}/${file}`, { headers: { "accept-encoding": "identity" } });
    const bytes = Buffer.from(await response.arrayBuffer());
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect([file, response.status, response.headers.get("etag")]).toEqual([file, 200, `"${sha256}"`]);
    expect([file, response.headers.get("content-length"), response.headers.get("cache-control")]).toEqual([file, String(bytes.length), FOR_EVER]);
    found[file] = sha256;
  }
  return found;
} // prettier-ignore

let first: Readonly<Record<string, string>>;

async function beside(adapt?: (platform: Platform) => Platform): Promise<Readonly<Record<string, string>>> {
  const other = await startBeside(app, adapt);
  try {
    return await hashes(other.url, "MO-1");
  } finally {
    await other.close();
  }
}

describe("a file of a release", () => {
  it("has a strong tag, which is the hash of its bytes, and is kept for ever", async () => {
    first = await hashes(app.url, "MO-1");
    expect(new Set(Object.values(first)).size).toBe(FILES.length);
  });

  it("is not sent again to who has it, packed or not, and its headers are sent alone when asked for", async () => {
    const address = `${app.url}/releases/MO-1/cells.csv`;
    const tag = first["cells.csv"] ?? "";
    const packed = await fetch(address, { headers: { "accept-encoding": "gzip" } });
    expect([packed.headers.get("content-encoding"), packed.headers.get("etag"), packed.headers.get("vary")]).toEqual(["gzip", `"${tag}-gzip"`, "accept-encoding"]);
    expect(createHash("sha256").update(Buffer.from(await packed.arrayBuffer())).digest("hex")).toBe(tag);
    for (const known of [`"${tag}"`, `W/"${tag}"`, `"x", "${tag}-gzip"`, "*"]) {
      const again = await fetch(address, { headers: { "if-none-match": known } });
      expect([known, again.status, await again.text()]).toEqual([known, 304, ""]);
      expect([again.headers.get("etag"), again.headers.get("cache-control")]).toEqual([`"${tag}"`, FOR_EVER]);
    }
    const other = await fetch(address, { headers: { "if-none-match": `"${tag.replace(/^./, "x")}"` } });
    expect([other.status, (await other.text()).length > 0]).toEqual([200, true]);
    const head = await fetch(address, { method: "HEAD", headers: { "accept-encoding": "identity" } });
    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, `"${tag}"`, ""]);
    expect(Number(head.headers.get("content-length"))).toBeGreaterThan(100_000);
  }); // prettier-ignore

  it("is the same whatever the order and the number of its parameters", async () => {
    const tagOf = async (query: string) => (await fetch(`${app.url}/releases/MO-1/outcomes.csv?${query}`)).headers.get("etag");
    expect(await tagOf("counts=ENCOUNTERS,JAIL_BOOKINGS&rates=&grain=YEAR&state=MO")).toBe(await tagOf("grain=YEAR&rates=&counts=JAIL_BOOKINGS,ENCOUNTERS"));
  }); // prettier-ignore

  it("is the same from another server over the same database", async () => {
    expect(await beside()).toEqual(first);
  });

  it("is made of nothing but what is published: other secrets under it change no byte", async () => {
    const move = (by: number) =>
      app.database.query(`
        ALTER TABLE release_cell DISABLE TRIGGER ALL;
        UPDATE release_cell SET reading = reading + ${String(by)} WHERE status = 'WITHHELD';
        ALTER TABLE release_cell ENABLE TRIGGER ALL`);
    await move(3);
    expect(await beside()).toEqual(first);
    await move(-3);
  });

  it("would be seen to change if a server read a withheld count", async () => {
    const [secret] = await app.database.query<{ cell: string; reading: number }>(
      "SELECT cell, reading FROM release_cell WHERE status = 'WITHHELD' ORDER BY cell LIMIT 1",
    );
    const leaked = await beside((platform) => {
      const { readContents } = platform.publicUseCases;
      const leaking: Platform["publicUseCases"]["readContents"] = async (release) => {
        const contents = await readContents(release);
        const leak = (figure: PublishedFigure): PublishedFigure =>
          figure.id === secret?.cell ? { ...figure, bounds: { lower: secret.reading, upper: secret.reading } } : figure;
        return { ...contents, figures: new Map([...contents.figures].map(([id, figure]) => [id, leak(figure)])) };
      };
      return { ...platform, publicUseCases: { ...platform.publicUseCases, readContents: leaking } };
    });
    const changed = FILES.filter((file) => leaked[file] !== first[file]);
    expect(changed).toEqual(["cells.csv", "cells.json", "cells.jsonl", "cells.parquet", "datapackage.json"]);
  }); // prettier-ignore

  it.each([
    ["before it is hashed", 1],
    ["when it is sent", 2],
  ])("that cannot be made, %s, is kept by nobody", async (_, failsAt) => {
    let made = 0;
    const other = await startBeside(app, (platform) => {
      const { readContents } = platform.publicUseCases;
      const failing: Platform["publicUseCases"]["readContents"] = async (release) => {
        const contents = await readContents(release);
        const figures = new Map(contents.figures);
        figures.values = () => {
          made += 1;
          if (made === failsAt) throw new Error("A planted fault.");
          return contents.figures.values();
        };
        return { ...contents, figures };
      };
      return { ...platform, publicUseCases: { ...platform.publicUseCases, readContents: failing } };
    });
    try {
      const fetched = () => fetch(`${other.url}/releases/MO-1/cells.csv`, { headers: { "accept-encoding": "identity" } });
      const bad = await fetched().then(async (response) => [response.status, response.headers.get("cache-control"), response.headers.get("etag"), await response.text().then(() => "whole", () => "broken")]);
      // What fails while it is sent breaks off, and is not taken for whole.
      expect(bad).toEqual(failsAt === 1 ? [500, "no-store", null, "whole"] : [200, FOR_EVER, `"${first["cells.csv"] ?? ""}"`, "broken"]);
      const again = await fetched();
      expect([again.status, createHash("sha256").update(Buffer.from(await again.arrayBuffer())).digest("hex")]).toEqual([200, first["cells.csv"]]);
    } finally {
      await other.close();
    }
  }); // prettier-ignore

  it("stays through late corrections and the next release, which has files of its own", async () => {
    now = new Date("2026-12-20T12:00:00Z");
    await correctLate(app);
    expect(await beside()).toEqual(first);
    await publish(app, "2026-08");
    expect(await hashes(app.url, "MO-1")).toEqual(first);
    expect(await beside()).toEqual(first);
    const second = await hashes(app.url, "MO-2");
    const sealed = await (await fetch(`${app.url}/releases/MO-2/release.json`)).text();
    const path = join(directory, "release.json");
    writeFileSync(path, sealed);
    expect((await promisify(execFile)(process.execPath, [VERIFIER, path])).stdout).toMatch(/: sound\n$/);
    expect(FILES.filter((file) => second[file] === first[file])).toEqual([
      "dictionary.csv",
      "dictionary.json",
    ]);
  }, 300_000);
});

describe("the newest release", () => {
  const locationOf = async (path: string) => {
    const { status, headers } = await fetch(app.url + path, { redirect: "manual" });
    return [status, headers.get("location"), headers.get("cache-control")];
  };

  it("is where an address without a number leads, with the rest of it, for a minute", async () => {
    const short = "public, max-age=60";
    expect(await locationOf("/releases/latest/cells.csv?state=MO")).toEqual([302, "/releases/MO-2/cells.csv", short]);
    expect(await locationOf("/releases/latest?state=MO")).toEqual([302, "/releases/MO-2", short]);
    expect(await locationOf("/releases/latest/outcomes.csv?by=CHAPTER%2CCOUNTY&state=MO&grain=YEAR")).toEqual([302, "/releases/MO-2/outcomes.csv?by=CHAPTER%2CCOUNTY&grain=YEAR", short]);
    expect(await locationOf("/releases/latest//evil.example/?state=MO")).toEqual([302, "/releases/MO-2//evil.example/", short]);
  }); // prettier-ignore

  it("follows the one before it in the catalogue", async () => {
    const { dataset } = (await (await fetch(`${app.url}/data.json`)).json()) as { readonly dataset: readonly object[] };
    expect(dataset).toMatchObject([{ version: "MO-1" }, { version: "MO-2", previousVersion: "http://localhost:4000/releases/MO-1" }]);
  }); // prettier-ignore
});

describe("a release that is withdrawn", () => {
  it("is gone under every address of it, also for who has a file, and says why; nobody keeps that for long", async () => {
    await withdraw(app, 2, "A chapter sent another year.");
    for (const file of [...FILES, "nothing.txt"]) {
      const response = await fetch(`${app.url}/releases/MO-2/${file}`, { headers: { "if-none-match": "*" } });
      expect([file, response.status, response.headers.get("etag"), response.headers.get("cache-control")]).toEqual([file, 410, null, "public, max-age=60"]);
      const { errors } = (await response.json()) as { readonly errors: readonly { readonly extensions: { readonly code: string; readonly problems: readonly Problem[]; readonly withdrawal: object } }[] };
      const [{ extensions } = { extensions: null }] = errors;
      expect(extensions).toMatchObject({
        code: "GONE",
        problems: [{ code: "WITHDRAWN", message: expect.stringContaining("A chapter sent another year.") }],
        withdrawal: { release: "MO-2", at: "2026-12-20T12:00:00.000Z", reason: "A chapter sent another year." },
      });
    }
  }); // prettier-ignore

  it("is in no catalogue, and the one before is the newest again, byte for byte", async () => {
    expect(await (await fetch(`${app.url}/data.json`)).text()).not.toContain("MO-2");
    const { headers } = await fetch(`${app.url}/releases/latest/cells.csv?state=MO`, { redirect: "manual" });
    expect(headers.get("location")).toBe("/releases/MO-1/cells.csv");
    expect(await hashes(app.url, "MO-1")).toEqual(first);
  });
});
