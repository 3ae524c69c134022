import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkStorable, isBlank, unstorablePart, withoutUnstorable } from "./text.js";

describe("a text that cannot be stored", () => {
  it.each([
    ["a\u0000b", "the control character U+0000 at character 2"],
    ["Two months.\u000bA release", "the control character U+000B at character 12"],
    ["\u001f", "the control character U+001F at character 1"],
    ["a\u007f", "the control character U+007F at character 2"],
    ["\u{1F600}\u0085", "the control character U+0085 at character 2"],
    ["a\u009f", "the control character U+009F at character 2"],
    ["\ufffe", "the noncharacter U+FFFE at character 1"],
    ["ab\uffff", "the noncharacter U+FFFF at character 3"],
    ["\ufdd0", "the noncharacter U+FDD0 at character 1"],
    ["\u{10ffff}", "the noncharacter U+10FFFF at character 1"],
    ["a\ud800", "half of a character (U+D800) at character 2"],
    ["\udc00", "half of a character (U+DC00) at character 1"],
  ])("%j is refused with its character and where it is", (text, part) => {
    expect(unstorablePart(text)).toBe(part);
    expect(checkStorable("reason", text)).toMatchObject([
      {
        code: "BAD_VALUE",
        path: "reason",
        message: `The text holds ${part}, which cannot be stored or shown.`,
      },
    ]);
  });

  it.each(["", "a\tb", "one\r\ntwo", "Zoë 😀 \u200b \ufffd", "\ue000"])("%j is none", (text) => {
    expect(checkStorable("reason", text)).toEqual([]);
    expect(withoutUnstorable(text)).toBe(text);
  });

  it("can always be shown with replacements, in as many characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = withoutUnstorable(text);
        expect(checkStorable("", shown)).toEqual([]);
        expect(Array.from(shown)).toHaveLength(Array.from(text).length);
      }),
    );
  });
});

describe("a blank text", () => {
  const INVISIBLE = [
    "", " ", "\t\n", "\u00a0", "\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4", "\u180e", "\u2000", "\u200b", "\u200e",
    "\u2028", "\u202e", "\u2060", "\u2064", "\u2800", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\u0301", "\u20dd",
    "\u{1d159}", "\u{1d173}", "\u{e0001}", "\u{e0100}",
  ]; // prettier-ignore

  it.each(INVISIBLE)("is %j", (text) => {
    expect(isBlank(text)).toBe(true);
    expect(isBlank(` ${text}${text}\u200b`)).toBe(true);
    expect(isBlank(`${text}x${text}`)).toBe(false);
  });

  it("is one that was not given", () => {
    expect(isBlank(null)).toBe(true);
  });

  it.each([".", "0", "é", "e\u0301", "किताब", "한", "ー", "😀", "❤\ufe0f"])("is not %j", (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
