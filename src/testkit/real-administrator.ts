// The administrator of a test who is no demonstration user, and so may invite people and manage them.

import type { Platform } from "../platform.js";
import type { TestDatabase } from "./database.js";

export interface RealAdministrator {
  readonly token: string;
}

/** Administers every state. */
export async function realAdministrator({
  platform,
  database,
}: {
  readonly platform: Platform;
  readonly database: TestDatabase;
}): Promise<RealAdministrator> {
  const request = { displayName: "Administrator", role: "administrator", chapter: null, county: null };
  const issued = await platform.issueToken({ ...request, state: "MO" });
  if (!issued.ok) throw new Error(JSON.stringify(issued.problems));
  await database.query(
    `INSERT INTO role_grant (account_id, role, state_code)
     SELECT (SELECT max(id) FROM account), 'ADMINISTRATOR', code FROM state WHERE code <> 'MO'`,
  );
  return { token: issued.value };
}
