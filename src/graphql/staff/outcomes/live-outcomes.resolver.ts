// Figures over the reports accepted so far.

import { Arg, Authorized, Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import type { AskedQuestion } from "../../../domain/statistics/outcome-question.js";
import type { LiveOutcomes } from "../../../usecases/read-live-outcomes.js";
import { OutcomeQuestionInput, toAskedQuestion } from "../../figures/outcome-question.input.js";
import { costOfQuestion } from "../../figures/question-cost.js";
import { TableOfRows } from "../../figures/table-of-rows.js";
import type { StaffContext } from "../../shared/context.js";
import type { Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { DateTimeScalar } from "../../shared/scalars.js";

export const AS_OF = {
  nullable: true,
  description:
    "Answer as it would have been answered at this instant, from the revisions accepted by then: the same for ever. Left out: as accepted so far.",
} as const;

@ObjectType("LiveOutcomeTable", {
  simpleResolvers: true,
  description: "The answer to a question, from the reports accepted so far.",
})
export class LiveOutcomeTableType extends TableOfRows {
  constructor(
    private readonly table: LiveOutcomes,
    readonly asked: AskedQuestion,
    /** The instant that was asked for; null: none was. */
    readonly askedAsOf: Date | null,
  ) {
    super(table);
  }

  @Field(() => DateTimeScalar, {
    description:
      "The instant at which the reports stood so. Later acceptances can change a live figure; asked for again with this instant, it stays.",
  })
  get asOf(): Date {
    return this.table.asOf;
  }
}

@Resolver()
export class LiveOutcomesResolver {
  @Authorized("outcomes:read-live")
  @Query(() => LiveOutcomeTableType, {
    complexity: ({ args, childComplexity }: Asked) =>
      costOfQuestion(args["question"] as OutcomeQuestionInput, args["asOf"], childComplexity),
    description:
      "How many people in crisis went to jail and how many to care, where, when, and how sure that is: from the reports accepted so far. Coordinators ask about their own chapters.",
  })
  async liveOutcomes(
    @Arg("question", () => OutcomeQuestionInput, { description: "Which area, which months, split how." })
    question: OutcomeQuestionInput,
    @Arg("asOf", () => DateTimeScalar, AS_OF)
    asOf: Date | null | undefined,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveOutcomeTableType> {
    const asked = toAskedQuestion(question);
    const found = await useCases.readLiveOutcomes(viewer, asked, asOf ?? null);
    return new LiveOutcomeTableType(valueOrRefusal(found), asked, asOf ?? null);
  }
}
