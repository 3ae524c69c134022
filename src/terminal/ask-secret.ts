// Asks for a secret on a terminal without showing it; elsewhere it is the first line of standard input.

import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { GiveUp } from "./give-up.js";

/** @throws GiveUp when the input ends before an answer, or two answers on a terminal differ */
export async function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return firstLine();
  const answer = await typed(`${question}: `);
  const again = await typed("Once more: ");
  if (answer !== again) throw new GiveUp("The two differ. Run the command again.");
  return answer;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  throw new GiveUp("Standard input is empty: send the password as its first line, or use --invite.");
}

function typed(question: string): Promise<string> {
  process.stdout.write(question);
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    terminal.once("SIGINT", () => terminal.close());
    terminal.once("close", () => {
      reject(new GiveUp("\nNo password was given."));
    });
    terminal.question("", (answer) => {
      process.stdout.write("\n");
      resolve(answer);
      terminal.close();
    });
  });
}
