import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  isMailAddress,
  isRefusable,
  mailAddress,
  NOTIFICATION_KINDS,
  REFUSABLE_KINDS,
} from "./notification.js";

describe("mail addresses", () => {
  it("are kept in one form", () => {
    expect(mailAddress(" Anna@Example.ORG\n")).toBe("anna@example.org");
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        expect(mailAddress(mailAddress(text))).toBe(mailAddress(text));
      }),
    );
  });

  it.each(["anna@example.org", "anna+cit@example.org", "o'neill@localhost", "ännä@exämple.org"])(
    "are %s",
    (text) => {
      expect(isMailAddress(text)).toBe(true);
    },
  );

  it.each([
    "",
    "anna",
    "@example.org",
    "anna@",
    "anna@example@org",
    "anna reyes@example.org",
    "anna@example.org,eve@example.org",
    "anna@example.org;eve@example.org",
    "anna <anna@example.org>",
    "anna@example.org\r\nBcc: eve@example.org",
    "anna@example.org\u2028",
    '"anna"@example.org',
  ])("are not %j", (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});

describe("kinds that may be refused", () => {
  it("are all but the invitation", () => {
    expect(NOTIFICATION_KINDS.filter((kind) => !isRefusable(kind))).toEqual(["INVITATION"]);
    expect(REFUSABLE_KINDS.every(isRefusable)).toBe(true);
    expect(isRefusable("overdue")).toBe(false);
  });
});
