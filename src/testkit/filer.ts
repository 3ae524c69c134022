// An account that files for every chapter of Missouri, through the API and by file.

import { createHash, randomUUID } from "node:crypto";
import type { Problem } from "../domain/problem.js";
import type { TestApp } from "./app.js";

const TOKEN = "io_files-for-all";

export interface ImportedRow {
  readonly outcome: string;
  readonly changes: readonly { readonly what: string; readonly before?: unknown; readonly after?: unknown }[];
  readonly conflict: ImportedRow["changes"] | null;
  readonly problems: readonly Problem[];
}

export interface FileAnswer {
  readonly reports: readonly ImportedRow[];
  readonly problems: readonly Problem[];
  /** How many more problems there are than are told. */
  readonly moreProblems: number;
  readonly ignoredColumns: readonly string[];
  readonly ignoredSheets: readonly string[];
  readonly errors?: readonly { readonly extensions: { readonly problems: readonly Problem[] } }[];
}

export interface Filer {
  /** Sends a document; what it answers. @throws Error when it was not understood */
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  upload(address: string, file: string | Uint8Array, headers?: Record<string, string>): Promise<FileAnswer>;
  /** The bytes of a file that is asked for. */
  download(address: string): Promise<Uint8Array>;
}

export async function plantFiler({ url, database }: TestApp): Promise<Filer> {
  await database.query(
    `WITH account AS (INSERT INTO account (display_name) VALUES ('Files for all') RETURNING id),
          token AS (INSERT INTO api_token (account_id, label, scopes, token_sha256, created_at)
            SELECT id, 'Planted', 'READ_WRITE', $1, now() FROM account)
     INSERT INTO role_grant (account_id, role, state_code, chapter_id)
     SELECT account.id, 'COORDINATOR', 'MO', chapter.id FROM account, chapter WHERE state_code = 'MO'`,
    [createHash("sha256").update(TOKEN).digest("hex")],
  );
  const authorization = `Bearer ${TOKEN}`;
  return {
    async ask<Data>(query: string, variables = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    async upload(address, file, headers = { "idempotency-key": randomUUID() }) {
      const response = await fetch(`${url}/reports/import?${address}`, {
        method: "POST",
        headers: { authorization, "content-type": "application/octet-stream", ...headers },
        body: typeof file === "string" ? file : Buffer.from(file),
      });
      return (await response.json()) as FileAnswer;
    },
    async download(address) {
      const response = await fetch(`${url}${address}`, { headers: { authorization } });
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
