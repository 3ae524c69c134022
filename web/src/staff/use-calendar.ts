// What today is in a state: the clock and the time zone of the browser have no say in which month is due or closed.

import { useQuery } from "@tanstack/react-query";
import { CalendarsDocument, type CalendarPartsFragment } from "../generated/graphql.js";
import { ask } from "./ask.js";

const LOOK_AGAIN_MS = 60_000;

export interface CalendarOfState {
  /** Undefined until it is known; null for a state that there is not. */
  readonly calendar: CalendarPartsFragment | null | undefined;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
}

export function useCalendar(state: string): CalendarOfState {
  const { data, error, refetch } = useQuery({
    queryKey: ["calendars"],
    queryFn: () => ask(CalendarsDocument, {}),
    staleTime: LOOK_AGAIN_MS,
  });
  const found = data?.states.find(({ code }) => code === state)?.calendar ?? null;
  return { calendar: data === undefined ? undefined : found, error, refetch };
}
