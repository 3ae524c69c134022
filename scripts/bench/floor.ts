// The floor without a database: plain node:http that sends answers it already knows, as bytes kept or as objects that are
// turned into JSON anew each time. Arguments: "bytes" or "objects", and a JSON file of answers by path.

import { readFileSync } from "node:fs";
import { serve } from "./floor-http.js";

const [kind = "", file = ""] = process.argv.slice(2);
const known = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string>>);

if (kind === "bytes") {
  const answers = new Map(known.map(([path, text]) => [path, Buffer.from(text)]));
  serve((path) => answers.get(path));
} else {
  const answers = new Map(known.map(([path, text]) => [path, JSON.parse(text) as unknown]));
  serve((path) => (answers.has(path) ? JSON.stringify(answers.get(path)) + "\n" : undefined));
}
