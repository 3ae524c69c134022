// Who is signed in. An ended session covers the page with a dialog and leaves what is behind it as it is.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  Fragment,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { SignedInDocument, type Role, type SignedInQuery } from "../../generated/graphql.js";
import { ask, send, SessionEnded } from "../ask.js";
import { SignInForm } from "./sign-in-form.js";

export type Viewer = SignedInQuery["viewer"];

interface Session {
  readonly viewer: Viewer;
  readonly signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

/** @throws Error outside of {@link WithSession} */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("Nobody is signed in here.");
  return session;
}

export function holds(viewer: Viewer, role: Role): boolean {
  return viewer.grants.some((grant) => grant.role === role);
}

/** States in which somebody holds one of the roles, each once. */
export function statesOf(viewer: Viewer, roles: readonly Role[]): readonly string[] {
  return [
    ...new Set(viewer.grants.filter(({ role }) => roles.includes(role)).map(({ state }) => state)),
  ].sort();
}

const ENDED = "session-ended";

/** Called wherever an answer says that the session is over. */
export function tellSessionEnded(): void {
  window.dispatchEvent(new Event(ENDED));
}

export function WithSession({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [hasEnded, setHasEnded] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["viewer"],
    queryFn: () => viewerOrNobody(),
    staleTime: Infinity,
  });
  const look = useCallback(async () => {
    await refetch();
    setHasEnded(false);
  }, [refetch]);
  useEffect(() => {
    const onEnd = () => setHasEnded(true);
    window.addEventListener(ENDED, onEnd);
    return () => window.removeEventListener(ENDED, onEnd);
  }, []);
  const signOut = useCallback(async () => {
    await send("/auth/sign-out", { method: "POST" });
    queries.clear();
    await refetch();
  }, [queries, refetch]);
  const session = useMemo(() => (data == null ? null : { viewer: data, signOut }), [data, signOut]);
  if (data === undefined && error === null) return <p className="waiting">Loading…</p>;
  if (data === undefined)
    return (
      <main className="alone">
        <h1>The server cannot be reached</h1>
        <p>What you typed before is kept on this computer. Check the connection and try again.</p>
        <button type="button" onClick={() => void refetch()}>
          Try again
        </button>
      </main>
    );
  if (session === null)
    return (
      <main className="alone">
        <h1>Sign in</h1>
        <SignInForm onSignedIn={look} />
        <p>
          <a href="/">To the public figures</a>
        </p>
      </main>
    );
  return (
    <SessionContext value={session}>
      {/* Whoever signs in as somebody else gets pages of their own, with nothing that the other typed. */}
      <Fragment key={session.viewer.id}>{children}</Fragment>
      {hasEnded && (
        <EndedDialog
          onSignedIn={async () => {
            await look();
            await queries.invalidateQueries();
            window.dispatchEvent(new Event("session-renewed"));
          }}
        />
      )}
    </SessionContext>
  );
}

/** Null: nobody. */
async function viewerOrNobody(): Promise<Viewer | null> {
  try {
    return (await ask(SignedInDocument, {})).viewer;
  } catch (error) {
    if (error instanceof SessionEnded) return null;
    throw error;
  }
}

function EndedDialog({ onSignedIn }: { readonly onSignedIn: () => Promise<void> }) {
  const open = useCallback((dialog: HTMLDialogElement | null) => {
    if (dialog !== null && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog ref={open} aria-labelledby="ended-title" onCancel={(event) => event.preventDefault()}>
      <h2 id="ended-title">Your session has ended</h2>
      <p>Nothing that you typed is lost. Sign in again to go on where you were.</p>
      <SignInForm onSignedIn={onSignedIn} />
    </dialog>
  );
}
