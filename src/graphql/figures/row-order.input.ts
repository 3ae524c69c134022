// In which order rows are asked for, over GraphQL.

import { Field, InputType, registerEnumType } from "type-graphql";
import type { MeasureKey } from "../../domain/catalog/measures.js";
import type { MetricKey } from "../../domain/catalog/metrics.js";
import { accepted, problem, refused, type Outcome } from "../../domain/problem.js";
import type { Direction, RowOrder } from "../../domain/statistics/row-order.js";
import { MeasureEnum, MetricEnum } from "../shared/catalog-enums.js";

const DirectionEnum: Readonly<Record<Direction, Direction>> = {
  ASCENDING: "ASCENDING",
  DESCENDING: "DESCENDING",
};
registerEnumType(DirectionEnum, {
  name: "Direction",
  description: "Which end comes first. Rows without a value come last, both ways.",
  valuesConfig: {
    ASCENDING: { description: "The smallest first." },
    DESCENDING: { description: "The largest first." },
  },
});

@InputType("RowOrder", {
  description:
    "By which figure rows are sorted: a count or a rate; neither sorts by coverage. An order is no ranking: whether two areas differ by more than chance, compare them or look at the funnel.",
})
export class RowOrderInput {
  @Field(() => MeasureEnum, { nullable: true, description: "By this count." })
  count?: MeasureKey | null;

  @Field(() => MetricEnum, { nullable: true, description: "By this rate." })
  rate?: MetricKey | null;

  @Field(() => DirectionEnum, { defaultValue: "DESCENDING", description: "Which end comes first." })
  direction!: Direction;
}

export function toRowOrder(input: RowOrderInput | null): Outcome<RowOrder | null> {
  if (input === null) return accepted(null);
  const { count, rate, direction } = input;
  if (count != null && rate != null) {
    return refused(
      problem(
        "BAD_VALUE",
        "orderBy.rate",
        `Rows cannot be sorted by ${count} and by ${rate} at once.`,
        'Leave "count" or "rate" out.',
      ),
    );
  }
  if (count != null) return accepted({ by: { kind: "COUNT", of: count }, direction });
  if (rate != null) return accepted({ by: { kind: "RATE", of: rate }, direction });
  return accepted({ by: { kind: "COVERAGE" }, direction });
}
