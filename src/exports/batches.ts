// Work in pieces: nothing is made before it is asked for, and between two pieces everybody else has a turn.

import { setImmediate } from "node:timers/promises";

/** Whoever stops asking ends the source, too. */
export async function* inBatches<T>(
  items: Iterable<T> | AsyncIterable<T>,
  size: number,
): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    await setImmediate();
  }
  if (batch.length > 0) yield batch;
}
