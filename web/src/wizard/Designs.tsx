/** The designs of a composed cover, with the draft's own words, to choose from. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useFormState } from "./Field";
import type { KeptCover } from "./form";
import { Sight, useShown } from "./Preview";
import { usePicture } from "./preview";

const COUNT = 32;
const PALETTES = 8;
/** One of each palette first (shared/pixels/composed.py has four designs of each). */
const ORDER = Array.from(
  { length: COUNT },
  (_, i) => (i % PALETTES) * (COUNT / PALETTES) + Math.floor(i / PALETTES),
);

export function Designs() {
  const { form, change } = useFormState();
  const { kept } = form;
  const design = kept?.cover.kind === "composed" ? kept.cover.design : undefined;
  const [before] = useState(kept?.cover.kind === "copied" ? kept : undefined);
  const [hasAll, setAll] = useState(design !== undefined && ORDER.indexOf(design) >= PALETTES);
  const choose = (kept: KeptCover | undefined) => change({ kept });
  return (
    <fieldset className="designs">
      <legend>Or one that we make</legend>
      <div>
        <Tile name="Painted by AI" isChosen={!kept} choose={() => choose(undefined)}>
          <span className="sight painted">
            <Sparkles />
            <b>Painted by AI</b>
          </span>
        </Tile>
        {before?.url && (
          <Tile name="As it was" isChosen={kept?.cover.kind === "copied"} choose={() => choose(before)}>
            <span className="sight">
              <img src={before.url} alt="The event before" />
            </span>
          </Tile>
        )}
        {ORDER.slice(0, hasAll ? COUNT : PALETTES).map((number) => (
          <Design
            key={number}
            number={number}
            isChosen={number === design}
            choose={() => choose({ cover: { kind: "composed", design: number } })}
          />
        ))}
        {!hasAll && (
          <button type="button" className="quiet" onClick={() => setAll(true)}>
            More designs
          </button>
        )}
      </div>
    </fieldset>
  );
}

type Props = { isChosen: boolean; choose: () => void };

function Design({ number, ...props }: Props & { number: number }) {
  const { account, poster } = useShown();
  const [tile, isSeen] = useSeen();
  const picture = usePicture(account, "thumbnail", number, isSeen ? poster : undefined);
  return (
    <Tile name={`Design ${ORDER.indexOf(number) + 1}`} {...props}>
      <span ref={tile}>
        <Sight picture={picture} alt="" />
      </span>
    </Tile>
  );
}

function Tile({ name, isChosen, choose, children }: Props & { name: string; children: ReactNode }) {
  return (
    <label className="tile">
      <input type="radio" name="design" aria-label={name} checked={isChosen} onChange={choose} />
      {children}
    </label>
  );
}

/** Whether it has been on the screen, or nearly. */
function useSeen() {
  const element = useRef<HTMLSpanElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: "100px" },
    );
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, isSeen] as const;
}

function Sparkles() {
  return (
    <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" fill="currentColor">
      <path d="M10 3.5c.6 4.2 2.3 5.9 6.5 6.5-4.2.6-5.9 2.3-6.5 6.5-.6-4.2-2.3-5.9-6.5-6.5 4.2-.6 5.9-2.3 6.5-6.5zM18 14c.3 2.2 1.3 3.2 3.5 3.5-2.2.3-3.2 1.3-3.5 3.5-.3-2.2-1.3-3.2-3.5-3.5 2.2-.3 3.2-1.3 3.5-3.5z" />
    </svg>
  );
}
