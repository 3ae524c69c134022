// A funnel in plain English: what was done, what stands out, and why nothing is ranked.

import type { Rate } from "./figure.js";
import type { Dispersion, FunnelPoint, FunnelPosition } from "./funnel.js";
import { demonstrationCaveat, inWords, many, rateInStyle, styleOf } from "./words.js";

/** @param pooled the common rate */
export function funnelSentence(
  points: readonly FunnelPoint<unknown>[],
  pooled: Rate,
  dispersion: Dispersion | null,
): string {
  const assessed = points.filter(({ lines }) => lines !== null);
  const demonstration = demonstrationCaveat([pooled, ...points.map(({ rate }) => rate)]);
  const sentences =
    assessed.length === 0
      ? ["No area can be set against a common rate.", pooled.note]
      : [
          introduction(assessed.length, pooled),
          spread(dispersion),
          outside(assessed, dispersion),
          unplaced(points.length - assessed.length),
          incomplete(assessed.filter(({ isComplete }) => !isComplete).length),
        ];
  return [demonstration, ...sentences].filter((sentence) => sentence !== null).join(" ");
}

function introduction(assessed: number, pooled: Rate): string {
  const center = `${rateInStyle(Number(pooled.value), styleOf(pooled))} ${pooled.definition.unit}`;
  return `${pooled.definition.title}: ${many(assessed, "area is", "areas are")} set against the common rate of ${center}, and not ranked, because by chance alone small areas swing furthest and would fill both ends of a ranking.`;
}

function spread(dispersion: Dispersion | null): string {
  if (dispersion === null) {
    return "With fewer than ten areas it was not tested whether they differ by more than chance.";
  }
  if (!dispersion.isOverdispersed) {
    return "Taken together, the areas differ no more than chance can explain, so the lines stay where chance alone puts them.";
  }
  const times = Number(dispersion.widening);
  const widening = times < 1.05 ? "less than 1.1" : times.toFixed(1);
  return `Taken together, the areas differ by more than chance alone explains, for reasons that these numbers do not show, so the lines were moved ${widening} times as far from the common rate.`;
}

function outside(assessed: readonly FunnelPoint<unknown>[], dispersion: Dispersion | null): string {
  const now = beyond(assessed.map(({ adjustedPosition }) => adjustedPosition));
  if (dispersion?.isOverdispersed === true) {
    const before = assessed.filter(({ position }) => position !== "WITHIN").length;
    return `${now.charAt(0).toUpperCase()}${now.slice(1)}; before the lines were moved, ${inWords(before)} did.`;
  }
  return `Chance alone leads beyond the inner lines in at most 1 of 20 areas, beyond the outer lines in at most 1 of 500; ${now}.`;
}

function beyond(positions: readonly FunnelPosition[]): string {
  const inner = positions.filter((position) => position !== "WITHIN").length;
  const outer = positions.filter((position) => position.endsWith("_998")).length;
  if (inner === 0) return "no area lies beyond the inner lines";
  const areas = `${many(inner, "area lies", "areas lie")} beyond the inner lines`;
  return outer === 0 ? areas : `${areas}, ${inWords(outer)} of them beyond the outer lines too`;
}

function unplaced(areas: number): string | null {
  if (areas === 0) return null;
  return `${many(areas, "area has", "areas have")} no rate and ${areas === 1 ? "is" : "are"} not placed.`;
}

function incomplete(areas: number): string | null {
  return areas === 0 ? null : `${many(areas, "area rests", "areas rest")} on incomplete reports.`;
}
