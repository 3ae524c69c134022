// Address and password → a session in the cookie, which no script can read.

import { useId, useRef, useState, type SubmitEvent } from "react";
import { Refused, send, SIGN_IN, Unreachable, type Problem } from "../ask.js";
import { Problems } from "../parts/problems.js";

const AWAY: Problem = {
  code: "UNREACHABLE",
  path: "server",
  message: "The server cannot be reached just now.",
  fix: "Check the connection and try again.",
};

export function SignInForm({ onSignedIn }: { readonly onSignedIn: () => Promise<void> }) {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const id = useId();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const signIn = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsBusy(true);
    try {
      await send(SIGN_IN, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: email.current?.value, password: password.current?.value }),
      });
      await onSignedIn();
    } catch (error) {
      if (error instanceof Refused) setProblems(error.problems);
      else if (error instanceof Unreachable) setProblems([AWAY]);
      else throw error;
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form className="sign-in" onSubmit={(event) => void signIn(event)}>
      <Problems problems={problems} />
      <label htmlFor={`${id}-email`}>Email</label>
      <input id={`${id}-email`} ref={email} type="email" autoComplete="username" required autoFocus />
      <label htmlFor={`${id}-password`}>Password</label>
      <input id={`${id}-password`} ref={password} type="password" autoComplete="current-password" required />
      <button type="submit" disabled={isBusy}>
        {isBusy ? "Loading…" : "Sign in"}
      </button>
    </form>
  );
}
