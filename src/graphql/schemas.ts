// The two schemas, each from its own list of resolvers. Public is what anybody meets; staff holds the public one and adds.

import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchema, type AuthCheckerFn } from "type-graphql";
import { mayEver, type Permission } from "../domain/access/permissions.js";
import { CoverageResolver, MissingReportResolver } from "./figures/coverage.type.js";
import { ChapterResolver } from "./public/chapter.resolver.js";
import { CountyResolver } from "./public/county.resolver.js";
import { DefinitionsResolver } from "./public/definitions.resolver.js";
import { GeographyResolver } from "./public/geography.resolver.js";
import { ReleasedDownloadsResolver } from "./public/releases/released-downloads.resolver.js";
import { ReleasesResolver } from "./public/releases/releases.resolver.js";
import { keyMutations } from "./keyed-mutations.js";
import type { StaffContext } from "./shared/context.js";
import { CalendarResolver } from "./staff/reports/calendar.resolver.js";
import { DutiesResolver } from "./staff/reports/duties.resolver.js";
import { ReportChangesResolver } from "./staff/reports/report-changes.resolver.js";
import { ReportsResolver } from "./staff/reports/reports.resolver.js";
import { AccountResolver } from "./staff/accounts/account.type.js";
import { AccountsResolver } from "./staff/accounts/accounts.resolver.js";
import { ApiTokenResolver } from "./staff/accounts/api-token.type.js";
import { OwnAccountResolver } from "./staff/accounts/own-account.resolver.js";
import { SavedQuestionResolver, SavedQuestionsResolver } from "./staff/accounts/saved-questions.resolver.js";
import { ViewerResolver } from "./staff/accounts/viewer.resolver.js";
import {
  CountExplanationResolver,
  ExplainedReportResolver,
  ExplanationResolver,
  RateExplanationResolver,
} from "./staff/outcomes/explanation.resolver.js";
import { LiveComparisonResolver } from "./staff/outcomes/live-comparison.resolver.js";
import { LiveFunnelResolver } from "./staff/outcomes/live-funnel.resolver.js";
import { LiveStandardizationResolver } from "./staff/outcomes/live-standardization.resolver.js";
import { LiveTrendResolver } from "./staff/outcomes/live-trend.resolver.js";
import { ReleaseDraftsResolver } from "./staff/releases/release-drafts.resolver.js";
import { DownloadsResolver } from "./staff/outcomes/downloads.resolver.js";
import { FigureChangesResolver } from "./staff/outcomes/figure-changes.resolver.js";
import { LiveOutcomesResolver } from "./staff/outcomes/live-outcomes.resolver.js";

const PUBLIC_RESOLVERS = [
  DefinitionsResolver,
  GeographyResolver,
  CountyResolver,
  ChapterResolver,
  ReleasesResolver,
  ReleasedDownloadsResolver,
  CoverageResolver,
  MissingReportResolver,
] as const;

const STAFF_RESOLVERS = [
  ...PUBLIC_RESOLVERS,
  LiveOutcomesResolver,
  LiveComparisonResolver,
  LiveFunnelResolver,
  LiveTrendResolver,
  LiveStandardizationResolver,
  CountExplanationResolver,
  RateExplanationResolver,
  ExplanationResolver,
  ExplainedReportResolver,
  DownloadsResolver,
  FigureChangesResolver,
  ViewerResolver,
  ReportsResolver,
  CalendarResolver,
  DutiesResolver,
  ReportChangesResolver,
  ApiTokenResolver,
  AccountResolver,
  AccountsResolver,
  OwnAccountResolver,
  SavedQuestionResolver,
  SavedQuestionsResolver,
  ReleaseDraftsResolver,
] as const;

/** The coarse gate over the one permission table; each use case asks again with the resource in hand. */
const authChecker: AuthCheckerFn<StaffContext, Permission> = ({ context }, permissions) =>
  permissions.every((permission) => mayEver(context.viewer, permission));

/** Inputs carry shape and the domain judges them, so type-graphql's own validation stays off. */
const UNVALIDATED = { validate: false } as const;

let publicSchema: Promise<GraphQLSchema> | undefined;

export function buildPublicSchema(): Promise<GraphQLSchema> {
  publicSchema ??= buildSchema({
    ...UNVALIDATED,
    resolvers: [...PUBLIC_RESOLVERS],
    // Nobody is signed in here: should a guarded field ever slip in, it refuses everybody.
    authChecker: () => false,
  }).then((schema) => described(schema, "What anybody may ask, without a token."));
  return publicSchema;
}

export async function buildStaffSchema(): Promise<GraphQLSchema> {
  // type-graphql writes what a resolver adds to a type into the type itself. A public schema built after this one would
  // show what the staff's resolvers add to public types, so it is built first, once for all.
  await buildPublicSchema();
  const schema = await buildSchema({ ...UNVALIDATED, resolvers: [...STAFF_RESOLVERS], authChecker });
  return described(
    keyMutations(schema),
    "What the staff may ask with a token: all that is public, and live figures.",
  );
}

/** type-graphql has no place for the descriptions of the roots. */
function described(schema: GraphQLSchema, description: string): GraphQLSchema {
  const root = schema.getQueryType();
  if (root != null) root.description = description;
  const changes = schema.getMutationType();
  if (changes != null)
    changes.description =
      "What the staff may change. Every change can be sent again under its key, and is done once.";
  return schema;
}
