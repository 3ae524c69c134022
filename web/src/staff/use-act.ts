// One change, sent under one key however often it has to be: what is wrong with it, and whether it is under way.

import { useCallback, useMemo, useState } from "react";
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

/** Names of changes by what they are about, until each has been answered. */
export interface Keys {
  readonly of: (about: string) => string;
  readonly answered: (about: string) => void;
}

export function useKeys(): Keys {
  const [keys] = useState(() => new Map<string, string>());
  return useMemo(
    () => ({
      of: (about) => {
        const key = keys.get(about) ?? newKey();
        keys.set(about, key);
        return key;
      },
      answered: (about) => void keys.delete(about),
    }),
    [keys],
  );
}

export function useAct(): Act {
  const keys = useKeys();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const run = useCallback<Act["run"]>(
    async (about, send) => {
      setIsBusy(true);
      setProblems([]);
      try {
        const { outcome } = await send(keys.of(about));
        keys.answered(about);
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
    },
    [keys],
  );
  return { problems, isBusy, run };
}
