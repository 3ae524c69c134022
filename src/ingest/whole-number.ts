// Whole numbers in files, however a person or a program writes them: 6, 6.0, 6., +6, 1,234, and 6.000000000000001, which is
// what a sum of tenths leaves of 6.

/** So close to a whole number, in proportion, is one that a program calculated with. */
const ROUNDING = 1e-9;

/** The digits of a whole number of 0 or more, leading zeros kept; null for any other text. A comma stands before three digits. */
export function wholeDigits(text: string): string | null {
  const [, whole, grouped, fraction = ""] =
    /^\+?(?:(\d+)|(\d{1,3}(?:,\d{3})+))(?:\.(\d*))?$/.exec(text) ?? [];
  const digits = whole ?? grouped?.replaceAll(",", "");
  if (digits === undefined) return null;
  if (/^0*$/.test(fraction)) return digits;
  const nearest = nearestWhole(Number(`${digits}.${fraction}`));
  return nearest === null ? null : String(nearest);
}

/** The whole number that a program means by this one; null for a true fraction. */
export function nearestWhole(value: number): number | null {
  const whole = Math.round(value);
  // Never -0, which programs leave of a tiny negative rest.
  return Math.abs(value - whole) <= ROUNDING * Math.max(1, Math.abs(value)) ? whole + 0 : null;
}
