import { describe, expect, it } from "@jest/globals";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import { costOfQuestion } from "./question-cost.js";
import type { OutcomeQuestionInput } from "./outcome-question.input.js";
import { STAFF_POINTS } from "../limits.js";

function cost(asked: Partial<OutcomeQuestionInput>, fields: number): number {
  const question = { state: "MO", from: "2006-12", until: "2026-11", by: [], grain: "MONTH", ...asked };
  return costOfQuestion(
    { ...question, from: question.from as ReportingMonth } as OutcomeQuestionInput,
    null,
    fields,
  );
}

describe("a question", () => {
  it("costs its window in every period, so that no rolling decade stops the server", () => {
    expect(cost({}, 100)).toBeLessThan(STAFF_POINTS);
    expect(cost({ rollingMonths: 120 }, 100)).toBeGreaterThan(10 * STAFF_POINTS);
    expect(cost({ rollingMonths: 12 }, 10)).toBeLessThan(STAFF_POINTS);
    expect(cost({ toDate: "YEAR" }, 10)).toBe(cost({ rollingMonths: 12 }, 10));
  });
});
