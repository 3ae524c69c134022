// What hangs on reports, report by report.

/** A part together with the number of the report it hangs on. */
export type Of<Part> = Part & { readonly reportId: number };

/** In the order of the rows; a report without any is not in it. */
export function byReport<Part extends object>(
  rows: readonly Of<Part>[],
): ReadonlyMap<number, readonly Part[]> {
  const parts = new Map<number, Part[]>();
  for (const { reportId, ...rest } of rows) {
    const part = rest as unknown as Part;
    const others = parts.get(reportId);
    if (others === undefined) parts.set(reportId, [part]);
    else others.push(part);
  }
  return parts;
}
