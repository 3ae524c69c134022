// One side of a comparison.

import { Field, Int, ObjectType } from "type-graphql";
import type { MetricKey } from "../../domain/catalog/metrics.js";
import type { Rate } from "../../domain/statistics/figure.js";
import type { ComparedSide } from "../../usecases/compare-outcomes.js";
import { RateType } from "./figure.type.js";
import { OutcomeRowType } from "./outcome-table.type.js";

@ObjectType("ComparedSide", { simpleResolvers: true, description: "One side of a comparison." })
export class ComparedSideType {
  constructor(
    private readonly side: ComparedSide,
    private readonly metric: MetricKey,
  ) {}

  @Field(() => String, { description: "As it stands in the sentence." })
  get name(): string {
    return this.side.name;
  }

  @Field(() => RateType, { description: "The rate that is compared." })
  get rate(): Rate {
    return this.side.row.cell.rate(this.metric);
  }

  @Field(() => OutcomeRowType, { description: "Everything else that is known of the side." })
  get row(): OutcomeRowType {
    return new OutcomeRowType(this.side.row);
  }

  @Field(() => Int, {
    description:
      "Counties that were left out because their reports are not complete; 0 unless that was asked for.",
  })
  get countiesLeftOut(): number {
    return new Set(this.side.leftOut.map(({ membership }) => membership.county)).size;
  }
}
