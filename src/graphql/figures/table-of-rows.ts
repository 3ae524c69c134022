// What every answer to a question has: its rows, all at once or page by page, and the row of all of them together.

import { Arg, Args, Field, ObjectType } from "type-graphql";
import { parsePageRequest } from "../../domain/page.js";
import type { OutcomeTable } from "../../domain/statistics/outcome-table.js";
import { cursorOf, inOrder, pageOfRows } from "../../domain/statistics/row-order.js";
import {
  connectionTypes,
  PageArgs,
  pageRequest,
  toConnection,
  type Connection,
} from "../shared/connection.js";
import { valueOrRefusal } from "../shared/errors.js";
import { OutcomeRowType } from "./outcome-table.type.js";
import { RowOrderInput, toRowOrder } from "./row-order.input.js";

const ORDER_BY = {
  nullable: true,
  description: "In which order; left out, by region, chapter and county, then by period.",
} as const;

const OutcomeRowConnectionType = connectionTypes("OutcomeRow", "rows", () => OutcomeRowType);

@ObjectType({ simpleResolvers: true })
export abstract class TableOfRows {
  protected constructor(private readonly outcomes: OutcomeTable) {}

  @Field(() => [String], {
    description: "What must be said wherever the table is shown, such as that it holds demonstration data.",
  })
  get notices(): readonly string[] {
    return this.outcomes.notices;
  }

  @Field(() => [OutcomeRowType], {
    description:
      "By region, chapter and county, then by period, unless another order is asked for. Every area has a row in every period.",
  })
  rows(
    @Arg("orderBy", () => RowOrderInput, ORDER_BY) orderBy?: RowOrderInput | null,
  ): readonly OutcomeRowType[] {
    const order = valueOrRefusal(toRowOrder(orderBy ?? null));
    return inOrder(this.outcomes.rows, order).map((row) => new OutcomeRowType(row));
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
    const { items, hasNext } = valueOrRefusal(pageOfRows(this.outcomes.rows, order, request));
    const keys = new Map(items.map((row) => [new OutcomeRowType(row), cursorOf(row, order)]));
    return toConnection({ items: [...keys.keys()], hasNext }, request, (row) => keys.get(row) ?? "");
  }

  @Field(() => OutcomeRowType, { description: "All reports of the table in one row." })
  get total(): OutcomeRowType {
    return new OutcomeRowType(this.outcomes.total);
  }
}
