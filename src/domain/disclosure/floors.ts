// What a coordinator knows a number to be at least, whatever is withheld: by the own reports, by what is out already, and because
// what is withheld is no zero. No release can lower it, so that nothing below has to stay possible.

import { countedBounds } from "./counted-bounds.js";
import type { Insider } from "./insider.js";
import type { LinearSystem } from "./linear-system.js";
import type { Secret } from "./secret.js";
import { viewOf } from "./view.js";

/** Only where a far end lies below does it matter, and only then is it counted. */
export function floorsFor(
  insider: Insider,
  system: LinearSystem,
  wasShown: (place: number) => boolean,
): (secret: Secret) => number {
  let counted: readonly number[] | null = null;
  return ({ place, farEnds }) => {
    const value = system.unknowns[place]?.value ?? 0;
    if (farEnds.every((end) => end >= value)) return 0;
    counted ??= countedBounds(viewOf(system, wasShown, insider)).lower;
    return counted[place] ?? 0;
  };
}
