// What hangs on a chapter.

import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from "type-graphql";
import type { County, State } from "../../domain/geography.js";
import { membershipsIn, regionIn, type Chapter } from "../../domain/reporting/chapter.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import type { RequestContext } from "../shared/context.js";
import { listOf } from "../shared/cost.js";
import { globalId } from "../shared/global-id.js";
import { YearMonthScalar } from "../shared/scalars.js";
import { ChapterType, CountyType, StateType } from "./geography.type.js";

@Resolver(() => ChapterType)
export class ChapterResolver {
  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() chapter: Chapter): string {
    return globalId("Chapter", `${chapter.stateCode}/${chapter.slug}`);
  }

  @FieldResolver(() => StateType, { nullable: true, description: "The state it works in." })
  state(@Root() chapter: Chapter, @Ctx() { loaders }: RequestContext): Promise<State | null> {
    return loaders.state.load(chapter.stateCode);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The region of the state it belongs to; null when it serves no county then.",
  })
  region(
    @Root() chapter: Chapter,
    @Arg("month", () => YearMonthScalar, { nullable: true, description: "Left out: this month." })
    month: ReportingMonth | null,
    @Ctx() { thisMonth }: RequestContext,
  ): string | null {
    return regionIn(chapter, month ?? thisMonth);
  }

  @FieldResolver(() => [CountyType], {
    complexity: listOf(10),
    description: "The counties it serves, in the order of their codes.",
  })
  async counties(
    @Root() chapter: Chapter,
    @Arg("month", () => YearMonthScalar, { nullable: true, description: "Left out: this month." })
    month: ReportingMonth | null,
    @Ctx() { loaders, thisMonth }: RequestContext,
  ): Promise<readonly County[]> {
    const fips = membershipsIn(chapter, month ?? thisMonth).map((membership) => membership.county);
    const counties = await Promise.all(fips.sort().map((one) => loaders.county.load(one)));
    return counties.filter((county) => county !== null);
  }
}
