import type { EventDocument } from "./contract/types";

/** The current cover, `until` there is one another picture; each one fades in over the one before it. */
export function Cover({
  event: { cover },
  until,
}: {
  event: EventDocument;
  until?: string | null | undefined;
}) {
  const url = cover.url ?? until;
  return (
    <div className="picture">
      {url && <img key={url} src={url} width={cover.width ?? 1600} height={cover.height ?? 900} alt="" />}
    </div>
  );
}
