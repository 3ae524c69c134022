// A draft in the making, kept in the browser until the server has it: it outlives a lost connection, a closed laptop and a
// session that ends.

import type { ReportRefInput } from "../../generated/graphql.js";
import type { Content } from "./content.js";

export interface KeptDraft {
  /** Version of the report that it was made from. */
  readonly version: number;
  readonly content: Content;
}

function nameOf(account: string, { state, chapter, county, month }: ReportRefInput): string {
  return `intercept-one draft ${account} ${state} ${chapter} ${county} ${month}`;
}

export function keepDraft(account: string, place: ReportRefInput, draft: KeptDraft): void {
  localStorage.setItem(nameOf(account, place), JSON.stringify(draft));
}

export function keptDraft(account: string, place: ReportRefInput): KeptDraft | null {
  const text = localStorage.getItem(nameOf(account, place));
  return text === null ? null : (JSON.parse(text) as KeptDraft);
}

export function forgetDraft(account: string, place: ReportRefInput): void {
  localStorage.removeItem(nameOf(account, place));
}
