// One pass over an XML part, element by element. Knows no names; namespaces are taken off, because writers differ in prefixes.

import { SaxesParser } from "saxes";
import { UnreadableFile } from "./file-problems.js";
import { DEEPEST_ELEMENT } from "./limits.js";

/** Attributes of an element by local name. */
export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** A part that is missing has no elements. @throws UnreadableFile when it is no well-formed XML, or declares entities of its own */
export async function readXml(pieces: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on("error", () => notXml());
  parser.on("doctype", () => notXml());
  let depth = 0;
  parser.on("opentag", ({ local, attributes }) => {
    if (++depth > DEEPEST_ELEMENT) notXml();
    const found = Object.values(attributes).map((attribute) => [attribute.local, attribute.value] as const);
    handler.open?.(local, Object.fromEntries(found));
  });
  parser.on("text", (text) => handler.text?.(text));
  parser.on("cdata", (text) => handler.text?.(text));
  parser.on("closetag", ({ local }) => {
    depth--;
    handler.close?.(local);
  });
  let isThere = false;
  for await (const piece of pieces) {
    parser.write(piece);
    isThere = true;
  }
  if (isThere) parser.close();
}

function notXml(): never {
  throw new UnreadableFile(
    "The workbook is damaged: a part of it is not the XML that spreadsheet programs write.",
    "Open it in a spreadsheet program, save it again as XLSX, and upload that.",
  );
}
