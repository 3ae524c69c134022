// The frame of every public page: head, navigation, what is shown, and where it comes from.

import type { ReactNode } from "react";
import { addressOf, type SiteState, type View } from "./view.js";
import { dayInWords, lastMonthInWords, monthInWords } from "./words.js";

/** Files that the site build made, as browsers load them. */
export interface Assets {
  readonly styles: readonly string[];
  readonly script: string;
  readonly icon: string;
}

/** A page before it is put into its frame. */
export interface Page {
  readonly title: string;
  /** One sentence, for search engines and link previews. */
  readonly description: string;
  readonly body: ReactNode;
  /** Which entry of the navigation it belongs to. */
  readonly room?: string;
  readonly state?: SiteState;
  /** What it shows is of a release. */
  readonly view?: View;
  /** It is of no one release, and invented for demonstration all the same. */
  readonly isDemonstration?: boolean;
  /** Path under which it shows the same for ever; left out where it is about nothing that is numbered. */
  readonly permalink?: string;
  /** Path of its picture for link previews. */
  readonly preview?: string;
  /** What search engines read about it as data. */
  readonly dataset?: string;
}

export interface LayoutProps {
  readonly page: Page;
  readonly assets: Assets;
  /** Address of the server without a slash at its end. */
  readonly site: string;
}

const ROOMS: readonly (readonly [room: string, path: string, title: string])[] = [
  ["overview", "", "Overview"],
  ["places", "places", "Places"],
  ["compare", "compare", "Compare"],
  ["funnel", "funnel", "Funnel"],
  ["releases", "releases", "Releases"],
  ["corrections", "corrections", "Corrections"],
];

/** Shows the same whatever one looks at elsewhere; the others keep the rate and the months that are chosen. */
function isOfAllReleases(room: string): boolean {
  return room === "releases" || room === "corrections";
}

export function Layout({ page, assets, site }: LayoutProps) {
  return (
    <html lang="en">
      <Head page={page} assets={assets} site={site} />
      <body>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        <header className="site-header">
          <a className="brand" href="/">
            Intercept One
          </a>
          {page.state !== undefined && <Navigation state={page.state} room={page.room} view={page.view} />}
        </header>
        {(page.view?.release.demonstration ?? page.isDemonstration) === true && (
          <aside className="demonstration" aria-label="Demonstration data">
            <strong>Demonstration data.</strong> These figures are invented to show the platform at work. They
            say nothing about any real place or person.
          </aside>
        )}
        <main id="content">{page.body}</main>
        <Footer view={page.view} />
      </body>
    </html>
  );
}

/** @param children what one kind of page adds to its head */
export function Head({ page, assets, site, children }: LayoutProps & { readonly children?: ReactNode }) {
  const { title, description, permalink, preview, dataset } = page;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} – Intercept One`}</title>
      <meta name="description" content={description} />
      <link rel="icon" type="image/svg+xml" href={assets.icon} />
      {assets.styles.map((style) => (
        <link key={style} rel="stylesheet" href={style} />
      ))}
      <script type="module" src={assets.script} />
      <meta property="og:site_name" content="Intercept One" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      {permalink !== undefined && <meta property="og:url" content={`${site}${permalink}`} />}
      {permalink !== undefined && <link rel="canonical" href={`${site}${permalink}`} />}
      {preview !== undefined && (
        <>
          <meta property="og:image" content={`${site}${preview}`} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={description} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      <link rel="alternate" type="application/atom+xml" title="Corrections" href="/corrections.atom" />
      {dataset !== undefined && <link rel="describedby" type="application/ld+json" href={dataset} />}
      {children}
    </head>
  );
}

function Navigation({
  state,
  room,
  view,
}: {
  readonly state: SiteState;
  readonly room?: string | undefined;
  readonly view?: View | undefined;
}) {
  const home = `/${state.code.toLowerCase()}`;
  const inState = (page: string) => (page === "" ? home : `${home}/${page}`);
  return (
    <nav aria-label={state.name}>
      <ul>
        {ROOMS.map(([name, path, title]) => (
          <li key={name}>
            <a
              href={view === undefined || isOfAllReleases(name) ? inState(path) : addressOf(view, path)}
              aria-current={name === room ? "page" : undefined}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Footer({ view }: { readonly view?: View | undefined }) {
  return (
    <footer className="site-footer">
      {view !== undefined && (
        <p>
          Figures of release <a href={`/${view.state.code.toLowerCase()}/releases`}>{view.release.number}</a>,
          published {dayInWords(view.release.publishedAt)}: {monthInWords(view.release.from)} to{" "}
          {lastMonthInWords(view.release.until)}, from reports accepted by {dayInWords(view.release.dataAsOf)}
          .
        </p>
      )}
      <ul>
        <li>
          <a href="/states">States</a>
        </li>
        <li>
          <a href="/methods">How to read these numbers</a>
        </li>
        <li>
          <a href="/definitions">Definitions</a>
        </li>
        <li>
          <a href="/data">Data and API</a>
        </li>
        <li>
          <a href="/accessibility">Accessibility</a>
        </li>
        <li>
          <a href="/staff">For chapters and staff</a>
        </li>
      </ul>
    </footer>
  );
}
