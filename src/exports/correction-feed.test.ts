import { expect, it } from "@jest/globals";
import { SaxesParser } from "saxes";
import { correctionFeed, type ChangingRelease } from "./correction-feed.js";

function withdrawn(reason: string): ChangingRelease {
  const release = {
    state: { code: "MO" },
    stateCode: "MO",
    number: 3,
    kind: "REGULAR",
    publishedAt: new Date("2026-11-01T00:00:00Z"),
    withdrawal: { at: new Date("2026-11-02T00:00:00Z"), reason },
    isDemonstration: false,
  };
  return { release: release as unknown as ChangingRelease["release"], corrections: [] };
}

function textIn(xml: string): string {
  const parser = new SaxesParser({ xmlns: true });
  let text = "";
  parser.on("text", (part) => (text += part));
  parser.on("cdata", (part) => (text += part));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return text;
}

it.each(["\u000b", "\u0000", "\u001b", "\u0085", "\ufffe", "\uffff", "\ud800", "]]>", "&#11;", "<b>"])(
  "the feed is XML although a reason was stored with %j in it",
  (sign) => {
    const feed = correctionFeed([withdrawn(`Counted twice.${sign}A corrected release follows.`)], "https://x", "https://x/f");
    const text = textIn(feed);
    expect(text).toContain("Counted twice.");
    expect(text).toContain("A corrected release follows.");
  },
); // prettier-ignore
