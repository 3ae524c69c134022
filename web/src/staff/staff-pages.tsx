// What the staff sees, by address. Each room is loaded when it is entered.

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, type ComponentType, type ReactNode } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import type { Role } from "../generated/graphql.js";
import { SessionEnded, Unreachable } from "./ask.js";
import { tellSessionEnded, useSession, WithSession, holds } from "./session/session.js";
import { Shell } from "./shell.js";

const Duties = lazy(() => import("./reports/duties.js"));
const ReportPage = lazy(() => import("./reports/report-page.js"));
const Upload = lazy(() => import("./reports/upload.js"));
const Queue = lazy(() => import("./review/queue.js"));
const ReportToJudge = lazy(() => import("./review/report-to-judge.js"));
const Explorer = lazy(() => import("./explorer/explorer.js"));
const ReleaseDesk = lazy(() => import("./releases/release-desk.js"));
const ReleasePreview = lazy(() => import("./releases/release-preview.js"));

const COORDINATORS = ["COORDINATOR"] as const;
const REVIEWERS = ["REVIEWER"] as const;
const PUBLISHERS = ["REVIEWER", "ADMINISTRATOR"] as const;
const READERS = ["ANALYST", "REVIEWER", "ADMINISTRATOR", "COORDINATOR"] as const;

/** Each page, and whose it is. The server asks again, whoever looks at it. */
const PAGES: readonly (readonly [path: string, roles: readonly Role[], page: ComponentType])[] = [
  ["/reports", COORDINATORS, Duties],
  ["/reports/upload", COORDINATORS, Upload],
  ["/reports/:state/:chapter/:county/:month", COORDINATORS, ReportPage],
  ["/review", REVIEWERS, Queue],
  ["/review/:state/:chapter/:county/:month", REVIEWERS, ReportToJudge],
  ["/releases", PUBLISHERS, ReleaseDesk],
  ["/releases/:id", PUBLISHERS, ReleasePreview],
  ["/explorer", READERS, Explorer],
];

const onError = (error: Error) => {
  if (error instanceof SessionEnded) tellSessionEnded();
};

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      // Who is refused once is refused again; who cannot be reached may be so in a moment.
      retry: (failures, error) => error instanceof Unreachable && failures < 3,
      staleTime: 10_000,
    },
  },
});

export function StaffPages() {
  return (
    <QueryClientProvider client={queries}>
      <WithSession>
        <Router base="/staff">
          <Shell>
            <Suspense fallback={<p className="waiting">Loading…</p>}>
              <Switch>
                <Route path="/" component={Home} />
                {PAGES.map(([path, roles, Page]) => (
                  <Route key={path} path={path}>
                    <OnlyFor roles={roles}>
                      <Page />
                    </OnlyFor>
                  </Route>
                ))}
                <Route>
                  <h1>There is nothing here</h1>
                  <p>Was the address copied whole?</p>
                </Route>
              </Switch>
            </Suspense>
          </Shell>
        </Router>
      </WithSession>
    </QueryClientProvider>
  );
}

function OnlyFor({ roles, children }: { readonly roles: readonly Role[]; readonly children: ReactNode }) {
  const { viewer } = useSession();
  if (roles.some((role) => holds(viewer, role))) return children;
  return (
    <>
      <h1>You don't have access to this page</h1>
    </>
  );
}

/** Where one begins depends on what one does. */
function Home() {
  const { viewer } = useSession();
  if (holds(viewer, "COORDINATOR")) return <Redirect to="/reports" replace />;
  if (holds(viewer, "REVIEWER")) return <Redirect to="/review" replace />;
  if (holds(viewer, "ANALYST")) return <Redirect to="/explorer" replace />;
  if (holds(viewer, "ADMINISTRATOR")) return <Redirect to="/releases" replace />;
  return <p>Your account holds no role with pages of its own. Ask your administrator.</p>;
}
