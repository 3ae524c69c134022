// Asks for a secret on a terminal without showing it; elsewhere it is the first line of standard input.

import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { GiveUp } from "./give-up.js";

/** @throws GiveUp when the input ends before an answer, or two answers on a terminal differ */
export async function askSecret(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY;
  // What is typed is echoed into nothing.
  const nothing = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const input = createInterface({ input: process.stdin, output: nothing, terminal: isTerminal });
  input.on("SIGINT", () => input.close());
  const lines: AsyncIterator<string, undefined> = input[Symbol.asyncIterator]();
  const answerTo = async (asked: string) => {
    if (isTerminal) process.stdout.write(`${asked}: `);
    const { value, done } = await lines.next();
    if (isTerminal) process.stdout.write("\n");
    if (done === true)
      throw new GiveUp("No password was given: type one, send it as a line, or use --invite.");
    return value;
  };
  try {
    const answer = await answerTo(question);
    if (isTerminal && (await answerTo("Once more")) !== answer)
      throw new GiveUp("The two differ. Run the command again.");
    return answer;
  } finally {
    input.close();
  }
}
