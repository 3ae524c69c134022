// Answers a planned query, as the specification says and graphql-js does: the same values, nulls and errors. What is there at
// once stands in its place at once; only what a resolver promises is waited for, and nothing above it becomes a promise too.

import { GraphQLError, type ExecutionResult } from "graphql";
import { call, infoOf, propertyOf } from "./call.js";
import type { VariableValues } from "./fields-asked.js";
import type { AbstractShape, FieldPlan, LeafShape, Plan, Selection, Shape } from "./plan.js";
import { errorAt, Run, type AnswerObject, type Place } from "./run.js";
import { isIterable, isPromise, leafOf, objectTypeOf } from "./values.js";

/** Keeps the place until the value is there. */
const PENDING = undefined;

export function answer(
  plan: Plan,
  context: unknown,
  variableValues: VariableValues,
): ExecutionResult | Promise<ExecutionResult> {
  const run = new Run(plan, context, variableValues);
  try {
    run.data = answerFields(run, plan.root, undefined, undefined);
  } catch (error) {
    run.report(error as GraphQLError, undefined);
  }
  return run.result();
}

/** @throws GraphQLError for a field that failed and must not be null */
function answerFields(
  run: Run,
  { fields }: Selection,
  source: unknown,
  above: Place | undefined,
): AnswerObject {
  const found: AnswerObject = {};
  for (const field of fields) found[field.responseName] = answerField(run, field, source, found, above);
  return found;
}

function answerField(
  run: Run,
  field: FieldPlan,
  source: unknown,
  holder: AnswerObject,
  above: Place | undefined,
): unknown {
  const { shape } = field;
  let place: Place | undefined;
  try {
    let value = field.resolve ?? propertyOf(source, field.definition.name);
    if (typeof value === "function") {
      place = placeOf(field, holder, above);
      value = call(run, field, source, place);
    }
    // Most fields are properties that are there and have nothing below: nobody needs to know where those stand.
    if (shape.kind === "LEAF" && !isPromise(value)) return completeLeaf(field, shape, value);
    place ??= placeOf(field, holder, above);
    return complete(run, field, shape, place, value);
  } catch (thrown) {
    return nulled(run, field, place ?? placeOf(field, holder, above), thrown);
  }
}

function placeOf(field: FieldPlan, holder: AnswerObject, prev: Place | undefined): Place {
  const { responseName, parentType, shape } = field;
  return { prev, key: responseName, typename: parentType.name, holder, isNonNull: shape.isNonNull };
}

function answerItem(
  run: Run,
  field: FieldPlan,
  shape: Shape,
  item: unknown,
  holder: unknown[],
  prev: Place,
): unknown {
  let place: Place | undefined;
  try {
    if (shape.kind === "LEAF" && !isPromise(item)) return completeLeaf(field, shape, item);
    place = placeOfItem(shape, holder, prev);
    return complete(run, field, shape, place, item);
  } catch (thrown) {
    return nulled(run, field, place ?? placeOfItem(shape, holder, prev), thrown);
  }
}

function placeOfItem({ isNonNull }: Shape, holder: unknown[], prev: Place): Place {
  return { prev, key: holder.length, typename: undefined, holder, isNonNull };
}

/** @throws GraphQLError where there must be something */
function nulled(run: Run, { nodes }: FieldPlan, place: Place, thrown: unknown): null {
  const error = errorAt(place, nodes, thrown);
  if (place.isNonNull) throw error;
  run.report(error, place);
  return null;
}

function complete(run: Run, field: FieldPlan, shape: Shape, place: Place, value: unknown): unknown {
  if (isPromise(value)) {
    run.fillLater(place, field.nodes, value, (there) => complete(run, field, shape, place, there));
    return PENDING;
  }
  if (shape.kind === "LEAF") return completeLeaf(field, shape, value);
  if (isMissing(field, shape, value)) return null;
  switch (shape.kind) {
    case "OBJECT":
      return answerFields(run, shape.selection, value, place);
    case "LIST":
      return completeList(run, field, shape.item, place, value);
    case "ABSTRACT":
      return completeAbstract(run, field, shape, place, value);
  }
}

function completeLeaf(field: FieldPlan, shape: LeafShape, value: unknown): unknown {
  return isMissing(field, shape, value) ? null : leafOf(shape.type, value);
}

/** @throws Error that was given as the value, or for nothing where there must be something */
function isMissing(field: FieldPlan, { isNonNull }: Shape, value: unknown): boolean {
  if (value instanceof Error) throw value;
  if (value !== null && value !== undefined) return false;
  if (!isNonNull) return true;
  const { parentType, definition } = field;
  throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
}

function completeList(run: Run, field: FieldPlan, shape: Shape, place: Place, value: unknown): unknown {
  if (!isIterable(value)) {
    throw new GraphQLError(
      `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.definition.name}".`,
    );
  }
  const found: unknown[] = [];
  for (const item of value) found.push(answerItem(run, field, shape, item, found, place));
  return found;
}

function completeAbstract(
  run: Run,
  field: FieldPlan,
  { type, selections }: AbstractShape,
  place: Place,
  value: unknown,
): unknown {
  const completeAs = (name: unknown) =>
    answerFields(run, selections.of(objectTypeOf(run.plan.setting.schema, type, name)), value, place);
  const name = type.resolveType?.(value, run.context, infoOf(run, field, place), type);
  if (!isPromise(name)) return completeAs(name);
  run.fillLater(place, field.nodes, name, completeAs);
  return PENDING;
}
