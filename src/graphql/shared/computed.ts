// `@Computed`: a field that an object of the answer works out itself, in a getter or a method.

import { Field, type FieldOptions } from "type-graphql";

/**
 * `@Field` for what tables ask of every row: read like a property, a method called with its arguments as one object and then
 * the context. `@Field` itself would wrap each call, and make a promise of any that takes arguments.
 */
export function Computed(type: Parameters<typeof Field>[0], options: FieldOptions) {
  const declare = Field(type, { ...options, simple: true });
  return (prototype: object, name: string): void => {
    declare(prototype, name);
  };
}
