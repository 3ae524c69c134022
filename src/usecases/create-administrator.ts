// The first administrator of a state, made by the operator: everybody after that is invited.

import { parseEmail, parseName } from "../domain/access/account.js";
import { parseGrants } from "../domain/access/grants.js";
import { passwordProblems } from "../domain/access/password.js";
import { accepted, refused, type Outcome } from "../domain/problem.js";
import type { Passwords } from "./account-ports.js";
import { invite, type Invitation } from "./invitation.js";
import { emailTaken } from "./invite-account.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";

export interface AdministratorRequest {
  readonly email: string;
  readonly displayName: string;
  readonly state: string;
  /** Null: the person sets it by a link. */
  readonly password: string | null;
}

/** The link by which the person sets a password; null when one was given. */
export type CreateAdministrator = (request: AdministratorRequest) => Promise<Outcome<Invitation | null>>;

export function createAdministrator(ports: {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly passwords: Passwords;
  readonly clock: Clock;
}): CreateAdministrator {
  return async (request) => {
    const email = parseEmail(request.email, "--email");
    const displayName = parseName(request.displayName, "--name");
    const asked = { role: "ADMINISTRATOR", state: request.state, chapter: null, county: null } as const;
    const gazetteer = await ports.geography.gazetteer(request.state, []);
    const grants = parseGrants([asked], new Map([[request.state, gazetteer]]), "--state");
    const problems = [
      ...(email.ok ? [] : email.problems),
      ...(displayName.ok ? [] : displayName.problems),
      ...(grants.ok ? [] : grants.problems.map((found) => ({ ...found, path: "--state" }))),
      ...(request.password === null
        ? []
        : passwordProblems(request.password, email.ok ? email.value : null, "password")),
    ];
    if (!email.ok || !displayName.ok || !grants.ok || problems.length > 0) return refused(...problems);
    const passwordHash = request.password === null ? null : await ports.passwords.hash(request.password);
    return ports.inTransaction(async (writer) => {
      const account = {
        displayName: displayName.value,
        email: email.value,
        passwordHash,
        grants: grants.value,
      };
      const id = await writer.addAccount(account);
      if (id === null) return refused({ ...emailTaken(email.value), path: "--email" });
      return accepted(passwordHash === null ? await invite(writer, id, ports.clock()) : null);
    });
  };
}
