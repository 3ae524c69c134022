// A year's thread as the builder runs it: compiled, and ended when its release is canceled.

import { describe, expect, it } from "@jest/globals";
import { NESTED_POLICY } from "../domain/disclosure/policy.js";
import { laidOut, smallTable } from "../testkit/small-state.js";
import { yearThreads } from "./year-threads.js";

const counties = Array.from({ length: 40 }, (_, index) => ({
  chapter: `chapter-${String(index % 12)}`,
  region: `region-${String(index % 4)}`,
  counts: Array.from({ length: 12 }, (_unused, place) => [
    (index * 7 + place * 3) % 14,
    (index + place) % 9,
    (index * place) % 5,
  ]),
}));
const lattice = laidOut(smallTable(counties, "2025-01", "2026-01"));
const { protectYear } = yearThreads(process.cwd());

describe("the thread of a year", () => {
  it("ends in the middle of its work when it is stopped", async () => {
    const stopping = new AbortController();
    const stop = () => stopping.abort();
    await expect(protectYear(lattice, NESTED_POLICY, new Map(), stop, stopping.signal)).rejects.toThrow(
      "The thread that protects a year ended with code 1.",
    );
  });

  it("does not begin once it is stopped", async () => {
    const stopped = AbortSignal.abort();
    await expect(protectYear(lattice, NESTED_POLICY, new Map(), () => {}, stopped)).rejects.toThrow();
  });
});
