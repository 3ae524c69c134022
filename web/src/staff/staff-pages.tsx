// What the staff sees, by address. Each room is loaded when it is entered.

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
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
            <Suspense fallback={<p className="waiting">One moment …</p>}>
              <Switch>
                <Route path="/" component={Home} />
                <Route path="/reports" component={Duties} />
                <Route path="/reports/upload" component={Upload} />
                <Route path="/reports/:state/:chapter/:county/:month" component={ReportPage} />
                <Route path="/review" component={Queue} />
                <Route path="/review/:state/:chapter/:county/:month" component={ReportToJudge} />
                <Route path="/explorer" component={Explorer} />
                <Route path="/releases" component={ReleaseDesk} />
                <Route path="/releases/:id" component={ReleasePreview} />
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

/** Where one begins depends on what one does. */
function Home() {
  const { viewer } = useSession();
  if (holds(viewer, "COORDINATOR")) return <Redirect to="/reports" replace />;
  if (holds(viewer, "REVIEWER")) return <Redirect to="/review" replace />;
  if (holds(viewer, "ANALYST")) return <Redirect to="/explorer" replace />;
  if (holds(viewer, "ADMINISTRATOR")) return <Redirect to="/releases" replace />;
  return <p>Your account holds no role with pages of its own. Ask your administrator.</p>;
}
