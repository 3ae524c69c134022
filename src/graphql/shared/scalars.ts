// Our own scalars. Where graphql-scalars has one, that is used instead.

import { GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";
import {
  FIPS_RULE,
  isCountyFips,
  isStateCode,
  STATE_RULE,
  stateFix,
  type CountyFips,
  type StateCode,
} from "../../domain/geography.js";
import { INSTANT_EXAMPLE, INSTANT_RULE, parseInstant } from "../../domain/instant.js";
import type { ProblemCode } from "../../domain/problem.js";
import { isReportingMonth, MONTH_RULE, type ReportingMonth } from "../../domain/reporting-month.js";
import type { Decimal } from "../../domain/statistics/decimal.js";
import { scalarError } from "./input-errors.js";

interface TextScalar<T extends string> {
  readonly name: string;
  readonly description: string;
  readonly isValid: (text: string) => text is T;
  readonly code: ProblemCode;
  readonly rule: string;
  readonly fix: (text: string) => string;
}

function textScalar<T extends string>(config: TextScalar<T>): GraphQLScalarType<T, string> {
  const check = (value: unknown, node?: ValueNode): T => {
    if (typeof value === "string" && config.isValid(value)) return value;
    const shown = typeof value === "string" ? `"${value.slice(0, 60)}"` : "A value that is no text";
    throw scalarError(
      {
        code: config.code,
        message: `${shown} is no ${config.name}. ${config.rule}.`,
        fix: config.fix(typeof value === "string" ? value : ""),
      },
      node,
    );
  };
  return new GraphQLScalarType<T, string>({
    name: config.name,
    description: config.description,
    serialize: String,
    parseValue: (value) => check(value),
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : null, node),
  });
}

export const YearMonthScalar = textScalar<ReportingMonth>({
  name: "YearMonth",
  description: 'A calendar month, written YYYY-MM: "2026-03" is March 2026.',
  isValid: isReportingMonth,
  code: "BAD_MONTH",
  rule: MONTH_RULE,
  fix: () => 'Write it like "2026-03".',
});

export const CountyFipsScalar = textScalar<CountyFips>({
  name: "CountyFips",
  description:
    'A county by its five-digit FIPS code, as text because leading zeros count: "29510" is the city of St. Louis, "29189" St. Louis County.',
  isValid: isCountyFips,
  code: "BAD_FIPS",
  rule: FIPS_RULE,
  fix: () => 'Write it as text like "29510".',
});

export const StateCodeScalar = textScalar<StateCode>({
  name: "StateCode",
  description: 'A state by its postal code of two capital letters: "MO" is Missouri.',
  isValid: isStateCode,
  code: "UNKNOWN_STATE",
  rule: STATE_RULE,
  fix: stateFix,
});

/** Sent as the library sends it, and read as the addresses of files read it. */
export const DateTimeScalar = new GraphQLScalarType<Date, Date>({
  ...GraphQLDateTime.toConfig(),
  description: `An instant, such as ${INSTANT_EXAMPLE}. ${INSTANT_RULE}, with any fraction of a second: what is finer than milliseconds is cut off. T and Z may be small. Instants are sent in UTC, with milliseconds.`,
  parseValue: (value) => instantOf(value),
  parseLiteral: (node) => instantOf(node.kind === Kind.STRING ? node.value : null, node),
});

function instantOf(value: unknown, node?: ValueNode): Date {
  const instant = typeof value === "string" ? parseInstant(value, "") : null;
  if (instant?.ok === true) return instant.value;
  const [found] = instant?.problems ?? [];
  throw scalarError(
    {
      code: "BAD_VALUE",
      message: found?.message ?? `A value that is no text is no instant. ${INSTANT_RULE}.`,
      fix: found?.fix ?? `Write it as text like "${INSTANT_EXAMPLE}".`,
    },
    node,
  );
}

/** Only ever sent, never received. */
export const DecimalScalar = new GraphQLScalarType<Decimal, string>({
  name: "Decimal",
  description:
    'A number as decimal text, such as "0.6125", so that no digit is lost on the way. Rates carry twelve significant digits; round them for reading.',
  serialize: String,
});
