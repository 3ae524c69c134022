// One text for one value, the same on every machine: what is hashed and compared. Keys are sorted by their code units, nothing is
// spaced out, and there are no fractions, whose digits would depend on who writes them.

export type Canonical =
  string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/** @throws RangeError for a number that is not whole */
export function canonicalText(value: Canonical): string {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new RangeError(`${String(value)} is no whole number.`);
  if (Array.isArray(value)) return `[${(value as readonly Canonical[]).map(canonicalText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Readonly<Record<string, Canonical>>).sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalText(one)}`).join(",")}}`;
}

/** A value with the hash of its canonical text. @param digest SHA-256 of a text, in lower-case hex */
export function sealed<T extends { readonly [key: string]: Canonical }>(
  value: T,
  digest: (text: string) => string,
): T & { readonly sha256: string } {
  return { ...value, sha256: digest(canonicalText(value)) };
}
