// Small states protected, attacked, proved, and tampered with.

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { loadSolver } from "../../solver/highs-solver.js";
import {
  firstMonths,
  laidOut,
  onceOut,
  releaseVerify,
  sha256,
  smallStates,
  smallTable,
} from "../../testkit/small-state.js";
import { manifestOf } from "../release/manifest.js";
import { attackAsPublic } from "./attack.js";
import { canonicalText, sealed } from "./canonical.js";
import { systemOf } from "./linear-system.js";
import { isSmall, NESTED_POLICY as POLICY } from "./policy.js";
import { protect, type ProtectedYear } from "./protect.js";
import { smallCounts } from "./secret.js";
import type { History } from "./protected-lattice.js";
import type { Solver } from "./solver.js";
import type { YearTable } from "./year-table.js";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const NOTHING_OUT: History = new Map();

function isProtected(table: YearTable, history = NOTHING_OUT): ProtectedYear {
  const result = protect(laidOut(table), POLICY, history, solver);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

const chapters = ["a", "b", "c", "d"];
/** Four chapters in two regions with counts large and small. */
const FIXTURE = smallTable(
  chapters.map((chapter, index) => ({
    chapter,
    region: index < 2 ? "north" : "south",
    counts: [
      [12 + index, 3, 20],
      [9, 14, 2 + index],
      [30, 1 + index, 8],
    ],
  })),
);

test("any small state is either refused, or protected in a way that the independent checker confirms", () => {
  let protectedOnes = 0;
  fc.assert(
    fc.property(smallStates(), (table) => {
      const result = protect(laidOut(table), POLICY, NOTHING_OUT, solver);
      if (!result.ok) {
        expect(new Set(result.problems.map(({ code }) => code))).toEqual(new Set(["DISCLOSED"]));
        return;
      }
      protectedOnes++;
      const { cells, proof } = result.value;
      for (const { value } of cells) expect(value === null || !isSmall(POLICY, value)).toBe(true);
      expect(releaseVerify(sealed(proof, sha256))).toEqual([]);
      expect(releaseVerify(sealed(manifestOf("MO", POLICY, [result.value]), sha256))).toEqual([]);
    }),
    { numRuns: 10, seed: 7, endOnFailure: true },
  );
  expect(protectedOnes).toBeGreaterThan(4);
});

test("the same table is protected the same way, byte for byte", async () => {
  const [one, other] = [
    isProtected(FIXTURE),
    protect(laidOut(FIXTURE), POLICY, NOTHING_OUT, await loadSolver()),
  ];
  expect(other.ok && canonicalText(manifestOf("MO", POLICY, [other.value]))).toBe(
    canonicalText(manifestOf("MO", POLICY, [one])),
  );
  expect(other.ok && canonicalText(other.value.proof)).toBe(canonicalText(one.proof));
});

test("what is withheld lies within its public bounds", () => {
  const readings = new Map(laidOut(FIXTURE).cells.map(({ id, reading }) => [id, reading]));
  for (const { id, bounds } of isProtected(FIXTURE).cells) {
    if (bounds === null) continue;
    const truth = Number(readings.get(id));
    expect(bounds.lower <= truth && truth <= (bounds.upper ?? Infinity)).toBe(true);
  }
});

test("with the small counts withheld only, the attack works some of them out", () => {
  const system = systemOf(laidOut(FIXTURE));
  const isShown = system.unknowns.map(({ cells, value }) => cells.length > 0 && !isSmall(POLICY, value));
  const target = {
    system,
    isShown,
    wasShown: isShown.map(() => false),
    secrets: smallCounts(system, POLICY),
  };
  const found = new Set(attackAsPublic(target, solver).failures.map(({ finding }) => finding));
  expect(found).toContain("EXACT");
});

test("month by month, what is out stays as it is and all releases together stay safe", () => {
  let finished = 0;
  fc.assert(
    fc.property(smallStates("2025-07"), (table) => {
      let history = NOTHING_OUT;
      for (let months = 1; months <= 6; months++) {
        const lattice = laidOut(firstMonths(table, months));
        const result = protect(lattice, POLICY, history, solver);
        if (!result.ok) {
          expect(new Set(result.problems.map(({ code }) => code))).toEqual(new Set(["DISCLOSED"]));
          return;
        }
        const statuses = new Map(result.value.cells.map(({ id, status }) => [id as string, status]));
        for (const { id, status } of history.values()) expect(statuses.get(id)).toBe(status);
        history = onceOut(lattice, result.value);
      }
      finished++;
    }),
    { numRuns: 3, seed: 3, endOnFailure: true },
  );
  expect(finished).toBeGreaterThan(0);
});

test("a figure that is not what it was when it came out is refused", () => {
  const lattice = laidOut(FIXTURE);
  const [[id, cell] = ["", null]] = onceOut(lattice, isProtected(FIXTURE));
  if (cell === null) throw new Error("The fixture has no cells.");
  const result = protect(lattice, POLICY, new Map([[id, { ...cell, reading: 1_000 }]]), solver);
  expect(result.ok ? [] : result.problems.map(({ code, path }) => [code, path])).toEqual([["CONFLICT", id]]);
});

describe("tampering is found", () => {
  type Loose = Record<string, never[][]>;
  const proof = () => structuredClone(sealed(isProtected(FIXTURE).proof, sha256)) as unknown as Loose;
  const release = () =>
    structuredClone(sealed(manifestOf("MO", POLICY, [isProtected(FIXTURE)]), sha256)) as unknown as Loose;
  const resealed = (file: Loose) =>
    sealed(Object.fromEntries(Object.entries(file).filter(([key]) => key !== "sha256")), sha256);

  test("in one hash", () => {
    expect(releaseVerify({ ...release(), sha256: "0".repeat(64) })).toHaveLength(1);
    expect(releaseVerify({ ...proof(), sha256: "0".repeat(64) })).toHaveLength(1);
  });

  test("in one published cell, even under a new hash", () => {
    const file = release();
    const cell = (file["cells"] as unknown as [string, string, number][]).find(
      ([id, status]) => id.startsWith("STATE:MO|2025-Q1|ENCOUNTERS") && status === "REPORTED",
    );
    if (cell === undefined) throw new Error("The fixture does not show its total.");
    cell[2] += 1;
    expect(releaseVerify(file).join()).toContain("hash:");
    expect(releaseVerify(resealed(file)).join()).toContain("relation:");
  });

  test("in one move of the proof, even under a new hash", () => {
    const file = proof();
    const [move] = file["moves"] as unknown as number[][];
    if (move?.[1] === undefined) throw new Error("The fixture has no moves.");
    move[1] += 1;
    expect(releaseVerify(file).join()).toContain("hash:");
    expect(releaseVerify(resealed(file)).join()).toContain("breaks the sum");
  });

  test("in a proof that leaves moves out", () => {
    expect(releaseVerify(resealed({ ...proof(), moves: [] })).join()).toContain("can be ruled out");
  });

  test("in what coordinators are said to know", () => {
    const withInsiders = (
      change: (insiders: Record<string, { known: number[]; ownParts: number[] }>) => object,
    ) => {
      const file = proof();
      const insiders = file["insiders"] as unknown as Parameters<typeof change>[0];
      return releaseVerify(resealed({ ...file, insiders: change(insiders) } as unknown as Loose)).join();
    };
    expect(withInsiders(({ b, c, d }) => ({ b, c, d }))).toContain("nobody of a knows it");
    expect(withInsiders(() => ({}))).toContain("nobody of d knows it");
    expect(withInsiders(({ a, ...others }) => ({ ...others, a: { ...a, known: [] } }))).toContain(
      "nobody of a knows it",
    );
    expect(withInsiders(({ a, c, d }) => ({ a, b: a, c, d }))).toContain("b has nothing of it");
    expect(
      withInsiders(({ a, ...others }) => ({ ...others, a: { known: a?.known, ownParts: [] } })),
    ).toContain("a has only a part of it");
  });

  test("in a small count that is shown", () => {
    const file = proof();
    const small = (file["unknowns"] as unknown as [string, number, string][]).find(
      ([mark, value]) => mark === "W" && value <= 10,
    );
    if (small === undefined) throw new Error("The fixture withholds nothing.");
    small[0] = "S";
    expect(releaseVerify(resealed(file)).join()).toContain(`${small[2]}: is ${String(small[1])} and shown`);
  });
});
