// npm run token -- --role ROLE --state MO --name "…" [--chapter SLUG | --county FIPS]: makes a staff account and prints its token, once.

import { parseArgs } from "node:util";
import { readConfig } from "../src/config.js";
import { assemblePlatform } from "../src/platform.js";
import { projectRoot } from "../src/project-root.js";
import { openStorage } from "../src/storage.js";
import { endWith, GiveUp, unwrap } from "../src/terminal/give-up.js";

export async function main(args: readonly string[]): Promise<void> {
  await endWith(async () => {
    const request = parse(args);
    const config = unwrap(readConfig(process.env, projectRoot));
    const storage = await openStorage(config, projectRoot, (sentence) => {
      console.log(sentence);
    });
    try {
      const platform = assemblePlatform(storage.database, () => new Date());
      const token = unwrap(await platform.issueToken(request));
      console.log(`Token of ${request.displayName}, shown only now:\n${token}`);
    } finally {
      await storage.close();
    }
  });
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { role: text, state: text, name: text, chapter: text, county: text },
    });
    return {
      role: values.role ?? "",
      state: values.state ?? "",
      displayName: values.name ?? "",
      chapter: values.chapter ?? null,
      county: values.county ?? null,
    };
  } catch (error) {
    throw new GiveUp(
      `${(error as Error).message} Usage: npm run token -- --role analyst --state MO --name "State analyst"`,
    );
  }
}
