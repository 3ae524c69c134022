// Passwords, tokens and links that open a door. Whatever is of this type is kept nowhere: neither in a log, nor in an error,
// nor with the answers that are kept for retries.

import { GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { scalarError } from "./input-errors.js";

/** As text, and never repeated when it is none. */
function parseSecret(value: unknown, node?: ValueNode): string {
  if (typeof value === "string") return value;
  throw scalarError(
    { code: "BAD_VALUE", message: "The value is no text.", fix: "Send it as text, in quotes." },
    node,
  );
}

export const SecretScalar = new GraphQLScalarType<string, string>({
  name: "Secret",
  description:
    "Text that opens a door: a password, a token, a link that signs in. It is shown once, where it is made, and never again.",
  serialize: String,
  parseValue: (value) => parseSecret(value),
  parseLiteral: (node) => parseSecret(node.kind === Kind.STRING ? node.value : null, node),
});
