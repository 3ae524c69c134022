// The same answer elsewhere: addresses of files that hold it, and programs that fetch it.

import { ArgsType, Field, ObjectType } from "type-graphql";
import type { MeasureKey } from "../../domain/catalog/measures.js";
import type { MetricKey } from "../../domain/catalog/metrics.js";
import type { Choice } from "../../exports/choice.js";
import type { Downloads } from "../../exports/downloads.js";
import type { Snippets } from "../../exports/snippets.js";
import { MeasureEnum, MetricEnum } from "../shared/catalog-enums.js";

@ArgsType()
export class ChoiceArgs {
  @Field(() => [MeasureEnum], {
    nullable: true,
    description: "The counts to have columns for; left out, every measure of the catalogue.",
  })
  counts?: readonly MeasureKey[] | null;

  @Field(() => [MetricEnum], {
    nullable: true,
    description: "The rates to have columns for; left out, every metric of the catalogue.",
  })
  rates?: readonly MetricKey[] | null;
}

export function toChoice({ counts = null, rates = null }: ChoiceArgs): Choice {
  return { counts, rates };
}

@ObjectType("Downloads", {
  simpleResolvers: true,
  description:
    "Addresses at which an answer can be fetched as a file. They ask the question again: of live figures, with a token or signed in, so that later acceptances are in; of a release, by anybody, with the same bytes for ever.",
})
export class DownloadsType implements Downloads {
  @Field(() => String, { description: "Comma-separated values, for R, Excel and everything else." })
  csv!: string;

  @Field(() => String, { description: "Apache Parquet, with types and the data dictionary inside." })
  parquet!: string;

  @Field(() => String, { description: "One JSON object a row." })
  jsonLines!: string;

  @Field(() => String, { description: "What each column means, as CSV; with .json for .csv, as JSON." })
  dictionary!: string;
}

@ObjectType("Snippets", {
  simpleResolvers: true,
  description:
    "Programs that fetch an answer. They run as they stand; of live figures, with a token in the environment variable INTERCEPT_TOKEN.",
})
export class SnippetsType implements Snippets {
  @Field(() => String, { description: "R, without any package: a data frame." })
  r!: string;

  @Field(() => String, { description: "Python, with its standard library: a list of rows." })
  python!: string;

  @Field(() => String, { description: "curl in a POSIX shell: a CSV file." })
  curl!: string;
}
