import type { EventDocument } from "./contract/types";

/** The current cover; each one fades in over the one before it. */
export function Cover({ event: { cover } }: { event: EventDocument }) {
  return (
    <div className="picture">
      {cover.url && (
        <img
          key={cover.url}
          src={cover.url}
          width={cover.width ?? 1600}
          height={cover.height ?? 900}
          alt=""
        />
      )}
    </div>
  );
}
