// Question, sentence and icon array of a page say the same, for every metric.

import { describe, expect, it, test } from "@jest/globals";
import { METRICS } from "../domain/catalog/metrics.js";
import { headlineOf } from "./headline.js";
import { rateNumber, roundNumber } from "./words.js";

const reported = (value: string, per: number) => ({ value, status: "REPORTED", per }) as const;

describe.each(METRICS.map((metric) => [metric.key, metric] as const))("the headline of %s", (_, metric) => {
  const isShare = metric.per === 1;

  it("asks a question that the sentence and the marks answer with the same number", () => {
    const { question, answer, marks } = headlineOf(
      metric,
      reported(isShare ? "0.7904" : "7.9", metric.per),
      "MO, 2025",
    );
    expect(question).toMatch(/^(How|When) .*\?$/);
    expect(marks === null).toBe(!isShare);
    if (marks === null) return expect(answer).toBe(`7.9 ${metric.unit}: MO, 2025.`);
    expect(marks.counted).toBe(79);
    const [, among, counted] = /^Of every 100 (.+), 79 (.+): MO, 2025\.$/.exec(answer) ?? [];
    expect(marks.caption).toBe(`Each mark is 1 of 100 ${among ?? "?"}; 79 ${counted ?? "?"}.`);
  });

  it("never calls few none, nor many all", () => {
    const answerTo = (value: string) => headlineOf(metric, reported(value, metric.per), "MO").answer;
    if (!isShare) return expect(answerTo("0.04")).toMatch(/^<0\.1 /);
    expect(answerTo("0.0004")).toContain("fewer than 1 ");
    expect(answerTo("0.9996")).toContain("more than 99 ");
    const marksFor = (value: string) => headlineOf(metric, reported(value, metric.per), "MO").marks?.counted;
    expect(["0", "0.0004", "0.9996", "1"].map(marksFor)).toEqual([0, 1, 99, 100]);
    expect([answerTo("0"), answerTo("1")].map((said) => /, (\d+) /.exec(said)?.[1])).toEqual(["0", "100"]);
  });

  it("says why there is no number, and draws no marks", () => {
    const { answer, marks } = headlineOf(
      metric,
      { value: null, status: "WITHHELD", per: metric.per },
      "MO, 2025",
    );
    expect(answer).toBe(`${metric.title}, MO, 2025: withheld.`);
    expect(marks).toBeNull();
  });
});

test("the question about care does not ask how many end without jail: most encounters end in neither", () => {
  const [diversion] = METRICS;
  const { question, answer } = headlineOf(diversion, reported("0.79", 1), "MO");
  expect(question + answer).not.toMatch(/without jail/);
  expect(answer).toContain("encounters that ended in jail or care");
});

test.each([
  ["0.0004", 1, "<0.1%"],
  ["0.9996", 1, ">99.9%"],
  ["0.04", 1_000, "<0.1"],
  ["0", 1, "0.0%"],
  ["1", 1, "100.0%"],
  ["0.001", 1, "0.1%"],
  ["0.999", 1, "99.9%"],
  ["0.99951", 1, ">99.9%"],
  ["12.34", 1_000, "12.3"],
  ["1234.5", 100_000, "1,234.5"],
] as const)("a rate of %s per %s reads %s", (value, per, words) => {
  expect(rateNumber(value, { per })).toBe(words);
});

test.each([
  [0, 1, "0%"],
  [0.0005, 1, "0.05%"],
  [0.001, 1, "0.1%"],
  [0.1005, 1, "10.05%"],
  [0.9995, 1, "99.95%"],
  [1, 1, "100%"],
  [0.1 + 0.2, 1, "30%"],
  [0.02, 1_000, "0.02"],
  [1_500, 100_000, "1,500"],
] as const)("the end of an axis at %d per %s reads %s", (value, per, words) => {
  expect(roundNumber(value, { per })).toBe(words);
});
