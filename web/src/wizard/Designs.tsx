/** Covers to choose from: tiles, and the designs of a composed cover with the event's own words. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Account } from "../session";
import { t } from "../words";
import { COUNT, designName, ORDER } from "./designOrder";
import { Sight } from "./Preview";
import type { Poster } from "./poster";
import { usePicture } from "./preview";

type DesignsProps = {
  account: Account;
  poster: Poster;
  legend: string;
  /** The one that is chosen. */
  design: number | undefined;
  choose: (design: number) => void;
  /** How many are shown before one asks for all. */
  atFirst: number;
  /** Tiles before them. */
  children: ReactNode;
};

export function Designs({ account, poster, legend, design, choose, atFirst, children }: DesignsProps) {
  const [hasAll, setAll] = useState(design !== undefined && ORDER.indexOf(design) >= atFirst);
  return (
    <fieldset className="designs">
      <legend>{legend}</legend>
      <div>
        {children}
        {ORDER.slice(0, hasAll ? COUNT : atFirst).map((number) => (
          <Design
            key={number}
            account={account}
            poster={poster}
            number={number}
            isChosen={number === design}
            choose={() => choose(number)}
          />
        ))}
        {!hasAll && (
          <button type="button" className="quiet" onClick={() => setAll(true)}>
            {t(atFirst ? "covers.more" : "covers.show")}
          </button>
        )}
      </div>
    </fieldset>
  );
}

type Props = { isChosen: boolean; choose: () => void };

type DesignProps = Props & Pick<DesignsProps, "account" | "poster"> & { number: number };

function Design({ account, poster, number, ...props }: DesignProps) {
  const [tile, isSeen] = useSeen();
  const picture = usePicture(account, "thumbnail", number, isSeen ? poster : undefined);
  return (
    <Tile name={designName(number)} {...props}>
      <span ref={tile}>
        <Sight picture={picture} alt="" />
      </span>
    </Tile>
  );
}

export function Painted({ name = t("covers.painted"), ...props }: Props & { name?: string }) {
  return (
    <Tile name={name} {...props}>
      <span className="sight painted">
        <Sparkles />
        <b>{name}</b>
      </span>
    </Tile>
  );
}

export function Tile({ name, isChosen, choose, children }: Props & { name: string; children: ReactNode }) {
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
