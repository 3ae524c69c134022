import { describe, expect, it } from "@jest/globals";
import { argon2Passwords } from "./password-hash.js";

const PASSWORD = "vier Wörter ohne Sinn";

describe("the hash of a password", () => {
  it("is argon2id with 19 MiB, two passes and one lane, and another one each time", async () => {
    const [one, other] = [await argon2Passwords.hash(PASSWORD), await argon2Passwords.hash(PASSWORD)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it("matches that password, however its accents were typed, and no other", async () => {
    const hash = await argon2Passwords.hash(PASSWORD);
    expect(await argon2Passwords.isMatch(hash, PASSWORD.normalize("NFD"))).toBe(true);
    for (const other of ["", PASSWORD.toUpperCase(), `${PASSWORD} `, hash]) {
      expect(await argon2Passwords.isMatch(hash, other)).toBe(false);
    }
  });

  it("that is none matches nothing", async () => {
    expect(await argon2Passwords.isMatch(null, PASSWORD)).toBe(false);
  });
});
