// Queries on the catalogue of definitions.

import { FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { MeasureDefinition } from "../../domain/catalog/measure.js";
import { MEASURES } from "../../domain/catalog/measures.js";
import { METRICS } from "../../domain/catalog/metrics.js";
import type { Expression, MetricDefinition } from "../../domain/catalog/metric.js";
import { listOf } from "../shared/cost.js";
import { MeasureDefinitionType, MetricDefinitionType } from "./definitions.type.js";

@Resolver(() => MetricDefinitionType)
export class DefinitionsResolver {
  @Query(() => [MeasureDefinitionType], {
    complexity: listOf(MEASURES.length),
    description: "Every measure of the catalogue: what is counted, and how.",
  })
  measures(): readonly MeasureDefinition[] {
    return MEASURES;
  }

  @Query(() => [MetricDefinitionType], {
    complexity: listOf(METRICS.length),
    description: "Every metric of the catalogue: what is divided by what.",
  })
  metrics(): readonly MetricDefinition[] {
    return METRICS;
  }

  @FieldResolver(() => String, { description: "What is counted above the line, in measures." })
  numerator(@Root() metric: MetricDefinition): string {
    return inMeasures(metric.numerator);
  }

  @FieldResolver(() => String, { description: "What it is divided by, in measures." })
  denominator(@Root() metric: MetricDefinition): string {
    return metric.denominator === null ? "residents × years" : inMeasures(metric.denominator);
  }
}

function inMeasures({ plus, minus }: Expression): string {
  return [plus.join(" + "), ...minus].join(" − ");
}
