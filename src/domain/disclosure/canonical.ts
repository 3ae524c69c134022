// One text for one value, the same on every machine: what is hashed and compared. Keys are sorted by their code units, nothing is
// spaced out, and there are no fractions, whose digits would depend on who writes them.

/** @throws RangeError for a number that is not whole, and for what JSON has no word for */
export function canonicalText(value: unknown): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      if (Number.isSafeInteger(value)) return JSON.stringify(value);
      throw new RangeError(`${String(value)} is no whole number.`);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value)
        ? `[${value.map(canonicalText).join(",")}]`
        : `{${Object.entries(value).sort(byKey).map(entryText).join(",")}}`;
    default:
      throw new RangeError(`A ${typeof value} has no place in a file.`);
  }
}

/** A value with the hash of its canonical text. @param digest SHA-256 of a text, in lower-case hex */
export function sealed<T extends object>(
  value: T,
  digest: (text: string) => string,
): T & { readonly sha256: string } {
  return { ...value, sha256: digest(canonicalText(value)) };
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function entryText([key, value]: readonly [string, unknown]): string {
  return `${JSON.stringify(key)}:${canonicalText(value)}`;
}
