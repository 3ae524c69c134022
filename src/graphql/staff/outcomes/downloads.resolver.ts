// The same answer elsewhere: addresses of files that hold it, and programs that fetch it.

import { Args, ArgsType, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import type { MetricKey } from "../../../domain/catalog/metrics.js";
import type { Choice } from "../../../exports/choice.js";
import { downloadsOf, type Downloads } from "../../../exports/downloads.js";
import { snippetsOf, type Snippets } from "../../../exports/snippets.js";
import { MeasureEnum, MetricEnum } from "../../shared/catalog-enums.js";
import type { StaffContext } from "../../shared/context.js";
import { LiveOutcomeTableType } from "./live-outcomes.resolver.js";

@ArgsType()
class ChoiceArgs {
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

@ObjectType("Downloads", {
  simpleResolvers: true,
  description:
    "Addresses at which this answer can be fetched as a file, with a token or signed in. They ask the question again, so that later acceptances are in.",
})
class DownloadsType implements Downloads {
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
    "Programs that fetch this answer. They run as they stand, with a token in the environment variable INTERCEPT_TOKEN.",
})
class SnippetsType implements Snippets {
  @Field(() => String, { description: "R, without any package: a data frame." })
  r!: string;

  @Field(() => String, { description: "Python, with its standard library: a list of rows." })
  python!: string;

  @Field(() => String, { description: "curl in a POSIX shell: a CSV file." })
  curl!: string;
}

@Resolver(() => LiveOutcomeTableType)
export class DownloadsResolver {
  @FieldResolver(() => DownloadsType, { description: "This answer as files." })
  downloads(
    @Root() { asked, askedAsOf }: LiveOutcomeTableType,
    @Args(() => ChoiceArgs) args: ChoiceArgs,
    @Ctx() { links }: StaffContext,
  ): Downloads {
    return downloadsOf(links.base, { question: asked, choice: toChoice(args), asOf: askedAsOf });
  }

  @FieldResolver(() => SnippetsType, { description: "Programs that fetch this answer." })
  snippets(
    @Root() { asked, askedAsOf }: LiveOutcomeTableType,
    @Args(() => ChoiceArgs) args: ChoiceArgs,
    @Ctx() { links }: StaffContext,
  ): Snippets {
    return snippetsOf(links.site, { question: asked, choice: toChoice(args), asOf: askedAsOf });
  }
}

function toChoice({ counts = null, rates = null }: ChoiceArgs): Choice {
  return { counts, rates };
}
