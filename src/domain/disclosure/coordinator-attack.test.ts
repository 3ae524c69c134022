// Coordinators have read their own reports, month by month. An attacker that shares no code with the gates, and reckons with every
// county month, tries as each of them to work out small counts of others, and small changes.

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { loadSolver } from "../../solver/highs-solver.js";
import {
  DISPOSITIONS_COUNTED,
  firstMonths,
  laidOut,
  onceOut,
  releaseVerify,
  sha256,
  smallTable,
  unevenStates,
  valuesOf,
} from "../../testkit/small-state.js";
import { TableAttack } from "../../testkit/table-attack.js";
import { attackAsInsiders, attackAsPublic } from "./attack.js";
import { sealed } from "./canonical.js";
import type { Insiders } from "./insider.js";
import type { LatticeCell } from "./lattice-cell.js";
import type { YearLattice } from "./lattice.js";
import { systemOf } from "./linear-system.js";
import { isSmall, NESTED_POLICY as POLICY, type DisclosurePolicy } from "./policy.js";
import { insidersOf, protect, type ProtectedYear } from "./protect.js";
import type { FrozenCell, History, PublicCell } from "./protected-lattice.js";
import { restate } from "./restate.js";
import { smallCounts } from "./secret.js";
import type { Solver } from "./solver.js";
import type { YearTable } from "./year-table.js";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Nor may a coordinator rule the far end of a small count's range out. */
const INTERVAL: DisclosurePolicy = { ...POLICY, coordinatorProtection: "INTERVAL" };

/** As if coordinators had nothing of sums that are not made of the chapter's reports alone. */
function withoutParts(lattice: YearLattice): YearLattice {
  const ownParts = new Map(
    [...lattice.ownParts].map(([chapter, parts]) => {
      const known = new Set(lattice.known.get(chapter));
      return [chapter, new Map([...parts].filter(([id]) => known.has(id)))];
    }),
  );
  return { ...lattice, ownParts };
}

/** What everybody knows of a cell once a release is out. */
function asPublished(cells: readonly PublicCell[]) {
  const values = new Map(cells.map(({ id, value }) => [id, value]));
  return ({ id }: LatticeCell) => values.get(id) ?? { atLeast: 1 };
}

/** A number with the end of its range that no coordinator may rule out; null: coordinators must only not know the number. */
interface Hidden {
  readonly cell: LatticeCell;
  readonly far: number | null;
}

/**
 * Whoever works a secret out, or rules its far end out.
 * @param bare the same attack with nothing shown: what it rules out, no release can help
 */
function leaks(attack: TableAttack, secrets: readonly Hidden[], bare?: TableAttack): readonly string[] {
  const cells = [...new Set(secrets.map(({ cell }) => cell))];
  return attack.chapters.flatMap((chapter) => {
    const hidden = cells.filter((cell) => attack.ownPart(cell, chapter) !== cell.reading);
    const worked = attack.workedOut(hidden, chapter);
    const floors = bare?.workedOut(hidden, chapter);
    return secrets.flatMap(({ cell, far }) => {
      const range = worked.get(cell);
      if (range === undefined) return [];
      const least = Math.max(far ?? 0, floors?.get(cell)?.lower ?? 0);
      const isNarrow =
        far !== null &&
        far !== cell.reading &&
        (far > Number(cell.reading) ? range.upper < far : range.lower > least);
      return range.lower === range.upper || isNarrow
        ? [`${chapter} works out ${cell.id}: ${String(range.lower)} to ${String(range.upper)}`]
        : [];
    });
  });
}

function farEnd({ coordinatorProtection }: DisclosurePolicy, end: number): number | null {
  return coordinatorProtection === "INTERVAL" ? end : null;
}

/** The small counts, none of which may be known; under INTERVAL not even to be less than ten. */
function secretCells({ cells }: YearLattice, policy = POLICY): readonly Hidden[] {
  return cells.flatMap((cell) =>
    typeof cell.reading === "number" && isSmall(policy, cell.reading)
      ? [{ cell, far: farEnd(policy, policy.threshold) }]
      : [],
  );
}

