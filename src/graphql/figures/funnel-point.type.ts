// One area of a funnel.

import { Field, ObjectType } from "type-graphql";
import type { Rate } from "../../domain/statistics/figure.js";
import type { FunnelPoint, FunnelPosition } from "../../domain/statistics/funnel.js";
import type { ControlLimits } from "../../domain/statistics/funnel-lines.js";
import type { OutcomeRow } from "../../domain/statistics/outcome-source.js";
import { RateType } from "./figure.type.js";
import { ControlLimitsType, FunnelPositionEnum } from "./funnel.type.js";
import { OutcomeRowType } from "./outcome-table.type.js";

@ObjectType("FunnelPoint", { simpleResolvers: true, description: "One area of a funnel." })
export class FunnelPointType {
  constructor(private readonly point: FunnelPoint<OutcomeRow>) {}

  @Field(() => OutcomeRowType, { description: "The area, and everything else that is known of it." })
  get row(): OutcomeRowType {
    return new OutcomeRowType(this.point.area);
  }

  @Field(() => RateType, { description: "Its rate." })
  get rate(): Rate {
    return this.point.rate;
  }

  @Field(() => ControlLimitsType, {
    nullable: true,
    description: "The lines for an area of its size, by chance alone; null where it is not assessed.",
  })
  get limits(): ControlLimits | null {
    return this.point.lines?.limits ?? null;
  }

  @Field(() => ControlLimitsType, {
    nullable: true,
    description: "The lines moved apart where the areas differ by more than chance; else the same.",
  })
  get adjustedLimits(): ControlLimits | null {
    return this.point.lines?.adjustedLimits ?? null;
  }

  @Field(() => FunnelPositionEnum, { description: "Where it lies against the lines by chance alone." })
  get position(): FunnelPosition {
    return this.point.position;
  }

  @Field(() => FunnelPositionEnum, {
    description: "Where it lies against the adjusted lines: read this one.",
  })
  get adjustedPosition(): FunnelPosition {
    return this.point.adjustedPosition;
  }

  @Field(() => Boolean, {
    name: "complete",
    simple: false,
    description: "Every expected report is in its rate, and none covers only part of its month.",
  })
  get isComplete(): boolean {
    return this.point.isComplete;
  }
}
