// What hangs on a county.

import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from "type-graphql";
import { populationIn, type County, type Population, type State } from "../../domain/geography.js";
import { chapterOf, type Chapter } from "../../domain/reporting/chapter.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import type { RequestContext } from "../shared/context.js";
import { globalId } from "../shared/global-id.js";
import { YearMonthScalar } from "../shared/scalars.js";
import { ChapterType, CountyType, PopulationType, StateType } from "./geography.type.js";

@Resolver(() => CountyType)
export class CountyResolver {
  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() county: County): string {
    return globalId("County", county.fips);
  }

  @FieldResolver(() => StateType, { nullable: true, description: "The state it lies in." })
  state(@Root() county: County, @Ctx() { loaders }: RequestContext): Promise<State | null> {
    return loaders.state.load(county.stateCode);
  }

  @FieldResolver(() => PopulationType, {
    nullable: true,
    description: "Its residents; null when no estimate up to that year is on file.",
  })
  async population(
    @Root() county: County,
    @Arg("year", () => Int, { nullable: true, description: "Left out: the latest estimate." })
    year: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Population | null> {
    return populationIn(await loaders.population.load(county.fips), year ?? Number.POSITIVE_INFINITY);
  }

  @FieldResolver(() => ChapterType, {
    nullable: true,
    description: "The chapter that serves it; null when none does.",
  })
  async chapter(
    @Root() county: County,
    @Arg("month", () => YearMonthScalar, { nullable: true, description: "Left out: this month." })
    month: ReportingMonth | null,
    @Ctx() { loaders, thisMonth }: RequestContext,
  ): Promise<Chapter | null> {
    const chapters = await loaders.chaptersServing.load(county.fips);
    return chapterOf(chapters, county.fips, month ?? thisMonth);
  }
}
