// A real OpenID Connect provider on this machine, at which whoever is to sign in signs in.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKeyPairSync } from "node:crypto";
import type { Configuration } from "oidc-provider";
import { Browser } from "./browser.js";

export const CLIENT = { clientId: "intercept-one", clientSecret: "a secret of the two of us" };
export const OTHER_CLIENT = { clientId: "another-site", clientSecret: "a secret of two others" };
const OTHER_CALLBACK = "http://127.0.0.1:9/callback";

export interface Claims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

export interface TestProvider {
  readonly issuer: string;
  /** Who signs in when a browser comes by. */
  person: Claims;
  /** What the token endpoint answers instead of its own ID token. */
  plantedIdToken: string | null;
  /** Signs the person in at an address of the provider. @returns the address it sends the browser back to */
  visit(url: string): Promise<URL>;
  /** An ID token that the provider gave to another client. */
  idTokenOfOther(nonce: string): Promise<string>;
  close(): Promise<void>;
}

/** @param callback address of the client under test */
export async function startProvider(callback: string): Promise<TestProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => {
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const state = { person: { sub: "nobody" } as Claims, plantedIdToken: null as string | null };
  // It speaks when it is loaded, which the one who starts it may want to keep quiet.
  const { default: Provider } = await import("oidc-provider");
  const provider = new Provider(
    issuer,
    configuration(callback, () => state.person),
  );
  const answer = provider.callback();
  handle = (request, response) => {
    if (request.url?.startsWith("/interaction/") === true) {
      void provider.interactionFinished(request, response, { login: { accountId: state.person.sub } });
      return;
    }
    if (request.url === "/token" && state.plantedIdToken !== null) plant(response, state.plantedIdToken);
    void answer(request, response);
  };
  return Object.assign(state, {
    issuer,
    visit: follow,
    idTokenOfOther: (nonce: string) => idTokenOfOther(issuer, nonce),
    close: () => closed(server),
  });
}

function configuration(callback: string, person: () => Claims): Configuration {
  const client = { grant_types: ["authorization_code"], response_types: ["code" as const] };
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [
      {
        ...client,
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [callback],
      },
      {
        ...client,
        client_id: OTHER_CLIENT.clientId,
        client_secret: OTHER_CLIENT.clientSecret,
        redirect_uris: [OTHER_CALLBACK],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["a key of the test"] },
    jwks: {
      keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "1" }],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => false },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ ...person(), sub: accountId }) }),
    // Nobody is asked whether the site may know the address.
    loadExistingGrant: async (context) => {
      const { provider, client: asking, session } = context.oidc;
      const grant = new provider.Grant({
        clientId: asking?.clientId ?? "",
        accountId: session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  };
}

/** Puts another ID token in the place of the one that the provider is about to send. */
function plant(response: ServerResponse, idToken: string): void {
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.end = ((body: string | Buffer) => {
    const changed = JSON.stringify({ ...(JSON.parse(body.toString()) as object), id_token: idToken });
    response.setHeader("content-length", Buffer.byteLength(changed));
    return end(changed);
  }) as ServerResponse["end"];
}

async function follow(start: string): Promise<URL> {
  const { origin } = new URL(start);
  const browser = new Browser(origin, {});
  let at = new URL(start);
  for (let hops = 0; hops < 10; hops++) {
    const { status, headers, text } = await browser.send(at.href);
    const location = headers.get("location");
    if (location === null) throw new Error(`The provider answered ${String(status)}: ${text}`);
    at = new URL(location, at);
    if (at.origin !== origin) return at;
  }
  throw new Error("The provider sends the browser in circles.");
}

async function idTokenOfOther(issuer: string, nonce: string): Promise<string> {
  const asked = new URLSearchParams({
    client_id: OTHER_CLIENT.clientId,
    redirect_uri: OTHER_CALLBACK,
    response_type: "code",
    scope: "openid email",
    nonce,
  });
  const back = await follow(`${issuer}/auth?${asked.toString()}`);
  const response = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${OTHER_CLIENT.clientId}:${encodeURIComponent(OTHER_CLIENT.clientSecret)}`).toString("base64")}`,
    },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: OTHER_CALLBACK,
    }),
  });
  return ((await response.json()) as { readonly id_token: string }).id_token;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
