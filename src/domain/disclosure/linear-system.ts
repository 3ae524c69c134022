// A lattice as an attacker sees it: unknowns and what adds up to what. Cells that must be equal are one unknown with several
// names, so that they are withheld or shown together: the quarter of a chapter of one county, say, is also what its region
// holds when nothing else is in it.

import type { LatticeCell, Place } from "./lattice-cell.js";
import type { YearLattice } from "./lattice.js";

export interface Unknown {
  /** Ids of cells and hidden sums. */
  readonly ids: readonly string[];
  readonly value: number;
  /** The cells among them; none: the sum is hidden. */
  readonly cells: readonly LatticeCell[];
  /** Of which places it is a figure, published or not; none: it is a sum in between. */
  readonly places: readonly Place[];
}

/** Total and parts by their places in the list of unknowns. */
export interface SystemRelation {
  readonly total: number;
  readonly parts: readonly number[];
  /** The total is at least as large as its first part; the second is what lies between, and stands in no other relation. */
  readonly isCeiling: boolean;
}

export interface LinearSystem {
  readonly unknowns: readonly Unknown[];
  readonly relations: readonly SystemRelation[];
  /** Id → place in the list of unknowns; absent for what is known to be zero. */
  readonly placeOf: ReadonlyMap<string, number>;
}

/** Zeros are shown, so they are known and left out, and with them all that adds up to nothing. */
export function systemOf(lattice: YearLattice): LinearSystem {
  const { zeros, relations, nameOf } = simplified(lattice);
  const places = new Map<string, number>();
  const unknowns: { ids: string[]; value: number; cells: LatticeCell[]; places: Place[] }[] = [];
  const placeOf = new Map<string, number>();
  const add = (id: string, value: number, cell: LatticeCell | null, of: Place | null) => {
    const name = nameOf(id);
    if (zeros.has(name)) return;
    const place = places.get(name) ?? unknowns.length;
    if (place === unknowns.length) {
      places.set(name, place);
      unknowns.push({ ids: [], value, cells: [], places: [] });
    }
    placeOf.set(id, place);
    unknowns[place]?.ids.push(id);
    if (cell !== null) unknowns[place]?.cells.push(cell);
    if (of !== null) unknowns[place]?.places.push(of);
  };
  for (const cell of lattice.cells)
    if (typeof cell.reading === "number") add(cell.id, cell.reading, cell, cell.place);
  for (const { id, value, place } of lattice.hidden) add(id, value, null, place);
  const at = (name: string) => {
    const place = places.get(name);
    if (place === undefined) throw new RangeError(`The lattice has no sum ${name}.`);
    return place;
  };
  return {
    unknowns,
    relations: relations.map(({ total, parts, isCeiling }) => ({
      total: at(total),
      parts: parts.map(at),
      isCeiling,
    })),
    placeOf,
  };
}

/** By place: the ceilings that it has or is. */
export function ceilingsOf({ relations }: LinearSystem): ReadonlyMap<number, readonly SystemRelation[]> {
  const ceilings = new Map<number, SystemRelation[]>();
  for (const relation of relations.filter(({ isCeiling }) => isCeiling))
    for (const place of [relation.total, ...relation.parts.slice(0, 1)])
      ceilings.set(place, [...(ceilings.get(place) ?? []), relation]);
  return ceilings;
}

interface Simplified {
  readonly zeros: ReadonlySet<string>;
  readonly relations: YearLattice["relations"];
  /** The one name that stands for all ids that must be equal. */
  readonly nameOf: (id: string) => string;
}

/** Takes out zeros and joins equals until neither leads to more of the other. */
function simplified({ cells, relations }: YearLattice): Simplified {
  const zeros = new Set<string>();
  const parents = new Map<string, string>();
  const nameOf = (id: string): string => {
    let name = id;
    for (let next = parents.get(name); next !== undefined; next = parents.get(name)) name = next;
    if (name !== id) parents.set(id, name);
    return name;
  };
  for (const { id, reading } of cells) if (reading === 0) zeros.add(id);
  let left: Simplified["relations"] = relations;
  for (let before = Infinity; left.length < before;) {
    before = left.length;
    const totals = new Map<string, string>();
    left = left.flatMap((relation) => {
      const total = nameOf(relation.total);
      const parts = relation.parts.map(nameOf).filter((part) => !zeros.has(part));
      const [only, ...others] = parts;
      if (zeros.has(total) || only === undefined) {
        for (const id of [total, ...parts]) zeros.add(id);
        return [];
      }
      const twin = totals.get(parts.join(" + "));
      if (!relation.isCeiling) totals.set(parts.join(" + "), total);
      // Two totals of the same parts are equal: the encounters of a chapter and those of its only county.
      if (!relation.isCeiling && twin !== undefined) {
        // It may have got another name since; names that led to each other would never end.
        const name = nameOf(twin);
        if (name !== total) parents.set(total, name);
        return [];
      }
      if (others.length > 0) return [{ total, parts, isCeiling: relation.isCeiling }];
      if (only !== total) parents.set(only, total);
      return [];
    });
  }
  return { zeros, relations: left, nameOf };
}
