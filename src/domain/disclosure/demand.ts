// What must stay possible for somebody: that a secret changes by so much while all that the person knows stays as it is.

import type { LinearSystem } from "./linear-system.js";
import { farMoves, type Secret } from "./secret.js";

export interface Demand {
  readonly place: number;
  /** Signed; a move that goes further will do. */
  readonly change: number;
  /** Slug of the chapter whose coordinator looks on; null: the public. */
  readonly insider: string | null;
}

/** Everybody must be able to believe both ends. */
export function publicDemands(secret: Secret, { unknowns }: LinearSystem): readonly Demand[] {
  const { place, lower, upper } = secret;
  const value = unknowns[place]?.value ?? 0;
  return [
    { place, change: upper - value, insider: null },
    { place, change: lower - value, insider: null },
  ].filter(({ change }) => change !== 0);
}

/**
 * A coordinator may neither rule out a far end nor know the number. For one that stands at its far end the first says nothing,
 * so that it must be able to change at all: one up, or else one down. Of each list one demand has to be met.
 * @param floor what the coordinator knows the number to be at least, whatever is withheld
 */
export function insiderDemands(
  secret: Secret,
  insider: string,
  floor: number,
  { unknowns }: LinearSystem,
): readonly (readonly Demand[])[] {
  const { place } = secret;
  const far = farMoves(secret, unknowns[place]?.value ?? 0, floor);
  const changes = far.length > 0 ? far.map((change) => [change]) : [[1, -1]];
  return changes.map((some) => some.map((change) => ({ place, change, insider })));
}
