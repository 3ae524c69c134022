// The ids by which the API names releases in the making.

import { globalId, parseGlobalId } from "../../shared/global-id.js";

const TYPE = "ReleaseDraft";

export function releaseDraftId(number: number): string {
  return globalId(TYPE, String(number));
}

/** 0 for what is no id of a release: there is none of that number. */
export function releaseDraftNumber(id: string): number {
  const parsed = parseGlobalId(id);
  const isOurs = parsed.ok && parsed.value.type === TYPE && /^\d{1,9}$/.test(parsed.value.key);
  return isOurs ? Number(parsed.value.key) : 0;
}
