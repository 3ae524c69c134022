// Programs that fetch an answer: they run as they stand, where a token is needed with one in the environment variable
// INTERCEPT_TOKEN.

import { downloadsOf, type Door } from "./downloads.js";
import type { OutcomeRequest } from "./outcome-address.js";
import { outcomeFileName } from "./outcome-file.js";
import { inPython, inR, inShell } from "./quoting.js";

export interface Snippets {
  readonly r: string;
  readonly python: string;
  readonly curl: string;
}

/** @param site address of the server without a slash at its end */
export function snippetsOf(site: string, door: Door, request: OutcomeRequest): Snippets {
  const { csv, dictionary } = downloadsOf(site, door, request);
  const fileName = `${outcomeFileName(request.question)}.csv`;
  const withToken = (...all: readonly string[]) => (door.needsToken ? all : []);
  return {
    r: lines(
      "# A figure that is missing is NA, never 0: its _status column says why. FIPS codes are text.",
      `# What each column means: ${dictionary}`,
      "outcomes <- read.csv(",
      `  url(${inR(csv)}${door.needsToken ? "," : "),"}`,
      ...withToken('      headers = c(Authorization = paste("Bearer", Sys.getenv("INTERCEPT_TOKEN")))),'),
      '  colClasses = c(county_fips = "character"), na.strings = "", encoding = "UTF-8"',
      ")",
      'cat(nrow(outcomes), "rows,", ncol(outcomes), "columns\\n")',
    ),
    python: lines(
      '# Every value is text. A figure that is missing is "", never 0: its _status column says why.',
      `# What each column means: ${dictionary}`,
      `import csv, io, ${door.needsToken ? "os, " : ""}urllib.request`,
      "",
      "request = urllib.request.Request(",
      `    ${inPython(csv)},`,
      ...withToken('    headers={"Authorization": "Bearer " + os.environ["INTERCEPT_TOKEN"]},'),
      ")",
      "with urllib.request.urlopen(request) as response:",
      '    rows = list(csv.DictReader(io.TextIOWrapper(response, encoding="utf-8", newline="")))',
      'print(len(rows), "rows,", len(rows[0]) if rows else 0, "columns")',
    ),
    curl: lines(
      `curl --fail --silent --show-error${door.needsToken ? ' --header "Authorization: Bearer $INTERCEPT_TOKEN"' : ""} \\`,
      `  --output ${inShell(fileName)} \\`,
      `  ${inShell(csv)}`,
    ),
  };
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
