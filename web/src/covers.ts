/** In which width a cover is shown, as in `<img sizes>` (see style.css), and in which widths there is one. */
import type { EventDocument } from "./contract/types";

export const CARD_SIZES = "(min-width: 64rem) 24rem, (min-width: 42rem) 29rem, calc(100vw - 2.5rem)";
export const POSTER_SIZES = "(min-width: 60rem) 41rem, calc(100vw - 2.5rem)";

type Cover = EventDocument["cover"];

/** Undefined for a cover that is stored in one width alone, as by version 1. */
export function srcSet(sizes: Cover["sizes"]): string | undefined {
  const widths = Object.entries(sizes ?? {}).map(([width, url]) => `${url} ${width}w`);
  return widths.join(", ") || undefined;
}

/** Load the picture that an EventCover of these sizes will show. */
export function preload({ url, sizes }: Cover, shownSizes: string): void {
  const link = document.createElement("link");
  if (!url || !("imageSrcset" in link)) return; // a browser that would load the widest one
  link.rel = "preload";
  link.as = "image";
  link.fetchPriority = "high";
  link.imageSizes = shownSizes;
  link.imageSrcset = srcSet(sizes) ?? "";
  link.href = url;
  document.head.append(link);
}
