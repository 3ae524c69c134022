// Adds to each live figure what it is made of. Released figures have no such field: their reports are nobody's business.

import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { County } from "../../../domain/geography.js";
import { pageOf, parsePageRequest } from "../../../domain/page.js";
import { problem } from "../../../domain/problem.js";
import { reportKeyText } from "../../../domain/reporting/monthly-report.js";
import type { Count, CountedReport, Rate } from "../../../domain/statistics/figure.js";
import { CountType, RateType } from "../../figures/figure.type.js";
import { CountyType } from "../../public/geography.type.js";
import { PageArgs, pageRequest, toConnection, USUAL_PAGE, type Connection } from "../../shared/connection.js";
import type { StaffContext } from "../../shared/context.js";
import { firstOf } from "../../shared/cost.js";
import { refusal, valueOrRefusal } from "../../shared/errors.js";
import { ExplainedReportConnectionType, ExplainedReportType, ExplanationType } from "./explanation.type.js";

const EXPLAIN = "What the figure is made of: its definition, and every report that is in it.";

@Resolver(() => CountType)
export class CountExplanationResolver {
  @FieldResolver(() => ExplanationType, { description: EXPLAIN })
  explain(@Root() { basis }: Count): ExplanationType {
    return new ExplanationType(basis);
  }
}

@Resolver(() => RateType)
export class RateExplanationResolver {
  @FieldResolver(() => ExplanationType, { description: EXPLAIN })
  explain(@Root() { basis }: Rate): ExplanationType {
    return new ExplanationType(basis);
  }
}

@Resolver(() => ExplanationType)
export class ExplanationResolver {
  @FieldResolver(() => ExplainedReportConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description: "The reports that are in the figure, by chapter, county and month.",
  })
  async reports(
    @Root() { basis, reportsInIt }: ExplanationType,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { staffLoaders }: StaffContext,
  ): Promise<Connection<ExplainedReportType>> {
    const request = valueOrRefusal(parsePageRequest(pageRequest(args)));
    const begin = request.after === null ? 0 : placeBehind(reportsInIt, request.after);
    const page = pageOf(reportsInIt.slice(begin, begin + request.first + 1), request.first);
    const items = await Promise.all(
      page.items.map(async (report) => {
        const revision = await staffLoaders.revision.load(report.revision);
        return revision === null ? [] : [new ExplainedReportType(report, revision, basis.key)];
      }),
    );
    return toConnection({ items: items.flat(), hasNext: page.hasNext }, request, ({ report }) =>
      keyOf(report),
    );
  }
}

@Resolver(() => ExplainedReportType)
export class ExplainedReportResolver {
  @FieldResolver(() => CountyType, { nullable: true, description: "The county it is about." })
  county(@Root() { report }: ExplainedReportType, @Ctx() { loaders }: StaffContext): Promise<County | null> {
    return loaders.county.load(report.county);
  }
}

function keyOf({ chapter, county, month }: CountedReport): string {
  return reportKeyText({ chapterId: chapter.id, county, month });
}

function placeBehind(reports: readonly CountedReport[], key: string): number {
  const place = reports.findIndex((report) => keyOf(report) === key);
  if (place >= 0) return place + 1;
  throw refusal([
    problem(
      "BAD_CURSOR",
      "after",
      "The cursor names a report that is not in this figure.",
      'Give the "endCursor" of a page of the same figure, or leave "after" out.',
    ),
  ]);
}