/** What has changed by ten or less since it was shown, and is no small count; under INTERVAL nobody may know that it was not ten. */
function smallChanges({ cells }: YearLattice, before: History, policy: DisclosurePolicy): readonly Hidden[] {
  return cells.flatMap((cell) => {
    const shown = before.get(cell.id);
    if (shown?.status === "WITHHELD" || typeof shown?.reading !== "number") return [];
    const change = Number(cell.reading) - shown.reading;
    if (change === 0 || Math.abs(change) > 10 || isSmall(POLICY, Number(cell.reading))) return [];
    const far = change > 0 ? shown.reading + 10 : Math.max(0, shown.reading - 10);
    return [{ cell, far: farEnd(policy, far) }];
  });
}

function correctedBy(table: YearTable, change: () => number): YearTable {
  const countyMonths = table.countyMonths.map((row) => {
    const { values } = row;
    if (values === null) return row;
    const counts = DISPOSITIONS_COUNTED.map((key) => Math.max(0, Number(values[key]) + change()));
    return { ...row, values: valuesOf(counts) };
  });
  return { ...table, countyMonths };
}

function released(lattice: YearLattice, policy = POLICY): ProtectedYear {
  const made = protect(lattice, policy, new Map(), solver);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.value;
}

/** Nearly all of February is reported by the first chapter, all of it but one. */
const LOPSIDED = smallTable([
  { chapter: "c0", region: "r0", counts: [[22], [25], [28]] },
  { chapter: "c1", region: "r1", counts: [[0], [0], [3]] },
  { chapter: "c2", region: "r0", counts: [[29], [0], [0]] },
  { chapter: "c3", region: "r1", counts: [[1], [1], [20]] },
  { chapter: "c0", region: "r0", counts: [[20], [14], [3]] },
]);

describe("where nearly all of a month is a coordinator's own", () => {
  const lattice = laidOut(LOPSIDED);
  const system = systemOf(lattice);

  /** Only what the state has is shown, February with the rest. */
  const isShown = system.unknowns.map(({ cells, value }) =>
    cells.some(({ place }) => place.level === "STATE" && !isSmall(POLICY, value)),
  );
  const target = {
    system,
    isShown,
    wasShown: isShown.map(() => false),
    secrets: smallCounts(system, POLICY),
  };
  const foundBy = (insiders: Insiders) =>
    attackAsInsiders(target, insiders, [], solver)
      .get("c0")
      ?.failures.flatMap(({ finding, ids, range }) =>
        ids.includes("REGION:r1|2025-02|JAIL_BOOKINGS") ? [{ finding, range }] : [],
      );

  test("the gate for coordinators finds that the others have the rest, and would not without the own months", () => {
    expect(attackAsPublic(target, solver).failures).toEqual([]);
    expect(foundBy(insidersOf(lattice, system))).toEqual([
      { finding: "EXACT", range: { lower: 1, upper: 1 } },
    ]);
    expect(foundBy(insidersOf(withoutParts(lattice), system))).toEqual([]);
  });

  test("so does the attacker of this test", () => {
    const shown = new Set(system.unknowns.flatMap(({ ids }, place) => (isShown[place] === true ? ids : [])));
    const known = ({ id, reading }: LatticeCell) =>
      shown.has(id) || reading === 0 ? Number(reading) : { atLeast: 1 };
    const attack = new TableAttack(LOPSIDED, lattice.cells, known, solver);
    expect(leaks(attack, secretCells(lattice))).toContain(
      "c0 works out REGION:r1|2025-02|JAIL_BOOKINGS: 1 to 1",
    );
  });

  test("a release is made from which nobody finds it", () => {
    const attack = new TableAttack(LOPSIDED, lattice.cells, asPublished(released(lattice).cells), solver);
    expect(leaks(attack, secretCells(lattice))).toEqual([]);
  });

  test("the independent checker is not content with moves below what a coordinator has", () => {
    const { insiders } = released(lattice).proof;
    const { proof } = released(withoutParts(lattice));
    expect(releaseVerify(sealed(proof, sha256)).join()).toContain("the parts of c0 do not add up");
    expect(releaseVerify(sealed({ ...proof, insiders }, sha256)).join()).toContain("c0 can work it out");
  });
});

