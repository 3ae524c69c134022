// What today is in a state, for those who file, review and publish there.

import { GraphQLDate } from "graphql-scalars";
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { State } from "../../../domain/geography.js";
import type { LocalDate, ReportingMonth } from "../../../domain/reporting-month.js";
import type { ReportingCalendar } from "../../../usecases/read-calendar.js";
import { StateType } from "../../public/geography.type.js";
import type { StaffContext } from "../../shared/context.js";
import { YearMonthScalar } from "../../shared/scalars.js";

@ObjectType("ReportingCalendar", {
  simpleResolvers: true,
  description: "What today is in a state, and which months that makes due and closed.",
})
export class ReportingCalendarType implements ReportingCalendar {
  @Field(() => GraphQLDate, { description: "Today's date in the time zone of the state." })
  today!: LocalDate;

  @Field(() => YearMonthScalar, { description: "The month that is running." })
  currentMonth!: ReportingMonth;

  @Field(() => YearMonthScalar, {
    description: "The last month whose due day has passed: a report of a later one is not missing yet.",
  })
  latestDueMonth!: ReportingMonth;

  @Field(() => YearMonthScalar, {
    description: "The last month that is closed to its chapters, and the last that a release can include.",
  })
  latestLockedMonth!: ReportingMonth;
}

@Resolver(() => StateType)
export class CalendarResolver {
  @FieldResolver(() => ReportingCalendarType, { description: "What today is there." })
  calendar(@Root() state: State, @Ctx() { useCases }: StaffContext): ReportingCalendar {
    return useCases.readCalendar(state);
  }
}
