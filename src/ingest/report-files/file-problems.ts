// Why a file as a whole cannot be read, in words.

import { problem, type Problem } from "../../domain/problem.js";
import { codePoint } from "../../domain/text.js";

/** The reading of a file ends here; caught by {@link readReportFile}. */
export class UnreadableFile extends Error {
  constructor(
    message: string,
    readonly fix: string,
    readonly code: "UNREADABLE_FILE" | "TOO_MANY_ROWS" = "UNREADABLE_FILE",
    readonly cell?: string,
  ) {
    super(message);
  }

  /** @param name how the file is called in the problem */
  asProblem(name: string): Problem {
    const said = problem(this.code, name, this.message, this.fix);
    return this.cell === undefined ? said : { ...said, cell: this.cell };
  }
}

const SHOWN = 60;

/** A value from a file in quotes, cut to a length that fits a message; what nobody sees in it is named. */
export function quoted(value: string): string {
  const text = value
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu, (sign) => `<${codePoint(sign)}>`);
  return `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}