describe("where some reports say a count without what is at most it", () => {
  const bare = smallTable([
    { chapter: "c0", region: "r0", counts: [[40], [39], [50]] },
    { chapter: "c1", region: "r0", counts: [[20], [10], [20]] },
    { chapter: null, region: "r0", counts: [[0], [1], [0]] },
  ]);
  /** How many holds were requested, c1 does not say; for c0 there were none, for the county without a chapter as many as encounters. */
  const table = {
    ...bare,
    countyMonths: bare.countyMonths.map((row) => {
      const requested = { c0: 0, c1: null, none: row.values?.ENCOUNTERS ?? null };
      const HOLDS_REQUESTED = requested[(row.chapter ?? "none") as keyof typeof requested];
      return { ...row, values: { ...row.values, HOLDS_REQUESTED } };
    }),
  };

  test("the gate for coordinators holds it against the other one of the same reports", () => {
    const lattice = laidOut(table);
    const system = systemOf(lattice);
    const isShown = system.unknowns.map(
      ({ cells, value }) => !isSmall(POLICY, value) && cells.some(({ measure }) => measure === "ENCOUNTERS"),
    );
    const wasShown = isShown.map(() => false);
    const target = { system, isShown, wasShown, secrets: smallCounts(system, POLICY) };
    const found = attackAsInsiders(target, insidersOf(lattice, system), [], solver).get("c0")?.failures;
    expect(found?.filter(({ ids }) => ids.includes("STATE:MO|2025-Q1|HOLDS_REQUESTED"))).toMatchObject([
      { finding: "EXACT", range: { lower: 1, upper: 1 } },
    ]);
  });
});

describe("where two numbers were published of a figure", () => {
  const table = smallTable(
    [
      { chapter: "c0", region: "r0", counts: [[19, 14]] },
      { chapter: "c1", region: "r0", counts: [[14, 3]] },
    ],
    "2025-02",
    "2025-03",
  );
  const lattice = laidOut(table);
  const frozenAs = (measure: string, reading: number, otherwiseShown: readonly number[] = []) => {
    const cell = lattice.cells.find(({ id }) => id === `STATE:MO|2025-02|${measure}`);
    if (cell === undefined) throw new Error(measure);
    return [cell.id, { id: cell.id, status: "REPORTED", reading, otherwiseShown }] as const;
  };

  test("a coordinator rules out the far end of neither change, and the checker asks for the same ends", () => {
    // 33 now: seven less than 40, and six more than 27. With all encounters shown, c0 would know that others have at most 17 of them.
    const before: History = new Map([frozenAs("ENCOUNTERS", 100), frozenAs("JAIL_BOOKINGS", 40, [27])]);
    const result = restate(lattice, INTERVAL, before, solver);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { cells, proof } = result.value;
    const values = new Map(cells.map(({ id, value }) => [id, Number(value)]));
    const attack = new TableAttack(
      table,
      lattice.cells,
      ({ id }) => values.get(id) ?? { atLeast: 0 },
      solver,
    );
    const jail = lattice.cells.filter(({ id }) => id === "STATE:MO|2025-02|JAIL_BOOKINGS");
    const [range] = attack.workedOut(jail, "c0").values();
    attack.close();
    expect(range?.lower).toBeLessThanOrEqual(30);
    expect(range?.upper).toBeGreaterThanOrEqual(37);
    expect(releaseVerify(sealed(proof, sha256))).toEqual([]);
  });
});

test("a coordinator who has reported nothing but zeros knows that, and the number of the only other chapter is kept", () => {
  const table = smallTable([
    { chapter: "c0", region: "r0", counts: [[0], [0], [0]] },
    { chapter: "c1", region: "r0", counts: [[15], [15], [15]] },
  ]);
  const lattice = laidOut(table);
  const stood: readonly (readonly [string, number])[] = [
    ["STATE:MO|2025-Q1|JAIL_BOOKINGS", 100],
    ["CHAPTER:c1|2025-Q1|JAIL_BOOKINGS", 50],
  ];
  const before: History = new Map(
    stood.map(([id, reading]) => [id, { id: id as FrozenCell["id"], status: "REPORTED", reading }]),
  );
  const result = restate(lattice, INTERVAL, before, solver);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(Object.keys(result.value.proof.insiders)).toContain("c0");
  const values = new Map(result.value.cells.map(({ id, value }) => [id, Number(value)]));
  const known = ({ id }: LatticeCell) => values.get(id) ?? { atLeast: 0 };
  const attack = new TableAttack(table, lattice.cells, known, solver);
  const cells = lattice.cells.filter(({ id }) => id === "CHAPTER:c1|2025-Q1|JAIL_BOOKINGS");
  const [range] = attack.workedOut(cells, "c0").values();
  attack.close();
  expect(range?.lower).toBeLessThanOrEqual(40);
});

