// Of many problems the first are told, and how many more there are.

import { describe, expect, it } from "@jest/globals";
import { problem } from "../domain/problem.js";
import { withFewerProblems } from "./fewer-problems.js";

const row = (many: number) => ({
  problems: Array.from({ length: many }, (_, index) =>
    problem("BAD_VALUE", String(index), "Bad.", "Mend it."),
  ),
  moreProblems: 0,
});
const counts = (many: readonly number[], kept: number, most: number) =>
  withFewerProblems(many.map(row), kept, most).map(({ problems, moreProblems }) => [
    problems.length,
    moreProblems,
  ]);

describe("problems of many rows", () => {
  it("are all told while they are few", () => {
    expect(counts([2, 0, 3], 0, 5)).toEqual([[2, 0], [0, 0], [3, 0]]); // prettier-ignore
  });

  it("end where they become too many, and the rest is counted", () => {
    expect(counts([2, 4, 3], 0, 5)).toEqual([[2, 0], [3, 1], [0, 3]]); // prettier-ignore
  });

  it("leave each row that has one its first, where asked for", () => {
    expect(counts([4, 4, 0, 3], 1, 5)).toEqual([[4, 0], [1, 3], [0, 0], [1, 2]]); // prettier-ignore
  });

  it("are added to those that were left out before", () => {
    expect(withFewerProblems([{ ...row(3), moreProblems: 7 }], 0, 1)).toMatchObject([{ moreProblems: 9 }]);
  });
});
