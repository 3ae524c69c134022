// What can be wrong with a CSV file, in words. Nothing that stands in a cell is repeated here: it may be about a person.

import { CsvError } from "csv-parse";
import { problem, type Problem } from "../domain/problem.js";
import { UNSTORABLE_FIX } from "../domain/text.js";

/** The file holds bytes that no text holds. */
export class NoText extends Error {
  constructor(
    message: string,
    /** Where, if that is known. */
    readonly line?: number,
  ) {
    super(message);
  }
}

export function rowProblem(name: string, line: number, lastLine: number, fault: string): Problem {
  const place = line === lastLine ? `line ${String(line)}` : `lines ${String(line)} to ${String(lastLine)}`;
  return problem(
    "UNREADABLE_FILE",
    `${name}, ${place}`,
    `The row cannot be taken apart: ${fault}.`,
    "Give every row as many cells as the header, and double each quote inside a quoted cell.",
  );
}

/** @param part "the control character U+000B at character 5" */
export function unstorableProblem(name: string, line: number, column: string, part: string): Problem {
  const place = `${name}, line ${String(line)}, column ${column}`;
  return problem(
    "BAD_VALUE",
    place,
    `The cell holds ${part}, which cannot be stored or shown.`,
    UNSTORABLE_FIX,
  );
}

/** Null when the column stands in the header once. */
export function headerProblem(name: string, column: string, header: readonly string[]): Problem | null {
  const place = `${name}, line 1`;
  switch (header.filter((one) => one === column).length) {
    case 0:
      return problem(
        "MISSING_COLUMN",
        place,
        `The column "${column}" is missing; the file has: ${header.join(", ")}.`,
        `Add a column "${column}" to the header.`,
      );
    case 1:
      return null;
    default:
      return problem(
        "DUPLICATE",
        place,
        `The column "${column}" stands there more than once.`,
        "Keep the one that holds the values, and give the others another name.",
      );
  }
}

export function emptyFile(name: string, columns: readonly string[]): Problem {
  return problem(
    "UNREADABLE_FILE",
    name,
    "The file is empty.",
    `Give it a header with the columns ${columns.join(", ")}.`,
  );
}

/**
 * @param lastLine last line of the row before the one that failed
 * @throws the error itself when it is a bug
 */
export function fileProblem(name: string, lastLine: number, error: unknown): Problem {
  if (error instanceof CsvError) {
    return problem(
      "UNREADABLE_FILE",
      `${name}, from line ${String(lastLine + 1)} on`,
      "A quote is opened there and not closed, so no row after it can be told from the next.",
      "Close the quote, or double it if it belongs to the text of a quoted cell.",
    );
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) {
    return problem(
      "UNREADABLE_FILE",
      name,
      `The file cannot be opened (${String(code)}).`,
      "Check the path and its permissions.",
    );
  }
  if (error instanceof NoText) {
    const place = error.line === undefined ? name : `${name}, line ${String(error.line)}`;
    const what = error.line === undefined ? "The file" : "The line";
    return problem("UNREADABLE_FILE", place, `${what} is not UTF-8 text.`, "Save the file as CSV UTF-8.");
  }
  throw error;
}
