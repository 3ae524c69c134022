import { describe, expect, it } from "@jest/globals";
import { testNow } from "../testkit/app.js";
import { knownDevices } from "./known-devices.js";

const devices = knownDevices(() => Promise.resolve("a secret of the test"), testNow);
const remember = async (account: string, kept: string | null = null) =>
  (await devices.remember(account, kept)).token;

describe("a device", () => {
  it("is known to the account that signed in there, and to no other", async () => {
    const kept = await remember("jo@example.org");
    expect(await devices.find("jo@example.org", kept)).not.toBeNull();
    expect(await devices.find("kim@example.org", kept)).toBeNull();
    expect(await devices.find("jo@example.org", null)).toBeNull();
  });

  it("is the same device at each sign-in, and another one elsewhere", async () => {
    const kept = await remember("jo@example.org");
    expect(await remember("jo@example.org", kept)).toBe(kept);
    expect(await remember("jo@example.org")).not.toBe(kept);
  });

  it("that several people share is known to the five who came last", async () => {
    let kept: string | null = null;
    for (let person = 0; person < 7; person++) kept = await remember(`p${String(person)}@example.org`, kept);
    const known = await Promise.all(
      Array.from({ length: 7 }, (_, person) => devices.find(`p${String(person)}@example.org`, kept)),
    );
    expect(known.map((one) => one !== null)).toEqual([false, false, true, true, true, true, true]);
  });

  it("that somebody made up, or moved to another account, is none", async () => {
    const kept = await remember("jo@example.org");
    const [id = "", signature = ""] = kept.split(".");
    const others = knownDevices(() => Promise.resolve("another secret"), testNow);
    for (const made of [
      "",
      "~",
      "x",
      "a.b",
      `${id}.`,
      `${id}x.${signature}`,
      `${signature}.${id}`,
      "~".repeat(9_000),
    ])
      expect(await devices.find("jo@example.org", made)).toBeNull();
    expect(await others.find("jo@example.org", kept)).toBeNull();
  });
});
