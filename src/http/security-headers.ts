// Headers that hold the browser to this origin, and the two pages that need other ones.

import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

const DIRECTIVES = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  frameAncestors: ["'self'"],
};

export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    // TLS ends in front of this process, which is where such a promise belongs.
    strictTransportSecurity: false,
  });
}

/** The API explorer: its editor sets inline styles, holds its font in its style, and starts workers of its own. */
export const FOR_API_EXPLORER = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...DIRECTIVES,
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      fontSrc: ["'self'", "data:"],
      workerSrc: ["'self'", "blob:"],
    },
  },
};

/** A chart that newspapers and councils may put into their own pages. */
export const FOR_EMBEDDING = {
  contentSecurityPolicy: { useDefaults: false, directives: { ...DIRECTIVES, frameAncestors: ["*"] } },
  xFrameOptions: false,
};