describe.each([POLICY, INTERVAL])("of any small state, $coordinatorProtection:", (policy) => {
  test("no coordinator learns what must be kept of a small count of others", () => {
    let attacked = 0;
    fc.assert(
      fc.property(unevenStates(), (table) => {
        const lattice = laidOut(table);
        const secrets = secretCells(lattice, policy);
        const attack = new TableAttack(
          table,
          lattice.cells,
          asPublished(released(lattice, policy).cells),
          solver,
        );
        expect(leaks(attack, secrets)).toEqual([]);
        attack.close();
        attacked += secrets.length;
      }),
      { numRuns: 40, seed: 5, endOnFailure: true },
    );
    expect(attacked).toBeGreaterThan(100);
  });

  test("released month by month, no coordinator learns it from all releases together", () => {
    let attacked = 0;
    fc.assert(
      fc.property(unevenStates("2025-07"), (table) => {
        let history: History = new Map();
        for (let months = 1; months <= 6; months++) {
          const sofar = firstMonths(table, months);
          const lattice = laidOut(sofar);
          const made = protect(lattice, policy, history, solver);
          // What is out may leave no way to go on; then nothing more comes out.
          if (!made.ok) return expect(made.problems.map(({ code }) => code)).toContain("DISCLOSED");
          history = onceOut(lattice, made.value);
          const secrets = secretCells(lattice, policy);
          const attack = new TableAttack(sofar, lattice.cells, asPublished(made.value.cells), solver);
          expect(leaks(attack, secrets)).toEqual([]);
          attack.close();
          attacked += secrets.length;
        }
      }),
      { numRuns: 6, seed: 2, endOnFailure: true },
    );
    expect(attacked).toBeGreaterThan(100);
  });

  test("that is restated, no coordinator learns what must be kept of a small count or a small change of others", () => {
    let [attacked, restatements] = [0, 0];
    const changes = fc.infiniteStream(
      fc.oneof(
        { arbitrary: fc.constant(0), weight: 5 },
        { arbitrary: fc.integer({ min: -9, max: 9 }), weight: 1 },
        { arbitrary: fc.integer({ min: -40, max: 60 }), weight: 1 },
      ),
    );
    fc.assert(
      fc.property(unevenStates(), changes, (table, stream) => {
        const first = laidOut(table);
        const before = onceOut(first, released(first, policy));
        const corrected = correctedBy(table, () => Number(stream.next().value));
        const lattice = laidOut(corrected);
        const result = restate(lattice, policy, before, solver);
        if (!result.ok) throw new Error(JSON.stringify(result.problems));
        const restated = new Map(result.value.cells.map(({ id, value }) => [id, Number(value)]));
        const known = ({ id, reading }: LatticeCell) => {
          const { status, reading: stands } = before.get(id) ?? { status: "NOT_EXPECTED", reading: 0 };
          const isNoZero = status === "REPORTED" && Number(stands) > POLICY.threshold && reading !== 0;
          return restated.get(id) ?? { atLeast: isNoZero ? 1 : 0 };
        };
        const secrets = [...secretCells(lattice, policy), ...smallChanges(lattice, before, policy)].filter(
          ({ cell }) => !restated.has(cell.id),
        );
        const knownAnyway = (cell: LatticeCell) => {
          const one = known(cell);
          return one === 0 || typeof one !== "number" ? one : { atLeast: 1 };
        };
        const attack = new TableAttack(corrected, lattice.cells, known, solver);
        const bare = new TableAttack(corrected, lattice.cells, knownAnyway, solver);
        const found = leaks(attack, secrets, bare);
        expect(found).toEqual([]);
        for (const one of [attack, bare]) one.close();
        attacked += secrets.length;
        if (restated.size > 0) restatements++;
      }),
      { numRuns: 15, seed: 10, endOnFailure: true },
    );
    expect(attacked).toBeGreaterThan(100);
    expect(restatements).toBeGreaterThan(5);
  });
});
