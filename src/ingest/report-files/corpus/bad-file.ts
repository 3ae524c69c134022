// What an entry of the corpus of broken files is.

import type { ProblemCode } from "../../../domain/problem.js";

export interface BadFile {
  /** As the coordinators' guide calls it. */
  readonly mistake: string;
  readonly bytes: () => Uint8Array;
  /** Everything that is answered, in order: code, address of the cell, message. */
  readonly answers: readonly (readonly [code: ProblemCode, cell: string | null, message: string])[];
}
