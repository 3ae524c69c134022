// An answer from a release as files, for anybody: under the number of its release, so that they stay.

import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { releaseNumber } from "../../../domain/release/published-release.js";
import { downloadsOf, releaseDoor, type Downloads } from "../../../exports/downloads.js";
import { snippetsOf, type Snippets } from "../../../exports/snippets.js";
import { ChoiceArgs, DownloadsType, SnippetsType, toChoice } from "../../figures/downloads.type.js";
import type { RequestContext } from "../../shared/context.js";
import { OutcomeTableType } from "./releases.resolver.js";

@Resolver(() => OutcomeTableType)
export class ReleasedDownloadsResolver {
  @FieldResolver(() => DownloadsType, { description: "This answer as files, from its release for ever." })
  downloads(
    @Root() { asked, release }: OutcomeTableType,
    @Args(() => ChoiceArgs) args: ChoiceArgs,
    @Ctx() { links }: RequestContext,
  ): Downloads {
    const door = releaseDoor(releaseNumber(release.head));
    return downloadsOf(links.base, door, { question: asked, choice: toChoice(args), asOf: null });
  }

  @FieldResolver(() => SnippetsType, { description: "Programs that fetch this answer, without a token." })
  snippets(
    @Root() { asked, release }: OutcomeTableType,
    @Args(() => ChoiceArgs) args: ChoiceArgs,
    @Ctx() { links }: RequestContext,
  ): Snippets {
    const door = releaseDoor(releaseNumber(release.head));
    return snippetsOf(links.site, door, { question: asked, choice: toChoice(args), asOf: null });
  }
}
