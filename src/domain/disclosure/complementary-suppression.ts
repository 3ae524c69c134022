// Which further cells are withheld, so that the small counts cannot be worked out from the rest. For each demand the cheapest
// move is looked for that meets it, and whatever moves is withheld. Same table, same policy, same solver: same pattern.

import { countedBounds } from "./counted-bounds.js";
import { insiderDemands, publicDemands, type Demand } from "./demand.js";
import { floorsFor } from "./floors.js";
import { isHiddenFrom, leastFor, PUBLIC, together, type Insider, type Insiders } from "./insider.js";
import type { LinearSystem } from "./linear-system.js";
import { MovePool, TOLERANCE, wholeMove, type Move } from "./move.js";
import { MoveSearch, type Freedom } from "./move-search.js";
import type { DisclosurePolicy } from "./policy.js";
import { costOf } from "./cost.js";
import type { Secret } from "./secret.js";
import type { Solver } from "./solver.js";
import { viewOf } from "./view.js";

/** `HIDDEN`: no cell of it is published. `OPEN`: not decided yet. */
export type Standing = "HIDDEN" | "OPEN" | "SHOWN" | "WITHHELD";

/** A demand that no pattern can meet: as much of it as can be met, whatever is withheld. */
export interface Shortfall extends Demand {
  readonly reached: number;
}

export interface Pattern {
  /** By the places of the unknowns; none is open. */
  readonly standings: readonly Standing[];
  /** Moves of whole numbers, by which the demands are met. */
  readonly moves: readonly Move[];
  readonly shortfalls: readonly Shortfall[];
  /** How many linear programmes were solved. */
  readonly solved: number;
}

/** Withheld and hidden sums cost next to nothing to move; not nothing, so that moves stay short. */
const ALREADY_UNKNOWN = 1e-3;

/**
 * @param frozen how each unknown stands already; `OPEN` where it may still be decided
 * @param secrets what must not be worked out, those with the least room first
 */
export function withholdAround(
  system: LinearSystem,
  frozen: readonly Standing[],
  secrets: readonly Secret[],
  insiders: Insiders,
  policy: DisclosurePolicy,
  solver: Solver,
): Pattern {
  const search = new PatternSearch(system, frozen, secrets, insiders, policy, solver);
  try {
    for (const secret of secrets)
      for (const demand of publicDemands(secret, system)) search.meetAsFarAsCounted(demand);
    for (const secret of secrets) search.hideFromInsiders(secret);
    search.meetInWholeNumbers();
    return search.pattern();
  } finally {
    search.close();
  }
}

class PatternSearch {
  private readonly standings: Standing[];
  /** By place: what it costs to withhold it. */
  private readonly costs: readonly number[];
  private readonly pool = new MovePool();
  private readonly search: MoveSearch;
  private readonly shortfalls: Shortfall[] = [];
  /** Demands that are met by fractions only so far. */
  private readonly fractional: Demand[] = [];
  /** Who looks on just now. */
  private onlooker = PUBLIC;
  private readonly counted: readonly number[];
  private readonly floors: ReadonlyMap<string, ReturnType<typeof floorsFor>>;

  constructor(
    private readonly system: LinearSystem,
    frozen: readonly Standing[],
    secrets: readonly Secret[],
    private readonly insiders: Insiders,
    policy: DisclosurePolicy,
    solver: Solver,
  ) {
    this.costs = system.unknowns.map((unknown) => costOf(unknown, policy));
    this.standings = [...frozen];
    const wasShown = (place: number) => frozen[place] === "SHOWN";
    this.counted = countedBounds(viewOf(system, wasShown)).lower;
    this.floors = new Map([...insiders].map(([name, one]) => [name, floorsFor(one, system, wasShown)]));
    for (const { place } of secrets) if (this.standings[place] === "OPEN") this.standings[place] = "WITHHELD";
    this.search = new MoveSearch(system, (place) => this.freedomOf(place), solver);
  }

  /** Runs a search in which nothing moves that somebody knows, and nothing further than that person could believe. */
  private lookedOnBy(onlooker: Insider, searchOn: () => void): void {
    this.onlooker = onlooker;
    this.search.lookedOnBy(onlooker);
    searchOn();
    this.onlooker = PUBLIC;
    this.search.lookedOnBy(PUBLIC);
  }

  /** No number falls below what its parts are at least, so as much is not even tried. */
  meetAsFarAsCounted(demand: Demand): void {
    const { place, change } = demand;
    const furthest = (this.counted[place] ?? 0) - (this.system.unknowns[place]?.value ?? 0);
    if (change >= furthest) return this.meet([demand]);
    this.shortfalls.push({ ...demand, reached: furthest });
    if (furthest < 0) this.meet([{ ...demand, change: furthest }]);
  }

