// What has changed of what is published, as a feed: restatements with what they changed, and releases that were withdrawn.
// @source RFC 4287 (Atom)

import escapeHtml from "escape-html";
import { Feed } from "feed";
import { PUBLISHER } from "../domain/release/citation.js";
import { correctionSentence, type PublishedCorrection } from "../domain/release/correction.js";
import { releaseNumber, type ReleaseHead } from "../domain/release/published-release.js";
import { withoutUnstorable } from "../domain/text.js";

/** A release that changed others, or was withdrawn, with what it changed. */
export interface ChangingRelease {
  readonly release: ReleaseHead;
  readonly corrections: readonly PublishedCorrection[];
}

/** As many are told one by one; the file of the release holds all. */
const MOST_TOLD = 20;

/**
 * @param site address of the server, without a slash at its end
 * @param address where the feed itself stands
 */
export function correctionFeed(changing: readonly ChangingRelease[], site: string, address: string): string {
  const items = changing
    .flatMap((one) => itemsOf(one, site))
    .sort((left, right) => Number(right.date) - Number(left.date));
  const feed = new Feed({
    id: address,
    title: "Corrections of published Crisis Intervention Team outcomes",
    description:
      "Every published figure that was changed, and every release that was withdrawn. Nothing changes without standing here.",
    link: `${site}/`,
    feedLinks: { atom: address },
    author: { name: PUBLISHER },
    generator: PUBLISHER,
    copyright: "",
    // The same bytes until something changes.
    updated: items[0]?.date ?? new Date(0),
  });
  for (const item of items) feed.addItem(item);
  // A reason or a name that was stored before the rule for texts must not make the feed unreadable for good.
  return withoutUnstorable(feed.atom1());
}

function itemsOf({ release, corrections }: ChangingRelease, site: string) {
  const { kind, publishedAt, withdrawal, isDemonstration } = release;
  const number = releaseNumber(release);
  const link = `${site}/releases/${number}`;
  const invented = isDemonstration ? ["Demonstration data."] : [];
  const restatement = {
    title: `${number} corrects ${String(corrections.length)} published figures`,
    id: link,
    link: `${link}/corrections.csv`,
    date: publishedAt,
    content: inParagraphs([
      ...invented,
      ...corrections.slice(0, MOST_TOLD).map(correctionSentence),
      ...rest(corrections.length),
    ]),
  };
  if (withdrawal === null) return kind === "RESTATEMENT" ? [restatement] : [];
  const stone = {
    title: `${number} was withdrawn`,
    id: `${link}#withdrawn`,
    link,
    date: withdrawal.at,
    content: inParagraphs([...invented, withdrawal.reason]),
  };
  // The file of a withdrawn release is shown no more; that it corrected figures stands.
  return kind === "RESTATEMENT" ? [{ ...restatement, link }, stone] : [stone];
}

function rest(many: number): readonly string[] {
  return many > MOST_TOLD ? [`And ${String(many - MOST_TOLD)} more, in the file.`] : [];
}

/** Readers take the content of an entry for HTML. */
function inParagraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escapeHtml(text)}</p>`).join("");
}
