// One request on its way through a plan: what it waits for, what has failed, and what becomes null for that.

import {
  locatedError,
  responsePathAsArray,
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
} from "graphql";
import type { VariableValues } from "./fields-asked.js";
import type { Args, FieldPlan, Plan } from "./plan.js";

export type AnswerObject = Record<string, unknown>;

/** A place in the answer, from the inside out. */
export interface Place {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
  /** The object or list it is a place in. */
  readonly holder: AnswerObject | unknown[];
  readonly isNonNull: boolean;
}

export class Run {
  /** Arguments that depend on variables; throughout a request they stay the same. */
  readonly args = new Map<FieldPlan, Args>();
  /** The answer as far as it is there; null when it cannot be given. */
  data: AnswerObject | null = null;
  private readonly errors: GraphQLError[] = [];
  private readonly nulledPlaces = new Set<Place | undefined>();
  private pending = 0;
  private finish = () => {};

  constructor(
    readonly plan: Plan,
    readonly context: unknown,
    readonly variableValues: VariableValues,
  ) {}

  /** Fills a place once the promise has come true. */
  fillLater(
    place: Place,
    nodes: readonly FieldNode[],
    promise: PromiseLike<unknown>,
    complete: (there: unknown) => unknown,
  ): void {
    this.pending++;
    const failed = (thrown: unknown) => {
      this.failLater(errorAt(place, nodes, thrown), place);
      this.settleOne();
    };
    void Promise.resolve(promise).then((there) => {
      try {
        put(place, complete(there));
      } catch (thrown) {
        failed(thrown);
        return;
      }
      this.settleOne();
    }, failed);
  }

  /** What failed is null in the answer, and what must not be null takes with it what it stands in. */
  private failLater(error: GraphQLError, place: Place): void {
    let nulled: Place | undefined = place;
    while (nulled?.isNonNull === true) nulled = nulled.prev;
    if (nulled === undefined) this.data = null;
    else put(nulled, null);
    this.report(error, nulled);
  }

  /** @param place what is null for it; undefined: the whole answer */
  report(error: GraphQLError, place: Place | undefined): void {
    // What fails below a place that is null already is nobody's concern any more.
    for (let above = place; above !== undefined; above = above.prev) if (this.nulledPlaces.has(above)) return;
    if (this.nulledPlaces.has(undefined)) return;
    this.nulledPlaces.add(place);
    this.errors.push(error);
  }

  /** Once nothing is waited for any more. */
  result(): ExecutionResult | Promise<ExecutionResult> {
    if (this.pending === 0) return this.resultNow();
    return new Promise((resolve) => {
      this.finish = () => resolve(this.resultNow());
    });
  }

  private settleOne(): void {
    this.pending--;
    if (this.pending === 0) this.finish();
  }

  private resultNow(): ExecutionResult {
    const { data, errors } = this;
    return errors.length === 0 ? { data } : { errors, data };
  }
}

export function errorAt(place: Place, nodes: readonly FieldNode[], thrown: unknown): GraphQLError {
  return locatedError(thrown, nodes, responsePathAsArray(place));
}

function put({ holder, key }: Place, value: unknown): void {
  (holder as Record<string | number, unknown>)[key] = value;
}
