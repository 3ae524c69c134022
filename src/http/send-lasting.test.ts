import { describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { Digests, type MakeFile } from "./send-lasting.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A file of two pieces that counts how often it is made. */
function counted(text: string): { readonly make: MakeFile; readonly times: () => number } {
  let times = 0;
  // eslint-disable-next-line @typescript-eslint/require-await -- files come in pieces that are waited for; these are there already
  async function* chunks(): AsyncGenerator<string | Uint8Array> {
    yield text.slice(0, 1);
    yield Buffer.from(text.slice(1));
  }
  const make = () => {
    times += 1;
    return { name: "file.csv", mediaType: "text/csv", chunks: chunks() };
  };
  return { make, times: () => times };
}

describe("the hashes of files", () => {
  it("are over the bytes, and looked for once for all who ask", async () => {
    const digests = new Digests();
    const file = counted("é, twice as long in bytes");
    const [one, other] = await Promise.all([digests.of("a", file.make), digests.of("a", file.make)]);
    expect(one).toEqual({ sha256: sha256("é, twice as long in bytes"), bytes: 26 });
    expect([other, await digests.of("a", file.make), file.times()]).toEqual([one, one, 1]);
  });

  it("are not kept of a file that could not be made, and only of so many", async () => {
    const digests = new Digests(2);
    await expect(digests.of("a", () => Promise.reject(new Error("A planted fault.")))).rejects.toThrow();
    const file = counted("abc");
    for (const name of ["a", "b", "c", "c", "b", "a"]) await digests.of(name, file.make);
    expect(file.times()).toBe(4);
  });
});
