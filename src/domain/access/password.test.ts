import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Email } from "./account.js";
import { passwordProblems, SHORTEST_PASSWORD } from "./password.js";

const JO = "jo.smith.of.linn@example.org" as Email;
const codes = (password: string) => passwordProblems(password, JO, "password").map(({ code }) => code);

describe("a password", () => {
  it.each(["four words without sense", "Größer als gedacht!", "🐘🐘🐘 drei Elefanten", "x7#kQ2!pL9@w"])(
    "is good: %s",
    (password) => {
      expect(codes(password)).toEqual([]);
    },
  );

  it.each([
    ["short", "eleven char"],
    ["short, counted in characters and not in code units", "🐘🐘🐘🐘🐘🐘🐘"],
    ["far too long", "x y".repeat(100)],
    ["one character over and over", "aaaaaaaaaaaa"],
    ["two characters over and over", "abababababab"],
    ["a run of digits", "123456789012"],
    ["a common word with digits behind it", "Password1234!"],
    ["a common word twice", "PasswordPassword"],
    ["a row of keys", "qwertyuiop12"],
    ["a common phrase with spaces", "correct horse battery staple"],
    ["the address", "Jo.Smith.of.Linn@example.org"],
    ["the name in the address", "jo.smith.of.linn"],
  ])("is refused as weak when it is %s", (_what, password) => {
    expect(codes(password)).toEqual(["WEAK_PASSWORD"]);
  });

  it("is never repeated in what is wrong with it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 5, maxLength: 30 }), (drawn) => {
        const password = `§${drawn}§`;
        expect(JSON.stringify(passwordProblems(password, JO, "password"))).not.toContain(password);
      }),
    );
  });

  it("is never accepted below the least length, however its accents are typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: SHORTEST_PASSWORD - 1 }), (password) => {
        const short = Array.from(password.normalize("NFKC")).length < SHORTEST_PASSWORD;
        if (short) expect(codes(password)).toEqual(["WEAK_PASSWORD"]);
      }),
    );
  });
});
