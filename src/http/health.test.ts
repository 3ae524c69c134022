import { describe, expect, it } from "@jest/globals";
import { noteTrouble } from "./health.js";

describe("trouble with the database", () => {
  it("that lasts is remembered for half a minute after it was last met, and no other is", () => {
    let now = 0;
    const trouble = noteTrouble(
      (error) => (typeof error === "string" ? { why: error, isLasting: error === "full" } : null),
      () => now,
    );
    trouble.unavailability("slow");
    trouble.unavailability(new Error("a bug"));
    expect(trouble.recent()).toBeNull();
    trouble.unavailability("full");
    now = 20_000;
    expect(trouble.recent()).toBe("full");
    trouble.unavailability("full");
    now = 49_999;
    expect(trouble.recent()).toBe("full");
    now = 50_000;
    expect(trouble.recent()).toBeNull();
  });
});
