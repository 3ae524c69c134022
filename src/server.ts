// The composition root: platform → schemas → HTTP. Builds, never listens.

import compress from "@fastify/compress";
import cookies from "@fastify/cookie";
import { randomUUID } from "node:crypto";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { DEFAULT_CALL_LIMITS, type CallLimits } from "./call-limits.js";
import type { LogLevel, ProviderSettings } from "./config.js";
import { monthAt } from "./domain/reporting-month.js";
import { PUBLIC_POINTS, STAFF_POINTS } from "./graphql/limits.js";
import { inProcess } from "./graphql/in-process.js";
import { needsSigningIn } from "./graphql/needs-signing-in.js";
import { buildPublicSchema, buildStaffSchema } from "./graphql/schemas.js";
import { apolloServer } from "./graphql/servers.js";
import type { PublicContext, RequestContext, StaffContext } from "./graphql/shared/context.js";
import { makeLoaders, makeStaffLoaders } from "./graphql/shared/loaders.js";
import { addAuthRoutes } from "./http/auth-routes.js";
import { addCallLimit } from "./http/call-limit.js";
import { addGraphqlRoute } from "./http/graphql-route.js";
import { addHealthRoutes, noteTrouble, type WhyUnavailable } from "./http/health.js";
import { QuietLog } from "./http/hang-up.js";
import { sayHowItWouldBePacked } from "./http/head.js";
import { addOidcRoutes } from "./http/oidc-routes.js";
import { openIdConnect } from "./http/openid-connect.js";
import { addOutcomeRoutes } from "./http/outcomes.js";
import { frameOf } from "./http/html.js";
import { addPublicSite } from "./http/public-site.js";
import { addRefusals } from "./http/refusals.js";
import { addReleaseDoors } from "./http/release-doors.js";
import { addReleaseProof } from "./http/release-proof.js";
import { addReportFiles } from "./http/report-files.js";
import { addRequestLog, currentRequestId, logCurrent, type OnAnswered } from "./http/request-log.js";
import { addSecurityHeaders } from "./http/security-headers.js";
import { addOptOutRoutes } from "./http/unsubscribe.js";
import { addSite } from "./http/site.js";
import { tokenCookie } from "./http/token-cookie.js";
import { visitors } from "./http/visitors.js";
import type { Platform } from "./platform.js";

export interface ServerOptions {
  readonly platform: Platform;
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  /** Why an error says that the database could not do its work; null for any other error. */
  readonly unavailability: WhyUnavailable;
  /** Output of the site build. */
  readonly siteDirectory: string;
  /** The compiled file of the thread that reads report files. */
  readonly readingThread: string;
  readonly logLevel: LogLevel;
  /** Address under which people reach the server; left out, only a request tells. */
  readonly publicUrl?: string | null;
  readonly trustedProxies?: string | null;
  /** Needs a public URL. */
  readonly provider?: ProviderSettings | null;
  /** Left out, the default. */
  readonly callLimits?: CallLimits;
  /** Milliseconds after which a reader who takes nothing of a file is given up; left out, a minute. */
  readonly longestSilenceMs?: number;
  /** Where log lines go; left out, to standard output. */
  readonly logTo?: { readonly write: (line: string) => void };
  readonly onAnswered?: OnAnswered;
}

/** Largest request body, in bytes. */
const LARGEST_BODY = 100_000;

/** Who takes nothing for so long is not waited for: an answer in the making is held in memory for each reader. */
const LONGEST_SILENCE_MS = 60_000;

const LONGEST_FAREWELL_MS = 3_000;

