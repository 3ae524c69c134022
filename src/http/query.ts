// The query string of an address, read strictly: a misspelled "only look" must never become "do it".

import type { FastifyRequest } from "fastify";
import { problem, type Problem } from "../domain/problem.js";
import { checkStorable } from "../domain/text.js";

export interface Query<Name extends string> {
  /** What was given; of one that was given more than once, the first. */
  readonly values: Readonly<Partial<Record<Name, string>>>;
  readonly problems: readonly Problem[];
}

export function readQuery<Name extends string>(request: FastifyRequest, names: readonly Name[]): Query<Name> {
  const given = Object.entries(request.query as Readonly<Record<string, unknown>>);
  const problems = given.flatMap(([name, value]) => check(name, value, names));
  const known = given.filter(([name]) => names.some((one) => one === name));
  const values = Object.fromEntries(known.map(([name, value]) => [name, [value].flat()[0]]));
  return { values: values as Query<Name>["values"], problems };
}

/** What an address without a query says. */
export function noQuery<Name extends string>(): Query<Name> {
  return { values: {} as Query<Name>["values"], problems: [] };
}

function check(name: string, value: unknown, names: readonly string[]): readonly Problem[] {
  const path = `query.${name.slice(0, 60)}`;
  if (!names.includes(name)) {
    const fix =
      names.length === 0 ? "Leave it out." : `There are: ${names.join(", ")}. Mind capital letters.`;
    return [problem("BAD_VALUE", path, "There is no parameter of that name.", fix)];
  }
  if (typeof value !== "string") {
    return [problem("DUPLICATE", path, "It is given more than once.", "Give it once.")];
  }
  return checkStorable(path, value);
}
