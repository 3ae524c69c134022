// A browser, as far as the server can tell: it keeps cookies and says where a request comes from.

import type { Answer, GraphqlError } from "./app.js";
import { withFreshKeys } from "./fresh-keys.js";

export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the body; empty where there is none. */
  readonly body: Readonly<Record<string, unknown>> & {
    readonly data?: Answer["data"];
    readonly errors?: readonly GraphqlError[];
  };
}

export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly site: Readonly<Record<string, string>> = { "sec-fetch-site": "same-origin" },
  ) {}

  post(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Visit> {
    const json: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    return this.send(path, {
      method: "POST",
      headers: { ...json, ...this.site, ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Visit> {
    return this.send(path, { headers: { ...this.site, ...headers } });
  }

  ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Visit> {
    return this.post("/graphql", { query: withFreshKeys(query), variables });
  }

  /** Whom the API takes this browser for; null when it is signed out. */
  async whoAmI(): Promise<string | null> {
    const { body } = await this.ask("{ viewer { displayName } }");
    const viewer = body.data?.["viewer"] as { readonly displayName: string } | undefined;
    return viewer?.displayName ?? null;
  }

  /** Sends a request by its full address, or by its path on the server, and keeps the cookies that come back. */
  async send(
    path: string,
    init: Omit<RequestInit, "headers"> & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, this.url), {
      redirect: "manual",
      ...init,
      headers: { ...init.headers, ...(cookie === "" ? {} : { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as Visit["body"]) : {},
    };
  }

  private keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const isGone = value === "" || /Expires=Thu, 01 Jan 1970|Max-Age=0/i.test(line);
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
