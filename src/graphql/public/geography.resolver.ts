// Queries on states, counties and chapters.

import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import type { County, CountyFips, State, StateCode } from "../../domain/geography.js";
import type { Chapter } from "../../domain/reporting/chapter.js";
import { PageArgs, pageRequest, toConnection, USUAL_PAGE, type Connection } from "../shared/connection.js";
import type { RequestContext } from "../shared/context.js";
import { firstOf, listOf } from "../shared/cost.js";
import { valueOrRefusal } from "../shared/errors.js";
import { parseGlobalId } from "../shared/global-id.js";
import { CountyFipsScalar, StateCodeScalar } from "../shared/scalars.js";
import {
  ChapterConnectionType,
  ChapterType,
  CountyConnectionType,
  CountyType,
  StateType,
} from "./geography.type.js";
import { NodeType } from "./node.type.js";

const STATE = 'The state\'s postal code, such as "MO".';

@Resolver()
export class GeographyResolver {
  @Query(() => [StateType], {
    complexity: listOf(50),
    description: "The states that have a chapter on this platform.",
  })
  states(@Ctx() { useCases }: RequestContext): Promise<readonly State[]> {
    return useCases.listStates();
  }

  @Query(() => CountyType, { nullable: true, description: "One county; null when no county has that code." })
  county(
    @Arg("fips", () => CountyFipsScalar, { description: "Five-digit FIPS code." }) fips: CountyFips,
    @Ctx() { loaders }: RequestContext,
  ): Promise<County | null> {
    return loaders.county.load(fips);
  }

  @Query(() => CountyConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description: "The counties of a state, in the order of their codes.",
  })
  async counties(
    @Arg("state", () => StateCodeScalar, { description: STATE }) state: StateCode,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { useCases }: RequestContext,
  ): Promise<Connection<County>> {
    const page = pageRequest(args);
    return toConnection(
      valueOrRefusal(await useCases.listCounties(state, page)),
      page,
      (county) => county.fips,
    );
  }

  @Query(() => ChapterType, {
    nullable: true,
    description: "One chapter; null when the state has none of that name.",
  })
  chapter(
    @Arg("state", () => StateCodeScalar, { description: STATE }) state: StateCode,
    @Arg("slug", () => String, { description: "The chapter's short name." }) slug: string,
    @Ctx() { useCases }: RequestContext,
  ): Promise<Chapter | null> {
    return useCases.findChapter(state, slug);
  }

  @Query(() => ChapterConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description: "The chapters of a state, in the order of their short names.",
  })
  async chapters(
    @Arg("state", () => StateCodeScalar, { description: STATE }) state: StateCode,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { useCases }: RequestContext,
  ): Promise<Connection<Chapter>> {
    const page = pageRequest(args);
    return toConnection(
      valueOrRefusal(await useCases.listChapters(state, page)),
      page,
      (chapter) => chapter.slug,
    );
  }

  @Query(() => NodeType, { nullable: true, description: "Anything by its id; null when it is gone." })
  async node(
    @Arg("id", () => ID, { description: "An `id` from an earlier answer." }) id: string,
    @Ctx() { useCases, loaders }: RequestContext,
  ): Promise<County | Chapter | null> {
    const { type, key } = valueOrRefusal(parseGlobalId(id));
    if (type === "County") return loaders.county.load(key as CountyFips);
    const [, state = "", slug = ""] = /^([^/]*)\/(.*)$/s.exec(key) ?? [];
    return type === "Chapter" ? useCases.findChapter(state, slug) : null;
  }
}