  /** Meets one of the demands: the first that a known move meets, else the first that can be met. */
  meet(demands: readonly Demand[]): void {
    if (demands.some(({ place, change }) => this.pool.find(place, change, this.allows) !== null)) return;
    const isMet = demands.some((demand) => this.take(demand, this.by(demand)));
    const [first] = demands;
    if (isMet || first === undefined) return;
    const furthest = this.search.reach(first.place, first.change);
    const reached = Math.trunc(furthest + Math.sign(furthest) * TOLERANCE);
    this.shortfalls.push({ ...first, reached });
    if (reached !== 0) this.take({ ...first, change: reached }, this.by({ ...first, change: reached }));
  }

  /**
   * Meets the demands of every coordinator on one secret. A move that leaves alone what many of them know serves all of them, so
   * it is looked for first, and for fewer of them as long as there is none.
   */
  hideFromInsiders(secret: Secret): void {
    const { place } = secret;
    const demandsOf = (insider: string) =>
      insiderDemands(secret, insider, this.floors.get(insider)?.(secret) ?? 0, this.system);
    const isMet = (insider: string) => {
      this.onlooker = this.insider(insider);
      return demandsOf(insider).every((demands) =>
        demands.some(({ change }) => this.pool.find(place, change, this.allows) !== null),
      );
    };
    let open = [...this.insiders]
      .filter(([, one]) => isHiddenFrom(one, place, this.system))
      .map(([insider]) => insider);
    for (let many = open.length; ;) {
      open = open.filter((insider) => !isMet(insider));
      const [first, ...others] = open.slice(0, many);
      if (first === undefined) break;
      const size = others.length + 1;
      this.lookedOnBy(together([first, ...others].map((insider) => this.insider(insider))), () => {
        for (const demands of demandsOf(first))
          if (size === 1) this.meet(demands);
          else for (const demand of demands.slice(0, 1)) this.take(demand, this.sparing(this.by(demand)));
      });
      if (size === 1) open = open.slice(1);
      else many = isMet(first) ? open.length : Math.ceil(size / 2);
    }
    this.onlooker = PUBLIC;
  }

  /** Moves of fractions prove nothing about counts: each is replaced by a whole one, withholding more if need be. */
  meetInWholeNumbers(): void {
    for (const demand of this.fractional.splice(0))
      this.lookedOnBy(this.insider(demand.insider), () => {
        if (this.pool.find(demand.place, demand.change, this.allows) !== null) return;
        const isMet = this.take(demand, this.search.byWhole(demand.place, demand.change));
        if (!isMet) this.shortfalls.push({ ...demand, reached: 0 });
      });
  }

  pattern(): Pattern {
    const standings = this.standings.map((standing) => (standing === "OPEN" ? "SHOWN" : standing));
    const { shortfalls, search, pool } = this;
    return { standings, moves: pool.moves, shortfalls, solved: search.solved };
  }

  close(): void {
    this.search.close();
  }

  private insider(name: string | null): Insider {
    return this.insiders.get(name ?? "") ?? PUBLIC;
  }

  /** Moves in the pool touch nothing that is shown. */
  private readonly allows = (place: number, change: number): boolean =>
    !this.onlooker.known.has(place) &&
    (this.system.unknowns[place]?.value ?? 0) + change >= leastFor(this.onlooker, place, this.system);

  /** Null for a move that would take a number of the whole state from the public: others may meet their demands without. */
  private sparing(move: Move | null): Move | null {
    const isHeadline = (place: number) =>
      this.standings[place] === "OPEN" &&
      this.system.unknowns[place]?.places.some(({ level }) => level === "STATE") === true;
    return move !== null && [...move.keys()].some(isHeadline) ? null : move;
  }

  private by({ place, change }: Demand): Move | null {
    return this.search.by(place, change);
  }

  /** Withholds what moves. */
  private take(demand: Demand, move: Move | null): boolean {
    if (move === null) return false;
    for (const place of move.keys()) {
      if (this.standings[place] !== "OPEN") continue;
      this.standings[place] = "WITHHELD";
      this.search.costChanged(place);
    }
    const whole = wholeMove(move);
    if (whole === null) this.fractional.push(demand);
    else this.pool.add(whole);
    return true;
  }

  private freedomOf(place: number): Freedom {
    const standing = this.standings[place];
    const cost = standing === "OPEN" ? (this.costs[place] ?? 0) : ALREADY_UNKNOWN;
    return { cost, isFixed: standing === "SHOWN" };
  }
}
