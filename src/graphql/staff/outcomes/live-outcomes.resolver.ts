// Figures over the reports accepted so far.

import { Arg, Args, Authorized, Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import { GraphQLDateTime } from "graphql-scalars";
import { parsePageRequest } from "../../../domain/page.js";
import { cursorOf, inOrder, pageOfRows } from "../../../domain/statistics/row-order.js";
import type { AskedQuestion } from "../../../domain/statistics/outcome-question.js";
import type { LiveOutcomes } from "../../../usecases/read-live-outcomes.js";
import { OutcomeQuestionInput, toAskedQuestion } from "../../figures/outcome-question.input.js";
import { costOfQuestion } from "../../figures/question-cost.js";
import { OutcomeRowType } from "../../figures/outcome-table.type.js";
import { RowOrderInput, toRowOrder } from "../../figures/row-order.input.js";
import {
  connectionTypes,
  PageArgs,
  pageRequest,
  toConnection,
  type Connection,
} from "../../shared/connection.js";
import type { StaffContext } from "../../shared/context.js";
import type { Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";

export const AS_OF = {
  nullable: true,
  description:
    "Answer as it would have been answered at this instant, from the revisions accepted by then: the same for ever. Left out: as accepted so far.",
} as const;

const ORDER_BY = {
  nullable: true,
  description: "In which order; left out, by region, chapter and county, then by period.",
} as const;

const OutcomeRowConnectionType = connectionTypes("OutcomeRow", "rows", () => OutcomeRowType);

@ObjectType("LiveOutcomeTable", {
  simpleResolvers: true,
  description: "The answer to a question, from the reports accepted so far.",
})
export class LiveOutcomeTableType {
  constructor(
    private readonly table: LiveOutcomes,
    readonly asked: AskedQuestion,
    /** The instant that was asked for; null: none was. */
    readonly askedAsOf: Date | null,
  ) {}

  @Field(() => GraphQLDateTime, {
    description:
      "The instant at which the reports stood so. Later acceptances can change a live figure; asked for again with this instant, it stays.",
  })
  get asOf(): Date {
    return this.table.asOf;
  }

  @Field(() => [String], {
    description: "What must be said wherever the table is shown, such as that it holds demonstration data.",
  })
  get notices(): readonly string[] {
    return this.table.notices;
  }

  @Field(() => [OutcomeRowType], {
    description:
      "By region, chapter and county, then by period, unless another order is asked for. Every area has a row in every period.",
  })
  rows(
    @Arg("orderBy", () => RowOrderInput, ORDER_BY) orderBy?: RowOrderInput | null,
  ): readonly OutcomeRowType[] {
    const order = valueOrRefusal(toRowOrder(orderBy ?? null));
    return inOrder(this.table.rows, order).map((row) => new OutcomeRowType(row));
  }

  @Field(() => OutcomeRowConnectionType, {
    description:
      "The same rows, page by page. A cursor says what the row is and what it was sorted by, so that pages go on rightly also when figures change between them.",
  })
  page(
    @Args(() => PageArgs) args: PageArgs,
    @Arg("orderBy", () => RowOrderInput, ORDER_BY) orderBy?: RowOrderInput | null,
  ): Connection<OutcomeRowType> {
    const request = valueOrRefusal(parsePageRequest(pageRequest(args)));
    const order = valueOrRefusal(toRowOrder(orderBy ?? null));
    const { items, hasNext } = valueOrRefusal(pageOfRows(this.table.rows, order, request));
    const keys = new Map(items.map((row) => [new OutcomeRowType(row), cursorOf(row, order)]));
    return toConnection({ items: [...keys.keys()], hasNext }, request, (row) => keys.get(row) ?? "");
  }

  @Field(() => OutcomeRowType, { description: "All reports of the table in one row." })
  get total(): OutcomeRowType {
    return new OutcomeRowType(this.table.total);
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
    @Arg("asOf", () => GraphQLDateTime, AS_OF)
    asOf: Date | null | undefined,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveOutcomeTableType> {
    const asked = toAskedQuestion(question);
    const found = await useCases.readLiveOutcomes(viewer, asked, asOf ?? null);
    return new LiveOutcomeTableType(valueOrRefusal(found), asked, asOf ?? null);
  }
}
