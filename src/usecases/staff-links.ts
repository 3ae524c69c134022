// Addresses of pages of the staff, for mails: a mail leads to what it speaks of.

import type { ReportRef } from "./report-place.js";

/** @param siteUrl where the site can be reached, without a slash at its end */
export function reportsUrl(siteUrl: string): string {
  return `${siteUrl}/staff/reports`;
}

/** The page on which the report is filed and corrected. */
export function reportUrl(siteUrl: string, { state, chapter, county, month }: ReportRef): string {
  return [reportsUrl(siteUrl), ...[state, chapter, county, month].map(encodeURIComponent)].join("/");
}
