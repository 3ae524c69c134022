// Figures over the reports accepted so far.

import { Arg, Authorized, Ctx, ObjectType, Query, Resolver } from "type-graphql";
import { GraphQLDateTime } from "graphql-scalars";
import type { LiveOutcomes } from "../../../usecases/read-live-outcomes.js";
import { OutcomeQuestionInput, toAskedQuestion } from "../../figures/outcome-question.input.js";
import { costOfQuestion } from "../../figures/question-cost.js";
import { OutcomeRowType } from "../../figures/outcome-table.type.js";
import { Computed } from "../../shared/computed.js";
import type { StaffContext } from "../../shared/context.js";
import type { Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";

@ObjectType("LiveOutcomeTable", {
  simpleResolvers: true,
  description: "The answer to a question, from the reports accepted so far.",
})
export class LiveOutcomeTableType {
  constructor(private readonly table: LiveOutcomes) {}

  @Computed(() => GraphQLDateTime, {
    description: "The instant at which the reports were read. Later acceptances can change a live figure.",
  })
  get asOf(): Date {
    return this.table.asOf;
  }

  @Computed(() => [String], {
    description: "What must be said wherever the table is shown, such as that it holds demonstration data.",
  })
  get notices(): readonly string[] {
    return this.table.notices;
  }

  @Computed(() => [OutcomeRowType], {
    description: "By region, chapter and county, then by period. Every area has a row in every period.",
  })
  get rows(): readonly OutcomeRowType[] {
    return this.table.rows.map((row) => new OutcomeRowType(row));
  }

  @Computed(() => OutcomeRowType, { description: "All reports of the table in one row." })
  get total(): OutcomeRowType {
    return new OutcomeRowType(this.table.total);
  }
}

@Resolver()
export class LiveOutcomesResolver {
  @Authorized("outcomes:read-live")
  @Query(() => LiveOutcomeTableType, {
    complexity: ({ args, childComplexity }: Asked) =>
      costOfQuestion(args["question"] as OutcomeQuestionInput, childComplexity),
    description:
      "How many people in crisis went to jail and how many to care, where, when, and how sure that is: from the reports accepted so far. Coordinators ask about their own chapters.",
  })
  async liveOutcomes(
    @Arg("question", () => OutcomeQuestionInput, { description: "Which area, which months, split how." })
    question: OutcomeQuestionInput,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveOutcomeTableType> {
    return new LiveOutcomeTableType(
      valueOrRefusal(await useCases.readLiveOutcomes(viewer, toAskedQuestion(question))),
    );
  }
}
