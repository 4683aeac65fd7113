import { useState } from "react";
import type { EventDocument } from "./contract/types";

type Props = {
  event: EventDocument;
  /** Another picture until there is one. */
  until?: string | null | undefined;
  /** How wide it is shown: as in `<img sizes>`: see style.css. */
  sizes: string;
  /** Whether it is seen without scrolling: then it loads before what is not. */
  isFirst?: boolean;
};

/** The current cover, in the width that fits. What comes with the screen is there at once; each later one fades in. */
export function Cover({ event: { cover }, until, sizes, isFirst = false }: Props) {
  const url = cover.url ?? until;
  const [first] = useState(url);
  return (
    <div className="picture">
      {url && (
        <img
          key={url}
          className={url === first ? "at-once" : undefined}
          loading={isFirst ? "eager" : "lazy"}
          fetchPriority={isFirst ? "high" : "auto"}
          sizes={sizes}
          srcSet={cover.url ? srcSet(cover.sizes) : undefined}
          src={url}
          width={cover.width ?? 1600}
          height={cover.height ?? 900}
          alt=""
        />
      )}
    </div>
  );
}

/** Undefined for a cover that is stored in one width alone, as by version 1. */
function srcSet(sizes: EventDocument["cover"]["sizes"]): string | undefined {
  const widths = Object.entries(sizes ?? {}).map(([width, url]) => `${url} ${width}w`);
  return widths.join(", ") || undefined;
}
