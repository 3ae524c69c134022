// The ending of an address says in which format the answer is wanted.

import type { FastifyRequest } from "fastify";
import { accepted, problem, refused, type Outcome } from "../domain/problem.js";

/** Of a route that ends in `.:extension`. */
export function extensionOf<Extension extends string>(
  request: FastifyRequest,
  known: readonly Extension[],
): Outcome<Extension> {
  const { extension: given } = request.params as { readonly extension: string };
  const found = known.find((one) => one === given);
  if (found !== undefined) return accepted(found);
  const door = (request.url.split("?")[0] ?? "").slice(0, -given.length);
  return refused(
    problem(
      "BAD_VALUE",
      "url",
      `Nothing is given as "${given.slice(0, 60)}" here.`,
      `Ask for ${known.map((one) => `${door}${one}`).join(", ")}.`,
    ),
  );
}
