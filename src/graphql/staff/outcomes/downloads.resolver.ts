// A live answer as files, for those who may read it.

import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { downloadsOf, LIVE_DOOR, type Downloads } from "../../../exports/downloads.js";
import { snippetsOf, type Snippets } from "../../../exports/snippets.js";
import { ChoiceArgs, DownloadsType, SnippetsType, toChoice } from "../../figures/downloads.type.js";
import type { StaffContext } from "../../shared/context.js";
import { LiveOutcomeTableType } from "./live-outcomes.resolver.js";

@Resolver(() => LiveOutcomeTableType)
export class DownloadsResolver {
  @FieldResolver(() => DownloadsType, { description: "This answer as files." })
  downloads(
    @Root() { asked, askedAsOf }: LiveOutcomeTableType,
    @Args(() => ChoiceArgs) args: ChoiceArgs,
    @Ctx() { links }: StaffContext,
  ): Downloads {
    const request = { question: asked, choice: toChoice(args), asOf: askedAsOf };
    return downloadsOf(links.base, LIVE_DOOR, request);
  }

  @FieldResolver(() => SnippetsType, { description: "Programs that fetch this answer." })
  snippets(
    @Root() { asked, askedAsOf }: LiveOutcomeTableType,
    @Args(() => ChoiceArgs) args: ChoiceArgs,
    @Ctx() { links }: StaffContext,
  ): Snippets {
    return snippetsOf(links.site, LIVE_DOOR, { question: asked, choice: toChoice(args), asOf: askedAsOf });
  }
}
