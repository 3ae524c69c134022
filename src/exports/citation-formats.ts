// A citation as programs for references read it.

import type { Citation } from "../domain/release/citation.js";

/** BibTeX: `@misc`, which every style knows. Names and titles of ours hold no sign that TeX reads anything into. */
export function bibtex({
  author,
  title,
  number,
  publishedOn,
  content,
  isDemonstration,
  address,
}: Citation): string {
  const [year = "", month = "", day = ""] = publishedOn.split("-");
  const fields = [
    ["author", `{${author}}`],
    ["title", `{${title}}`],
    ["year", year],
    ["month", month],
    ["day", day],
    ["version", number],
    ["note", noteOf({ number, content, isDemonstration })],
    ...(address === null ? [] : [["url", address]]),
  ] as const;
  const lines = fields.map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{intercept-one-${number},\n${lines.join(",\n")}\n}\n`;
}

/** CSL-JSON: a list of one item, as reference managers read it in. */
export function cslJson({
  author,
  title,
  number,
  publishedOn,
  content,
  isDemonstration,
  address,
}: Citation): string {
  const item = {
    id: `intercept-one-${number}`,
    type: "dataset",
    author: [{ literal: author }],
    publisher: author,
    title,
    version: number,
    issued: { "date-parts": [publishedOn.split("-").map(Number)] },
    note: noteOf({ number, content, isDemonstration }),
    ...(address === null ? {} : { URL: address }),
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}

function noteOf({
  number,
  content,
  isDemonstration,
}: Pick<Citation, "number" | "content" | "isDemonstration">): string {
  return `Release ${number}, content ${content}.${isDemonstration ? " Demonstration data." : ""}`;
}
