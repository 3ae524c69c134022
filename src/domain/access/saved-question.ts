// A question that somebody asks again and again, kept by account under a name.

import { accepted, problem, refused, type Outcome } from "../problem.js";

export interface SavedQuestion {
  readonly id: number;
  readonly name: string;
  /** The question as the address of the explorer has it behind its question mark. */
  readonly address: string;
  readonly savedAt: Date;
}

/** Nobody finds one among more. */
export const MOST_SAVED_QUESTIONS = 100;

const LONGEST_ADDRESS = 1_000;

/** Only shape: what it asks, the explorer finds out when it is opened. */
export function parseQuestionAddress(text: string, path: string): Outcome<string> {
  if (new RegExp(`^[!-~]{1,${String(LONGEST_ADDRESS)}}$`).test(text)) return accepted(text);
  return refused(
    problem(
      "BAD_VALUE",
      path,
      `"${text.slice(0, 40)}" is no address: it may have ${String(LONGEST_ADDRESS)} characters, without blanks, as a browser shows it.`,
      'Give what stands behind the question mark of the explorer\'s address, such as "state=MO&by=CHAPTER".',
    ),
  );
}
