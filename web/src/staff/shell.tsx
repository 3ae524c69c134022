// The frame of the staff's pages: where one can go, who is signed in, and whether the server answers.

import { onlineManager } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { Role } from "../generated/graphql.js";
import { Fault } from "./parts/fault.js";
import { holds, useSession } from "./session/session.js";

interface Room {
  readonly path: string;
  readonly title: string;
  readonly roles: readonly Role[];
}

const ROOMS: readonly Room[] = [
  { path: "/reports", title: "Reports", roles: ["COORDINATOR"] },
  { path: "/reports/upload", title: "Upload", roles: ["COORDINATOR"] },
  { path: "/review", title: "Review", roles: ["REVIEWER"] },
  { path: "/releases", title: "Releases", roles: ["REVIEWER", "ADMINISTRATOR"] },
  { path: "/explorer", title: "Explorer", roles: ["ANALYST", "REVIEWER", "ADMINISTRATOR", "COORDINATOR"] },
];

export function Shell({ children }: { readonly children: ReactNode }) {
  const { viewer, signOut } = useSession();
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // Whoever listens or types begins at the top of the new page, as whoever looks does.
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [location]);
  const isOnline = useSyncExternalStore(
    (tell) => onlineManager.subscribe(tell),
    () => onlineManager.isOnline(),
  );
  const [isStillIn, setIsStillIn] = useState(false);
  const leave = () => {
    setIsStillIn(false);
    signOut().catch(() => setIsStillIn(true));
  };
  const rooms = ROOMS.filter(({ roles }) => roles.some((role) => holds(viewer, role)));
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="staff-header">
        <Link className="brand" href="/">
          Intercept One
        </Link>
        <nav aria-label="Pages for the staff">
          <ul>
            {rooms.map(({ path, title }) => (
              <li key={path}>
                <Link href={path} aria-current={roomOf(rooms, location) === path ? "page" : undefined}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <p className="who">
          {viewer.displayName}
          <button type="button" className="quiet" onClick={leave}>
            Sign out
          </button>
        </p>
      </header>
      {viewer.isDemonstration && (
        <aside className="demonstration" aria-label="Demonstration">
          <strong>Demonstration account.</strong> What you see and file here is invented.
        </aside>
      )}
      {isStillIn && (
        <p className="offline" role="alert">
          You are still signed in: the server cannot be reached. Sign out again before you leave this
          computer.
        </p>
      )}
      {!isOnline && (
        <p className="offline" role="status">
          No connection. What you type is kept on this computer and sent when the connection is back.
        </p>
      )}
      <main id="content" ref={main} tabIndex={-1}>
        <Fault key={location}>{children}</Fault>
      </main>
    </>
  );
}

/** The room that an address belongs to: of those that begin it, the longest. */
function roomOf(rooms: readonly Room[], location: string): string | undefined {
  return rooms
    .map(({ path }) => path)
    .filter((path) => location === path || location.startsWith(`${path}/`))
    .sort((one, other) => other.length - one.length)[0];
}
