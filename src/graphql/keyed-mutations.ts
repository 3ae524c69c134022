// Makes `idempotencyKey` work on every mutation that takes it as an argument of its own: around the resolver, not in it.

import { getNamedType, isObjectType, type GraphQLField, type GraphQLSchema } from "graphql";
import type { KeyedWork } from "../usecases/keyed-change.js";
import type { StaffContext } from "./shared/context.js";
import type { MutationPayload } from "./shared/user-error.type.js";

type Args = Readonly<Record<string, unknown>>;
type Mutation = GraphQLField<unknown, StaffContext, Args>;

/** Mutations on reports carry their key in the input and keep a receipt: they are left as they are. */
export function keyMutations(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}) as Mutation[]) {
    if (field.args.some(({ name }) => name === "idempotencyKey")) keyMutation(field);
  }
  return schema;
}

function keyMutation(field: Mutation): void {
  const { resolve } = field;
  if (resolve === undefined) return;
  field.resolve = async (source, args, context, info) => {
    const { idempotencyKey: key, ...rest } = args;
    const change: KeyedWork<MutationPayload> = {
      operation: field.name,
      key: String(key),
      body: without(rest, secretsAmong(field.args)),
      isIncomparable: secretsAmong(field.args).length > 0,
      work: async () => (await resolve(source, args, context, info)) as MutationPayload,
      keepable: (payload) => without(payload, secretsOf(field)),
    };
    const done = await context.useCases.keyedChange(context.viewer, change);
    return done.outcome === "DONE"
      ? Object.assign({}, done.answer, { replayed: done.isReplayed })
      : { userErrors: done.problems, replayed: false };
  };
}

function secretsOf(field: Mutation): readonly string[] {
  const payload = getNamedType(field.type);
  return isObjectType(payload) ? secretsAmong(Object.values(payload.getFields())) : [];
}

function secretsAmong(
  parts: readonly Pick<Mutation, "name" | "type">[] | Mutation["args"],
): readonly string[] {
  return parts.filter(({ type }) => getNamedType(type).name === "Secret").map(({ name }) => name);
}

function without<T extends object>(value: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) as T;
}
