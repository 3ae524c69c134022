// Pages that are written as documents: the methods from docs/, and what stands beside this file.

import { marked } from "marked";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../project-root.js";
import type { Page } from "../layout.js";

interface SiteDocument {
  readonly file: string;
  readonly title: string;
  readonly description: string;
}

/** Path of a page → the document that it shows. */
export const DOCUMENTS: ReadonlyMap<string, SiteDocument> = new Map([
  [
    "/methods",
    {
      file: "docs/methods.md",
      title: "How to read these numbers",
      description:
        "Coverage, intervals, and why small counts are withheld, for everybody who uses these figures.",
    },
  ],
  [
    "/data",
    {
      file: "docs/public-data.md",
      title: "Data and API",
      description: "Every published figure as a file or by GraphQL, without a login.",
    },
  ],
  [
    "/accessibility",
    {
      file: "docs/accessibility.md",
      title: "Accessibility",
      description: "What these pages do for everybody to be able to read them, and where they fall short.",
    },
  ],
]);

const kept = new Map<string, string>();

export function documentPage(path: string): Page {
  const found = DOCUMENTS.get(path);
  if (found === undefined) throw new Error(`There is no document for ${path}.`);
  const { file, title, description } = found;
  const html = kept.get(file) ?? toHtml(file);
  kept.set(file, html);
  return {
    title,
    description,
    body: <article className="document" dangerouslySetInnerHTML={{ __html: html }} />,
  };
}

/** Links between documents become links between pages; those to documents that are no page lose their target. */
function toHtml(file: string): string {
  const html = marked.parse(readFileSync(join(projectRoot, file), "utf8"), { async: false });
  const pages = new Map([...DOCUMENTS].map(([path, { file: name }]) => [name.replace("docs/", ""), path]));
  return html
    .replaceAll(
      /<a href="([^"/:#]+\.md)([^"]*)">(.*?)<\/a>/g,
      (_whole, name: string, rest: string, words: string) => {
        const page = pages.get(name);
        return page === undefined ? words : `<a href="${page}${rest}">${words}</a>`;
      },
    )
    .replaceAll("<pre>", '<pre tabindex="0">')
    .replaceAll("<table>", '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>')
    .replaceAll("</table>", "</table></div>");
}
