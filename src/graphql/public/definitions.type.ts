// Measures and metrics, as anybody may read them.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { AddsUp, MeasureUnit, Sensitivity } from "../../domain/catalog/measure.js";
import type { MeasureKey } from "../../domain/catalog/measures.js";
import type { MetricKey } from "../../domain/catalog/metrics.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import { MeasureEnum, MetricEnum } from "../shared/catalog-enums.js";
import { YearMonthScalar } from "../shared/scalars.js";

const AddsUpEnum: Readonly<Record<AddsUp, AddsUp>> = { FLOW: "FLOW", STOCK: "STOCK" };
registerEnumType(AddsUpEnum, {
  name: "AddsUp",
  description: "How the months of a longer period make one figure.",
  valuesConfig: {
    FLOW: { description: "Months add up." },
    STOCK: {
      description:
        "A level: the last month of the period stands. Where coverage differs, two stocks are not comparable: what is missing is not in them.",
    },
  },
});

const SensitivityEnum: Readonly<Record<Sensitivity, Sensitivity>> = { PERSONS: "PERSONS", NONE: "NONE" };
registerEnumType(SensitivityEnum, {
  name: "Sensitivity",
  description: "Whether small counts could identify a person.",
  valuesConfig: {
    PERSONS: { description: "About persons: small counts are withheld from the public." },
    NONE: { description: "About programmes: published as it is." },
  },
});

@ObjectType("MeasureDefinition", {
  simpleResolvers: true,
  description:
    "What a measure counts. Definitions are versioned: the number of the version rises when the meaning changes.",
})
export class MeasureDefinitionType {
  @Field(() => MeasureEnum, { description: "Stable name." })
  key!: MeasureKey;

  @Field(() => Int, { description: "Rises when the meaning changes." })
  version!: number;

  @Field(() => String, { description: "Name for reading." })
  title!: string;

  @Field(() => String, { description: "What is counted, and what is not." })
  description!: string;

  @Field(() => String, {
    description: "What one of it is: encounters, persons, referrals, hours, graduates, courses or officers.",
  })
  unit!: MeasureUnit;

  @Field(() => AddsUpEnum, { description: "How months make a longer period." })
  addsUp!: AddsUp;

  @Field(() => MeasureEnum, {
    nullable: true,
    description: "The total that this measure and its siblings sum to in each report.",
  })
  partOf!: MeasureKey | null;

  @Field(() => [MeasureEnum], {
    description: "The measures it is worked out from; empty when it is reported itself.",
  })
  sumOf!: readonly MeasureKey[];

  @Field(() => Boolean, {
    description:
      "Whether a report must collect every part for the sum to count. Where it need not, one part is enough: what is not collected is left out, and named in the note of the figure.",
  })
  needsEveryPart!: boolean;

  @Field(() => MeasureEnum, {
    nullable: true,
    description: "A measure that this one can never exceed in the same report.",
  })
  atMost!: MeasureKey | null;

  @Field(() => SensitivityEnum, { description: "Whether small counts could identify a person." })
  sensitivity!: Sensitivity;

  @Field(() => YearMonthScalar, {
    description:
      "First month that must report it. Reports of earlier months may leave it out, and lack nothing.",
  })
  since!: ReportingMonth;

  @Field(() => String, { description: "Statute or publication it rests on." })
  source!: string;
}

@ObjectType("MetricDefinition", {
  description:
    "What a rate is a rate of. Definitions are versioned: the number of the version rises when the meaning changes.",
})
export class MetricDefinitionType {
  @Field(() => MetricEnum, { description: "Stable name." })
  key!: MetricKey;

  @Field(() => Int, { description: "Rises when the meaning changes." })
  version!: number;

  @Field(() => String, { description: "Name for reading." })
  title!: string;

  @Field(() => String, { description: "What it tells." })
  description!: string;

  @Field(() => Int, {
    description: "The rate is per this many: 1 for a share, 1000 for injuries, 100000 for residents.",
  })
  per!: number;

  @Field(() => String, { description: "What follows the number in a sentence." })
  unit!: string;

  @Field(() => String, { description: "Publication or statute it rests on." })
  source!: string;
}
