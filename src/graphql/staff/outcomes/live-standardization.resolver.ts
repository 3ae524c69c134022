// Rates of areas, were their mix of call sources that of the whole state.

import { Arg, Authorized, Ctx, Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { Split } from "../../../domain/statistics/area.js";
import type { Decimal } from "../../../domain/statistics/decimal.js";
import type { Rate } from "../../../domain/statistics/figure.js";
import type { Interval } from "../../../domain/statistics/interval.js";
import type { StandardizationAbsence } from "../../../domain/statistics/standardization-absence.js";
import type { StandardizedOutcomes, StandardizedRow } from "../../../usecases/read-standardization.js";
import { AreaKindEnum } from "../../figures/area-kind.js";
import { IntervalType, RateType } from "../../figures/figure.type.js";
import { OutcomeRowType } from "../../figures/outcome-table.type.js";
import { OutcomeScopeInput, toAskedScope } from "../../figures/outcome-scope.input.js";
import {
  CALL_SOURCE_COUNTS,
  callSourceCounts,
  CallSourceCountType,
  StandardizationAbsenceEnum,
} from "../../figures/standardization.type.js";
import { costOfStandardization } from "../../figures/question-cost.js";
import { MetricEnum } from "../../shared/catalog-enums.js";
import type { StaffContext } from "../../shared/context.js";
import { listOf, type Asked } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { DateTimeScalar, DecimalScalar } from "../../shared/scalars.js";

const nullable = { nullable: true } as const;

@ObjectType("StandardizedArea", {
  simpleResolvers: true,
  description:
    "One area: what its encounters show, and what the state would have of encounters that came to the police in the same ways.",
})
export class StandardizedAreaType {
  constructor(
    private readonly area: StandardizedRow,
    private readonly metric: MetricKey,
  ) {}

  @Field(() => OutcomeRowType, {
    description: "The area by its monthly reports, with how many were expected and are in.",
  })
  get row(): OutcomeRowType {
    return new OutcomeRowType(this.area.row);
  }

  @Field(() => RateType, { description: "The rate by its monthly reports, as it is: nothing is standardised." })
  get reported(): Rate {
    return this.area.row.cell.rate(this.metric);
  }

  @Field(() => Int, { description: "Encounters on file, one by one. 0: the area files monthly reports only." })
  get encounters(): number {
    return this.area.strata.encounters;
  }

  @Field(() => Int, {
    description:
      "Of the months that counties should have reported (`row.coverage.expectedReports`), those of which encounters are on file. The standardised rate is about these alone.",
  })
  get encounterMonths(): number {
    return this.area.encounterMonths;
  }

  @Field(() => [CallSourceCountType], {
    complexity: listOf(CALL_SOURCE_COUNTS),
    description: "What it is worked out from, by call source; the encounters whose source is not recorded last.",
  })
  get callSources(): readonly CallSourceCountType[] {
    return callSourceCounts(this.area.strata);
  }

  @Field(() => DecimalScalar, {
    ...nullable,
    description:
      "Part of the encounters the rate is taken of whose call source is known; null where there are none. Everything below is about these.",
  })
  get knownFraction(): Decimal | null {
    return this.area.result.knownFraction;
  }

  @Field(() => Int, { description: "Events that happened: the numerator, such as diversions." })
  get observed(): number {
    return this.area.result.observed;
  }

  @Field(() => DecimalScalar, {
    ...nullable,
    description: "Events there would be, did each call source have the rate that it has in the whole state.",
  })
  get expected(): Decimal | null {
    return this.area.result.expected;
  }

  @Field(() => DecimalScalar, {
    ...nullable,
    description:
      "Observed ÷ expected: 1.1 means a tenth more than the state would have of the same mix. An area can be set against the state by it, not against another area of another mix.",
  })
  get ratio(): Decimal | null {
    return this.area.result.ratio;
  }

  @Field(() => IntervalType, {
    ...nullable,
    description:
      "95 % interval of the ratio: where it holds 1, chance alone can explain the difference. It takes the state's rates as known, which holds as long as the area is a small part of the state.",
  })
  get ratioInterval(): Interval | null {
    return this.area.result.ratioInterval;
  }

  @Field(() => DecimalScalar, { ...nullable, description: "The rate of its encounters as it is." })
  get crudeRate(): Decimal | null {
    return this.area.result.crudeRate;
  }

  @Field(() => DecimalScalar, {
    ...nullable,
    description:
      "The standardised rate: the ratio times the rate of the state. Null also of a share that would come out above 1.",
  })
  get rate(): Decimal | null {
    return this.area.result.rate;
  }

  @Field(() => IntervalType, { ...nullable, description: "95 % interval of the standardised rate." })
  get rateInterval(): Interval | null {
    return this.area.result.rateInterval;
  }

  @Field(() => StandardizationAbsenceEnum, {
    ...nullable,
    description: "Why there is no ratio; null when there is one.",
  })
  get absence(): StandardizationAbsence | null {
    return this.area.result.absence;
  }

  @Field(() => String, { description: "What must be known beside the figures, or why there are none, to quote." })
  get note(): string {
    return this.area.result.note;
  }
} // prettier-ignore

/** Counties of a large state. */
const USUAL_AREAS = 100;

@ObjectType("LiveStandardization", {
  simpleResolvers: true,
  description:
    "Rates of areas, standardised indirectly for how the police came to know of the encounters: an area where people mostly call the emergency number is not set against one where officers mostly come upon them.",
})
export class LiveStandardizationType {
  constructor(private readonly found: StandardizedOutcomes) {}

  @Field(() => [CallSourceCountType], {
    complexity: listOf(CALL_SOURCE_COUNTS),
    description:
      "The whole state by call source, every chapter's encounters in: what the expected events are worked out from.",
  })
  get reference(): readonly CallSourceCountType[] {
    return callSourceCounts(this.found.reference);
  }

  @Field(() => [StandardizedAreaType], {
    complexity: listOf(USUAL_AREAS),
    description: "The areas, by name; none is left out.",
  })
  get areas(): readonly StandardizedAreaType[] {
    return this.found.areas.map((area) => new StandardizedAreaType(area, this.found.metric));
  }

  @Field(() => DateTimeScalar, {
    description: "When the encounters were read. What was on file at an earlier instant cannot be asked for.",
  })
  get asOf(): Date {
    return this.found.asOf;
  }

  @Field(() => [String], { description: "What must be said wherever the figures are shown." })
  get notices(): readonly string[] {
    return this.found.notices;
  }
}

@Resolver()
export class LiveStandardizationResolver {
  @Authorized("outcomes:read-live")
  @Query(() => LiveStandardizationType, {
    complexity: ({ childComplexity }: Asked) => costOfStandardization(childComplexity),
    description:
      "Each area's rate as it would be were its mix of call sources that of the whole state: observed events against those expected from the state's rates by call source. From the encounters on file, which only some chapters import; needs leave to read the live figures of the whole state.",
  })
  async liveStandardization(
    @Arg("metric", () => MetricEnum, { description: "Which rate; one that is counted in encounters." })
    metric: MetricKey,
    @Arg("by", () => AreaKindEnum, { description: "What the areas are." }) by: Split,
    @Arg("scope", () => OutcomeScopeInput, { description: "Which part of the state, and when." })
    scope: OutcomeScopeInput,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<LiveStandardizationType> {
    const asked = { metric, by, scope: toAskedScope(scope) };
    return new LiveStandardizationType(valueOrRefusal(await useCases.readStandardization(viewer, asked)));
  }
}
