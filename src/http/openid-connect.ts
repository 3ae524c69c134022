// This server as a client of an OpenID Connect provider: authorization code with PKCE, state and nonce.

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  type Configuration,
  type IDToken,
} from "openid-client";
import type { ProviderSettings } from "../config.js";
import type { IdentityProvider, ProviderVisit } from "../usecases/account-ports.js";

/** The provider does not answer: no bug, and it may pass. */
export class ProviderUnavailable extends Error {}

export const CALLBACK = "/auth/oidc/callback";

/** @param publicUrl address under which people, and so the provider, know this server */
export function openIdConnect(settings: ProviderSettings, publicUrl: string): IdentityProvider {
  const callback = `${publicUrl}${CALLBACK}`;
  const configuration = discovered(settings);
  return {
    async begin() {
      const visit = {
        state: randomState(),
        nonce: randomNonce(),
        codeVerifier: randomPKCECodeVerifier(),
      };
      const url = buildAuthorizationUrl(await orUnavailable(configuration()), {
        redirect_uri: callback,
        scope: "openid email",
        state: visit.state,
        nonce: visit.nonce,
        code_challenge: await calculatePKCECodeChallenge(visit.codeVerifier),
        code_challenge_method: "S256",
      });
      return { visit, url: url.href };
    },

    async finish(visit, query) {
      try {
        const { issuer, claims } = await orUnavailable(
          configuration().then((known) => claimsFrom(known, visit, `${callback}?${query}`)),
        );
        const { sub, email, email_verified } = claims;
        return {
          identity: { issuer, subject: sub },
          email: typeof email === "string" ? email : null,
          isEmailVerified: email_verified === true,
        };
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    },
  };
}

/** Asked for when it is first needed, and again after a failure: a provider that is away does not keep the server from starting. */
function discovered({ issuer, clientId, clientSecret }: ProviderSettings): () => Promise<Configuration> {
  let found: Promise<Configuration> | undefined;
  // Only a provider on this machine may have an address without TLS; the settings see to it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out, as it does here
  const insecure = issuer.startsWith("http:") ? [allowInsecureRequests] : [];
  return () => {
    found ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
      // The signature of the ID token is checked as well, not only the way on which it came.
      execute: [enableNonRepudiationChecks, ...insecure],
    });
    found.catch(() => {
      found = undefined;
    });
    return found;
  };
}

async function claimsFrom(configuration: Configuration, visit: ProviderVisit, url: string) {
  const tokens = await authorizationCodeGrant(configuration, new URL(url), {
    pkceCodeVerifier: visit.codeVerifier,
    expectedState: visit.state,
    expectedNonce: visit.nonce,
    idTokenExpected: true,
  });
  const claims: IDToken | undefined = tokens.claims();
  if (claims === undefined) throw new Error("The provider gave no ID token, although one was demanded.");
  const { issuer, userinfo_endpoint } = configuration.serverMetadata();
  if (claims["email"] !== undefined || userinfo_endpoint === undefined) return { issuer, claims };
  // Some providers leave the address to be asked for.
  const info = await fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return { issuer, claims: { ...info, sub: claims.sub } };
}

/** @throws ProviderUnavailable in the place of what `fetch` throws when nobody answers, or the library when nobody does in time */
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { message, code, cause } = error as Error & { readonly code?: string };
    const isUnanswered = [message, (cause as Error | undefined)?.message].includes("fetch failed");
    throw isUnanswered || code === "OAUTH_TIMEOUT" ? new ProviderUnavailable(message) : error;
  }
}

/** What came back is not good; anything else, such as a provider that is away, is no fault of the visitor. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof ClientError ||
    error instanceof AuthorizationResponseError ||
    error instanceof ResponseBodyError ||
    error instanceof WWWAuthenticateChallengeError
  );
}
