// Numbers as they leave the house: decimal text, so that no reader meets a binary float.

declare const decimal: unique symbol;

/** Decimal text such as "0.6125": no exponent, no trailing zeros. */
export type Decimal = string & { readonly [decimal]: true };

/** Digits that are carried: more than any rate deserves, few enough that double arithmetic gets every one right. */
const SIGNIFICANT_DIGITS = 12;

/** Closer to zero than this is zero: `toFixed` carries no more than a hundred places. */
const SMALLEST = 1e-88;

/** From here on `toFixed` writes an exponent; every double this large is whole. */
const EXPONENT_FROM = 1e21;

/** @throws RangeError for a number that is not finite. */
export function toDecimal(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${String(value)} has no decimal form.`);
  if (Math.abs(value) < SMALLEST) return "0" as Decimal;
  if (Math.abs(value) >= EXPONENT_FROM) return BigInt(value).toString() as Decimal;
  const places = Math.max(0, SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
  const text = value.toFixed(places);
  return (text.includes(".") ? text.replace(/\.?0+$/, "") : text) as Decimal;
}
