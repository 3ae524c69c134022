// A letter as text and as HTML, from the same paragraphs. Every word in it is escaped here and nowhere else.

import escapeHtml from "escape-html";
import { linesOf, oneLine } from "./plain-words.js";

/** A sentence or two, a list, words that somebody else wrote, or a link on a line of its own. */
export type Paragraph = string | { readonly list: readonly ListItem[] } | { readonly quote: string } | Link;

/** Words, or words that lead somewhere. */
type ListItem = string | Link;

interface Link {
  readonly link: string;
  readonly label: string;
}

/** The two bodies of a mail; `html` is the inside of a body element. */
export interface Letter {
  readonly text: string;
  readonly html: string;
}

export function letter(paragraphs: readonly Paragraph[]): Letter {
  return {
    text: `${paragraphs.map(asText).join("\n\n")}\n`,
    html: paragraphs.map(asHtml).join("\n"),
  };
}

function asText(paragraph: Paragraph): string {
  if (typeof paragraph === "string") return oneLine(paragraph);
  if ("list" in paragraph) return paragraph.list.map((item) => `  - ${itemAsText(item)}`).join("\n");
  if ("quote" in paragraph)
    return linesOf(paragraph.quote)
      .map((line) => `> ${line}`.trimEnd())
      .join("\n");
  return `${oneLine(paragraph.label)}:\n${paragraph.link}`;
}

function asHtml(paragraph: Paragraph): string {
  if (typeof paragraph === "string") return `<p>${escapeHtml(oneLine(paragraph))}</p>`;
  if ("list" in paragraph) {
    return `<ul>${paragraph.list.map((item) => `<li>${itemAsHtml(item)}</li>`).join("")}</ul>`;
  }
  if ("quote" in paragraph) {
    return `<blockquote>${linesOf(paragraph.quote)
      .map((line) => escapeHtml(line))
      .join("<br>")}</blockquote>`;
  }
  return `<p>${linkAsHtml(paragraph)}</p>`;
}

function itemAsText(item: ListItem): string {
  return typeof item === "string" ? oneLine(item) : `${oneLine(item.label)}: ${item.link}`;
}

function itemAsHtml(item: ListItem): string {
  return typeof item === "string" ? escapeHtml(oneLine(item)) : linkAsHtml(item);
}

function linkAsHtml({ link, label }: Link): string {
  return `<a href="${escapeHtml(link)}">${escapeHtml(oneLine(label))}</a>`;
}
