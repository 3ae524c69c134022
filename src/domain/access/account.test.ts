import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { demonstrationEmail, parseEmail, parseName } from "./account.js";

describe("an email address", () => {
  it.each([
    ["jo@example.org", "jo@example.org"],
    [" Jo.Smith+CIT@Example.ORG ", "jo.smith+cit@example.org"],
    ["o'neil@police.st-louis.mo.us", "o'neil@police.st-louis.mo.us"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(parseEmail(typed, "email")).toEqual({ ok: true, value: kept });
  });

  it.each([
    "",
    "jo",
    "@example.org",
    "jo@example",
    "jo@@example.org",
    "jo smith@example.org",
    "jo@exämple.org",
    "jo\u0000@example.org",
    "jo@example.org\nbcc@example.org",
    `${"j".repeat(250)}@example.org`,
    demonstrationEmail("analyst"),
  ])("%j is refused", (typed) => {
    expect(parseEmail(typed, "email")).toMatchObject({
      ok: false,
      problems: [{ code: "BAD_EMAIL", path: "email" }],
    });
  });

  it("reads the same in any spelling, and again when it is read once more", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const once = parseEmail(email, "email");
        if (!once.ok) return;
        expect(parseEmail(email.toUpperCase(), "email")).toEqual(once);
        expect(parseEmail(once.value, "email")).toEqual(once);
      }),
    );
  });
});

describe("a name", () => {
  it("loses the space around it", () => {
    expect(parseName("  Jo of Barry County ", "displayName")).toEqual({
      ok: true,
      value: "Jo of Barry County",
    });
  });

  it.each(["", "   ", "x".repeat(101), "two\nlines"])("%j is refused", (name) => {
    expect(parseName(name, "displayName")).toMatchObject({ ok: false, problems: [{ path: "displayName" }] });
  });
});
