// What a field is taken to cost before it runs, in points: one a field, and lists multiply what is inside them.

/** A field as the cost is worked out: its arguments, and the points of what is asked of one item of it. */
export interface Asked<Args = Readonly<Record<string, unknown>>> {
  readonly args: Args;
  readonly childComplexity: number;
}

/** A list of about so many. */
export function listOf(items: number) {
  return ({ childComplexity }: Asked): number => 1 + items * childComplexity;
}

/**
 * A list whose length is asked for. Also a "first" that will be refused costs something: less than nothing would pay for
 * the rest of the query.
 */
export function firstOf(unlessAsked: number) {
  return ({ args, childComplexity }: Asked<{ readonly first?: number }>): number =>
    1 + Math.max(1, args.first ?? unlessAsked) * childComplexity;
}
