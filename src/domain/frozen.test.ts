import { describe, expect, it } from "@jest/globals";
import { frozen } from "./frozen.js";

describe("frozen", () => {
  it("refuses every change, also deep inside", () => {
    const value = frozen({ name: "one", parts: [{ many: 1 }], nothing: null });
    expect(() => Object.assign(value, { name: "two" })).toThrow(TypeError);
    expect(() => Object.assign(value.parts[0]!, { many: 2 })).toThrow(TypeError);
    expect(() => value.parts.push({ many: 3 })).toThrow(TypeError);
    expect(value).toEqual({ name: "one", parts: [{ many: 1 }], nothing: null });
  });

  it("leaves functions callable", () => {
    expect(frozen({ double: (value: number) => 2 * value }).double(4)).toBe(8);
  });
});
