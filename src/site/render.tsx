// A page as the text that browsers read.

import { renderToStaticMarkup } from "react-dom/server";
import { Head, Layout, type LayoutProps } from "./layout.js";

const DOCTYPE = "<!doctype html>";

export function renderPage(props: LayoutProps): string {
  return DOCTYPE + renderToStaticMarkup(<Layout {...props} />);
}

/** A chart alone, without navigation; its links open beside the page that it is embedded in. */
export function renderEmbedded(props: LayoutProps): string {
  return (
    DOCTYPE +
    renderToStaticMarkup(
      <html lang="en">
        <Head {...props}>
          <base target="_blank" />
          <meta name="robots" content="noindex" />
        </Head>
        <body className="in-frame">
          <main>{props.page.body}</main>
        </body>
      </html>,
    )
  );
}
