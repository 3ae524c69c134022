// Freezes a value through and through: what everybody reads, nobody may change.

/** Functions are left as they are. */
export function frozen<T extends object>(value: T): Readonly<T> {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === "object" && part !== null) frozen(part);
  }
  return Object.freeze(value);
}
