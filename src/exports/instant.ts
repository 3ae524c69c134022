// An instant as an address writes it.

import { isLocalDate } from "../domain/reporting-month.js";

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Null for a text that is no instant: without its distance from UTC it could be any of several. */
export function parseInstant(text: string): Date | null {
  const [, day] = INSTANT.exec(text) ?? [];
  const instant = new Date(text);
  return day !== undefined && isLocalDate(day) && !Number.isNaN(instant.getTime()) ? instant : null;
}

export function isInstant(text: string): boolean {
  return parseInstant(text) !== null;
}
