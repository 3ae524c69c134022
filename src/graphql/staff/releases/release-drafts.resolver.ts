// Releases in the making: asked for, looked through, published by a second person, withdrawn.

import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import type { StateCode } from "../../../domain/geography.js";
import type { Release } from "../../../domain/release/release-life.js";
import type { ReportingMonth } from "../../../domain/reporting-month.js";
import type { CellTally } from "../../../usecases/release-ports.js";
import { PageArgs, pageRequest, toConnection, USUAL_PAGE, type Connection } from "../../shared/connection.js";
import type { StaffContext } from "../../shared/context.js";
import { firstOf, listOf } from "../../shared/cost.js";
import { valueOrRefusal } from "../../shared/errors.js";
import { IdempotencyKey } from "../../shared/idempotency-key.js";
import { StateCodeScalar, YearMonthScalar } from "../../shared/scalars.js";
import { answered } from "../../shared/user-error.type.js";
import { releaseDraftId, releaseDraftNumber } from "./release-draft-id.js";
import {
  CellTallyType,
  DraftCellConnectionType,
  DraftCellType,
  ReleaseDraftConnectionType,
  ReleaseDraftPayload,
  ReleaseDraftType,
} from "./release-draft.type.js";

const RELEASE = "Id of the release.";

function toRelease(release: Release) {
  return { release };
}

@Resolver(() => ReleaseDraftType)
export class ReleaseDraftsResolver {
  @FieldResolver(() => ID, { description: "Opaque, and the same for ever." })
  id(@Root() { id }: Release): string {
    return releaseDraftId(id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "While it is built: about how many seconds it still takes, by the years that are done; null while none is, and when the rest takes longer than they did.",
  })
  secondsLeft(@Root() release: Release, @Ctx() { useCases }: StaffContext): number | null {
    return useCases.releases.secondsLeft(release);
  }

  @FieldResolver(() => Boolean, { description: "Somebody else had it built, so the viewer may publish it." })
  viewerCanPublish(@Root() release: Release, @Ctx() { viewer, useCases }: StaffContext): boolean {
    return useCases.releases.canPublish(viewer, release);
  }

  @FieldResolver(() => [CellTallyType], {
    complexity: listOf(20),
    description: "How much of it is shown and withheld, level by level.",
  })
  tally(@Root() release: Release, @Ctx() { useCases, viewer }: StaffContext): Promise<readonly CellTally[]> {
    return useCases.releases.tally(viewer, release);
  }

  @FieldResolver(() => DraftCellConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description: "The cells that it adds, in order of their names, with the true counts.",
  })
  async cells(
    @Root() release: Release,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<Connection<DraftCellType>> {
    const request = pageRequest(args);
    const { items, hasNext } = valueOrRefusal(await useCases.releases.cells(viewer, release, request));
    const page = { items: items.map((cell) => new DraftCellType(cell)), hasNext };
    return toConnection(page, request, ({ name }) => name);
  }

  @Authorized("release:read-draft")
  @Query(() => ReleaseDraftConnectionType, {
    complexity: firstOf(USUAL_PAGE),
    description: "Every attempt to publish figures of a state, newest first.",
  })
  async releaseDrafts(
    @Arg("state", () => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
    state: StateCode,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<Connection<Release>> {
    const request = pageRequest(args);
    const page = valueOrRefusal(await useCases.releases.list(viewer, state, request));
    return toConnection(page, request, ({ id }) => String(id));
  }

  @Authorized("release:read-draft")
  @Query(() => ReleaseDraftType, {
    nullable: true,
    description: "One attempt; null when there is none of that id, or it is of another state.",
  })
  releaseDraft(
    @Arg("id", () => ID, { description: RELEASE }) id: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<Release | null> {
    return useCases.releases.find(viewer, releaseDraftNumber(id));
  }

  @Authorized("release:build")
  @Mutation(() => ReleaseDraftPayload, {
    description:
      "Has a release built in the background, of everything accepted by now for months before `until`. It can be published when every gate holds.",
  })
  async buildRelease(
    @Arg("state", () => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
    state: StateCode,
    @Arg("from", () => YearMonthScalar, {
      nullable: true,
      description:
        "Only for a first release: January of the year with which publishing begins. What is before is published by no later release either. Left out, it begins with the first report.",
    })
    from: ReportingMonth | null | undefined,
    @Arg("until", () => YearMonthScalar, {
      description: "First month that is not included. Every month before it must be locked.",
    })
    until: ReportingMonth,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ReleaseDraftPayload> {
    return answered(await useCases.releases.request(viewer, state, { from: from ?? null, until }), toRelease);
  }

  @Authorized("release:build")
  @Mutation(() => ReleaseDraftPayload, {
    description:
      "Has a year that is out looked at once more, with all that is accepted by now. What has changed by more than ten is restated, as far as that gives no smaller change away; everything else keeps its first number.",
  })
  async restateYear(
    @Arg("state", () => StateCodeScalar, { description: 'The state\'s postal code, such as "MO".' })
    state: StateCode,
    @Arg("year", () => Int, { description: "Calendar year; all of it must be out." }) year: number,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ReleaseDraftPayload> {
    return answered(await useCases.releases.restate(viewer, state, year), toRelease);
  }

  @Authorized("release:build")
  @Mutation(() => ReleaseDraftPayload, {
    description:
      "Discards one that is not out yet. One that is being built is canceled: its builder ends within seconds, and nothing of it is kept.",
  })
  async discardRelease(
    @Arg("release", () => ID, { description: RELEASE }) release: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ReleaseDraftPayload> {
    return answered(await useCases.releases.discard(viewer, releaseDraftNumber(release)), toRelease);
  }

  @Authorized("release:publish")
  @Mutation(() => ReleaseDraftPayload, {
    description: "Makes it public, for good. By somebody else than the one who had it built.",
  })
  async publishRelease(
    @Arg("release", () => ID, { description: RELEASE }) release: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ReleaseDraftPayload> {
    return answered(await useCases.releases.publish(viewer, releaseDraftNumber(release)), toRelease);
  }

  @Authorized("release:withdraw")
  @Mutation(() => ReleaseDraftPayload, {
    description: "Takes a published release off view, and puts the reason in its place, for good.",
  })
  async withdrawRelease(
    @Arg("release", () => ID, { description: RELEASE }) release: string,
    @Arg("reason", () => String, { description: "What is wrong with it. The public reads it." })
    reason: string,
    @IdempotencyKey() _key: string,
    @Ctx() { useCases, viewer }: StaffContext,
  ): Promise<ReleaseDraftPayload> {
    return answered(await useCases.releases.withdraw(viewer, releaseDraftNumber(release), reason), toRelease);
  }
}