export async function buildServer({
  platform,
  ping,
  unavailability,
  siteDirectory,
  readingThread,
  logLevel,
  publicUrl = null,
  trustedProxies = null,
  provider = null,
  callLimits = DEFAULT_CALL_LIMITS,
  longestSilenceMs = LONGEST_SILENCE_MS,
  logTo,
  onAnswered,
}: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: {
      level: logLevel,
      ...(logTo === undefined ? {} : { stream: logTo }),
      redact: ["req.headers.authorization", "req.headers.cookie"],
    },
    trustProxy: trustedProxies ?? false,
    logController: new QuietLog(),
    genReqId: () => randomUUID(),
    bodyLimit: LARGEST_BODY,
    // Who sends a request drop by drop is not waited for.
    requestTimeout: 10_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 2_000 },
  });
  // Closing waits for requests under way, but not for a sender that never finishes.
  app.addHook("preClose", (done) => {
    setTimeout(() => {
      app.server.closeAllConnections();
    }, LONGEST_FAREWELL_MS).unref();
    done();
  });
  addRequestLog(app, onAnswered);
  const links = { base: publicUrl ?? "", site: publicUrl ?? platform.siteUrl };
  const frame = frameOf(siteDirectory, links.site);
  const trouble = noteTrouble(unavailability);
  addRefusals(app, trouble.unavailability, frame);
  await addSecurityHeaders(app);
  addCallLimit(app, callLimits, frame);
  await app.register(compress);
  sayHowItWouldBePacked(app);
  await app.register(cookies);

  const reporter = {
    requestId: currentRequestId,
    logBug: logCurrent,
    unavailability: trouble.unavailability,
  };
  const [open, staff] = [await buildPublicSchema(), await buildStaffSchema()];
  const publicServer = apolloServer<PublicContext>(
    open,
    reporter,
    PUBLIC_POINTS,
    needsSigningIn(open, staff),
  );
  const staffServer = apolloServer<StaffContext>(staff, reporter, STAFF_POINTS);
  await Promise.all([publicServer.start(), staffServer.start()]);
  app.addHook("onClose", await platform.keepFigures());
  // Fastify has answered what was in flight by then.
  app.addHook("onClose", () => Promise.all([publicServer.stop(), staffServer.stop()]).then(() => undefined));

  addHealthRoutes(app, ping, trouble);
  await addSite(app, siteDirectory);
  const { people } = platform.useCases;
  const cookie = tokenCookie("session", publicUrl, platform.clock);
  const { identifyViewer } = platform.useCases;
  const doors = visitors({ identifyViewer, identifySession: people.identifySession, cookie, publicUrl });
  const deviceCookie = tokenCookie("device", publicUrl, platform.clock);
  await addAuthRoutes(app, { people, cookie, deviceCookie, publicUrl });
  if (provider !== null && publicUrl !== null) {
    addOidcRoutes(app, {
      people,
      provider: openIdConnect(provider, publicUrl),
      sessionCookie: cookie,
      visitCookie: tokenCookie("provider-visit", publicUrl, platform.clock),
      deviceCookie,
    });
  }
  const staffDoor = {
    useCases: platform.useCases,
    staffOf: (request: FastifyRequest, reply: FastifyReply) => doors.staffOf(request, reply),
  };
  await addReportFiles(app, { ...staffDoor, readingThread });
  addOutcomeRoutes(app, { ...staffDoor, longestSilenceMs });
  addReleaseProof(app, { ...staffDoor, longestSilenceMs });
  await addReleaseDoors(app, { useCases: platform.publicUseCases, site: links.site, longestSilenceMs });
  await addOptOutRoutes(app, platform.useCases.optOutOfMail);
  const newContext = (): RequestContext => ({
    useCases: platform.publicUseCases,
    loaders: makeLoaders(platform.publishedGeography),
    thisMonth: monthAt(platform.clock(), "UTC"),
    links,
  });
  const newPublicContext = (hasSessionEnded: boolean) => ({ ...newContext(), hasSessionEnded });
  addPublicSite(app, {
    ask: inProcess(publicServer, () => newPublicContext(false)),
    frame,
    isReleaseUnderWay: platform.isReleaseUnderWay,
  });
  addGraphqlRoute(app, {
    publicServer,
    staffServer,
    newPublicContext,
    newStaffContext: (viewer) => ({
      ...newContext(),
      useCases: platform.useCases,
      viewer,
      staffLoaders: makeStaffLoaders(platform.useCases, viewer),
    }),
    visitors: doors,
  });
  return app;
}
