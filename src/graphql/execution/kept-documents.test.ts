import { describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { keptDocuments } from "./kept-documents.js";

/** A document of so many characters. */
function document(length: number) {
  return parse(`{ ${"a ".repeat(length / 2)}`.slice(0, length - 1) + "}");
}

async function keysKept(store: ReturnType<typeof keptDocuments>, keys: readonly string[]) {
  const found = await Promise.all(
    keys.map(async (key) => ((await store.get(key)) === undefined ? [] : [key])),
  );
  return found.flat();
}

describe("kept documents", () => {
  it("are given back as the same object, to which their plans belong", async () => {
    const store = keptDocuments();
    const one = document(100);
    await store.set("one", one);
    expect(await store.get("one")).toBe(one);
    expect(await store.get("other")).toBeUndefined();
    await store.delete("one");
    expect(await store.get("one")).toBeUndefined();
  });

  it("are a hundred at most: the one that was not asked for longest goes first", async () => {
    const store = keptDocuments();
    const keys = Array.from({ length: 100 }, (_, index) => String(index));
    for (const key of keys) await store.set(key, document(20));
    await store.get("0");
    await store.set("new", document(20));
    expect(await keysKept(store, ["0", "1", "2", "new"])).toEqual(["0", "2", "new"]);
  });

  it("hold 200,000 characters at most, also when one is written anew", async () => {
    const store = keptDocuments();
    const keys = Array.from({ length: 12 }, (_, index) => String(index));
    for (const key of keys) await store.set(key, document(20_000));
    expect(await keysKept(store, keys)).toEqual(keys.slice(2));
    for (let again = 0; again < 20; again++) await store.set("11", document(20_000));
    expect(await keysKept(store, keys)).toEqual(keys.slice(2));
    await store.set("11", document(200));
    await store.set("12", document(19_000));
    expect(await keysKept(store, [...keys, "12"])).toEqual([...keys.slice(2), "12"]);
  });

  it("are none that changes something, whose text may hold a password", async () => {
    const store = keptDocuments();
    await store.set("query", parse("query A { a }"));
    await store.set("change", parse('query A { a } mutation B { signIn(password: "secret") }'));
    expect(await keysKept(store, ["query", "change"])).toEqual(["query"]);
  });

  it("are none that would drive out many", async () => {
    const store = keptDocuments();
    await store.set("small", document(20));
    await store.set("large", document(20_002));
    expect(await keysKept(store, ["small", "large"])).toEqual(["small"]);
  });
});
