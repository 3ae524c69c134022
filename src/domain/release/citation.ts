// How a release is cited.

import { monthName } from "../period.js";
import { addMonths } from "../reporting-month.js";
import { releaseNumber, type ReleaseHead } from "./published-release.js";

/** @param site address of the server, without a slash at its end; empty where it is not known */
export function citationOf(release: ReleaseHead, site: string): string {
  const { stateCode, from, until, publishedAt, contentSha256, isDemonstration } = release;
  const range = `${monthName(from)} to ${monthName(addMonths(until, -1))}`;
  const title = `Crisis Intervention Team outcomes, ${stateCode}, ${range}`;
  const invented = isDemonstration ? " Demonstration data." : "";
  const address = site === "" ? "" : ` ${site}/releases/${releaseNumber(release)}`;
  return `Intercept One. ${title}. Release ${releaseNumber(release)}, ${publishedAt.toISOString().slice(0, 10)}, content ${contentSha256.slice(0, 12)}.${invented}${address}`;
}
