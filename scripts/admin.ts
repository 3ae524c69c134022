// npm run admin -- --email jo@example.org --name "Jo" --state MO [--invite]: makes an administrator, who invites everybody else.
// The password is asked on the terminal, or read from standard input; with --invite a link to set it is printed instead.

import { parseArgs } from "node:util";
import { readConfig } from "../src/config.js";
import { assemblePlatform } from "../src/platform.js";
import { projectRoot } from "../src/project-root.js";
import { loadReferenceFiles } from "../src/reference.js";
import { openStorage } from "../src/storage.js";
import { askSecret } from "../src/terminal/ask-secret.js";
import { endWith, GiveUp, unwrap } from "../src/terminal/give-up.js";

export async function main(args: readonly string[]): Promise<void> {
  await endWith(async () => {
    const { isInvited, ...request } = parse(args);
    const config = unwrap(readConfig(process.env, projectRoot));
    const password = isInvited ? null : await askSecret("Password (at least 12 characters)");
    const storage = await openStorage(config, projectRoot, (sentence) => {
      console.log(sentence);
    });
    try {
      const platform = assemblePlatform(storage.database, () => new Date());
      // The first administrator may come before the first start.
      await loadReferenceFiles(platform, config);
      const invitation = unwrap(await platform.createAdministrator({ ...request, password }));
      console.log(`${request.displayName} administers ${request.state}.`);
      if (invitation === null) return;
      console.log(`Until ${invitation.expiresAt.toISOString()} a password can be set, once, at:`);
      console.log(`${config.publicUrl ?? `http://localhost:${String(config.port)}`}${invitation.link}`);
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
      options: { email: text, name: text, state: text, invite: { type: "boolean", default: false } },
    });
    return {
      email: values.email ?? "",
      displayName: values.name ?? "",
      state: values.state ?? "",
      isInvited: values.invite,
    };
  } catch (error) {
    throw new GiveUp(
      `${(error as Error).message} Usage: npm run admin -- --email jo@example.org --name "Jo" --state MO`,
    );
  }
}
