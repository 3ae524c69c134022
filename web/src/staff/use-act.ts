// One change, sent under one key however often it has to be: what is wrong with it, and whether it is under way.

import { useCallback, useRef, useState } from "react";
import { newKey, Refused, SessionEnded, Unreachable, type Problem } from "./ask.js";
import { tellSessionEnded } from "./session/session.js";

interface Outcome {
  readonly userErrors: readonly Problem[];
}

export interface Act {
  readonly problems: readonly Problem[];
  readonly isBusy: boolean;
  /**
   * @param about what the change is: the same is sent again under the same key
   * @returns whether it was done
   */
  readonly run: (
    about: string,
    send: (key: string) => Promise<{ readonly outcome: Outcome }>,
  ) => Promise<boolean>;
}

const AWAY: Problem = {
  code: "UNREACHABLE",
  path: "server",
  message: "The server cannot be reached just now.",
  fix: "Try again when the connection is back: nothing is done twice.",
};

export function useAct(): Act {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const keys = useRef(new Map<string, string>());
  const run = useCallback<Act["run"]>(async (about, send) => {
    const key = keys.current.get(about) ?? newKey();
    keys.current.set(about, key);
    setIsBusy(true);
    setProblems([]);
    try {
      const { outcome } = await send(key);
      keys.current.delete(about);
      const errors = outcome.userErrors.filter(({ severity }) => severity !== "WARNING");
      setProblems(errors);
      return errors.length === 0;
    } catch (error) {
      if (error instanceof SessionEnded) tellSessionEnded();
      else if (error instanceof Unreachable) setProblems([AWAY]);
      else if (error instanceof Refused) setProblems(error.problems);
      else throw error;
      return false;
    } finally {
      setIsBusy(false);
    }
  }, []);
  return { problems, isBusy, run };
}
