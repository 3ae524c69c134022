// The picture that a link to a page is shown with in messages and social media: the headline figure and the map.

import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { withoutUnstorable } from "../domain/text.js";
import { shareClasses } from "./charts/share-classes.js";
import { HeadlineDocument } from "./generated/graphql.js";
import { chaptersOf, countiesOf, mapOf } from "./pages/figures-of-view.js";
import type { Site, Visit } from "./pages/site.js";
import { refused } from "./ask-public.js";
import { questionOf, viewOf } from "./view.js";
import { confidenceInWords, rateInWords } from "./words.js";

const [WIDTH, HEIGHT] = [1200, 630];
const require = createRequire(import.meta.url);

/** The colours of the site by day; a picture knows no style sheet. */
const COLOURS = {
  ink: "#1c2530",
  soft: "#51606f",
  paper: "#ffffff",
  line: "#7b838c",
  shares: ["#f3e6c8", "#cfd9b8", "#93c1b1", "#4c98a0", "#146a7c"],
};

/** @returns a PNG of 1200 by 630 pixels @throws Refused where the address names nothing that is published */
export async function previewPicture(site: Site, { params, query }: Visit): Promise<Uint8Array> {
  const view = await viewOf(site.ask, params["state"] ?? "", query);
  const place = await placeIn(site, params, view.state.code);
  const [{ outcomes }, map] = await Promise.all([
    site.ask(HeadlineDocument, {
      question: { ...questionOf(view), ...place.scope },
      release: view.release.number,
      metric: view.metric.key,
    }),
    mapOf(site.ask, view, params["fips"]),
  ]);
  const { rate } = outcomes.total;
  const { shapes, counties, picked } = map.props;
  const classes = shareClasses(
    counties.flatMap((county) => (county.rate === undefined ? [] : [county.rate])),
  );
  const scale = Math.min(540 / shapes.width, 500 / shapes.height);
  return drawn(
    <>
      <Words x={60} y={110} size={34} weight={600}>
        {place.name ?? view.state.name}
      </Words>
      <Words x={60} y={156} size={28} colour={COLOURS.soft}>
        {view.metric.title}
      </Words>
      <Words x={60} y={300} size={rate.value === null ? 72 : 120} weight={700}>
        {rateInWords(rate)}
      </Words>
      <Words x={60} y={350} size={26} colour={COLOURS.soft}>
        {confidenceInWords(rate) ?? ""}
      </Words>
      <Words x={60} y={400} size={26}>
        {view.period.label}
      </Words>
      <Words x={60} y={570} size={24} colour={COLOURS.soft}>
        {`Intercept One, release ${view.release.number}${view.release.demonstration ? ". Invented demonstration data" : ""}`}
      </Words>
      <g transform={`translate(620 60) scale(${String(scale)})`} stroke={COLOURS.line} strokeWidth={0.7}>
        {counties.map(({ fips, rate: shown }) => {
          const look = classes.lookOf(shown);
          const fill = look.kind === "SHOWN" ? COLOURS.shares[look.step - 1] : COLOURS.paper;
          return <path key={fips} d={shapes.counties.get(fips)} fill={fill} />;
        })}
        {picked !== undefined && (
          <path d={shapes.counties.get(picked)} fill="none" stroke={COLOURS.ink} strokeWidth={5} />
        )}
        <path d={shapes.border} fill="none" stroke={COLOURS.ink} strokeWidth={1.5} />
      </g>
    </>,
  );
}

interface PicturedPlace {
  /** Null for all of the state. */
  readonly name: string | null;
  readonly scope: { readonly counties?: string[]; readonly chapters?: string[] };
}

async function placeIn({ ask }: Site, params: Visit["params"], state: string): Promise<PicturedPlace> {
  const { fips, slug } = params;
  if (fips !== undefined) {
    const name = (await countiesOf(ask, state)).find((county) => county.fips === fips)?.name;
    if (name !== undefined) return { name, scope: { counties: [fips] } };
    throw refused(404, "county", `There is no county "${fips}".`, "Take one of the state's.");
  }
  if (slug !== undefined) {
    const name = (await chaptersOf(ask, state)).find((chapter) => chapter.slug === slug)?.name;
    if (name !== undefined) return { name, scope: { chapters: [slug] } };
    throw refused(404, "chapter", `There is no chapter "${slug}".`, "Take one of the state's.");
  }
  return { name: null, scope: {} };
}

interface WordsProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: number;
  readonly colour?: string;
  readonly children: string;
}

function Words({ x, y, size, weight = 400, colour = COLOURS.ink, children }: WordsProps) {
  return (
    <text x={x} y={y} fontFamily="Public Sans" fontSize={size} fontWeight={weight} fill={colour}>
      {children}
    </text>
  );
}

let ready: Promise<readonly Uint8Array[]> | undefined;

async function drawn(content: ReactNode): Promise<Uint8Array> {
  ready ??= getReady();
  const fontBuffers = [...(await ready)];
  const svg = renderToStaticMarkup(
    <svg xmlns="http://www.w3.org/2000/svg" width={WIDTH} height={HEIGHT}>
      <rect width={WIDTH} height={HEIGHT} fill={COLOURS.paper} />
      {content}
    </svg>,
  );
  // A name that was stored before the rule for texts must not keep the picture from being drawn.
  const picture = new Resvg(withoutUnstorable(svg), {
    font: { fontBuffers, defaultFontFamily: "Public Sans" },
  });
  try {
    return picture.render().asPng();
  } finally {
    picture.free();
  }
}

/** Starts the drawing program and reads its letters, once. */
async function getReady(): Promise<readonly Uint8Array[]> {
  await initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  return [
    "400Regular/PublicSans_400Regular",
    "600SemiBold/PublicSans_600SemiBold",
    "700Bold/PublicSans_700Bold",
  ].map((file) => readFileSync(require.resolve(`@expo-google-fonts/public-sans/${file}.ttf`)));
}
