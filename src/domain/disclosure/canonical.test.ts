// The text that is hashed.

import { expect, test } from "@jest/globals";
import { canonicalText, sealed } from "./canonical.js";

test("order of keys and spaces make no difference", () => {
  expect(canonicalText({ b: [1, null, "é"], a: { d: true, c: -2 } })).toBe(
    '{"a":{"c":-2,"d":true},"b":[1,null,"é"]}',
  );
  expect(canonicalText(JSON.parse('{ "x": 1,\n "a": 2 }'))).toBe(canonicalText({ a: 2, x: 1 }));
});

test("what would be written differently elsewhere is refused", () => {
  for (const value of [0.1, NaN, 2 ** 60, undefined, { a: undefined }, 1n])
    expect(() => canonicalText(value)).toThrow(RangeError);
});

test("a seal is the hash of everything else", () => {
  expect(sealed({ b: 1, a: 2 }, (text) => `<${text}>`)).toEqual({ b: 1, a: 2, sha256: '<{"a":2,"b":1}>' });
});
