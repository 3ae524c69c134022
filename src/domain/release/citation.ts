// How a release is cited.

import { monthName } from "../period.js";
import { addMonths } from "../reporting-month.js";
import { releaseNumber, type ReleaseHead } from "./published-release.js";

export const PUBLISHER = "Intercept One";

/** What every form of a citation is made of. */
export interface Citation {
  readonly author: string;
  readonly title: string;
  /** "MO-3". */
  readonly number: string;
  /** YYYY-MM-DD, in UTC. */
  readonly publishedOn: string;
  /** The beginning of the hash: enough to tell two releases apart. */
  readonly content: string;
  readonly isDemonstration: boolean;
  /** Where it stands; null where the address of the server is not known. */
  readonly address: string | null;
}

/** @param site address of the server, without a slash at its end; empty where it is not known */
export function citationParts(release: ReleaseHead, site: string): Citation {
  const { stateCode, from, until, publishedAt, contentSha256, isDemonstration } = release;
  const number = releaseNumber(release);
  return {
    author: PUBLISHER,
    title: `Crisis Intervention Team outcomes, ${stateCode}, ${monthName(from)} to ${monthName(addMonths(until, -1))}`,
    number,
    publishedOn: publishedAt.toISOString().slice(0, 10),
    content: contentSha256.slice(0, 12),
    isDemonstration,
    address: site === "" ? null : `${site}/releases/${number}`,
  };
}

/** One line, to print. @param site as for {@link citationParts} */
export function citationOf(release: ReleaseHead, site: string): string {
  const { author, title, number, publishedOn, content, isDemonstration, address } = citationParts(
    release,
    site,
  );
  const invented = isDemonstration ? " Demonstration data." : "";
  const place = address === null ? "" : ` ${address}`;
  return `${author}. ${title}. Release ${number}, ${publishedOn}, content ${content}.${invented}${place}`;
}
