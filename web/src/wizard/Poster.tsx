import type { Draft } from "../draft";
import { cheapest } from "../money";
import { instant, isZone } from "../time";
import { when } from "../when";

/** What people will see, while it is being written. */
export function Poster({ draft, photo }: { draft: Draft; photo: string | undefined }) {
  const place = draft.location.kind === "online" ? "Online" : draft.location.name;
  return (
    <div className="poster">
      <div className="picture">
        {photo ? <img src={photo} alt="" /> : <b dir="auto">{draft.title || "Your event"}</b>}
      </div>
      <div className="facts">
        {photo && <b dir="auto">{draft.title || "Your event"}</b>}
        <span>{time(draft)}</span>
        <span dir="auto">{place || "Place"}</span>
        <span>{cheapest(draft.tickets)}</span>
      </div>
    </div>
  );
}

export function time({ starts_at, ends_at, timezone }: Draft): string {
  if (!instant(starts_at) || !instant(ends_at) || !isZone(timezone)) return "Date and time";
  return when({ starts_at: new Date(starts_at), ends_at: new Date(ends_at), timezone });
}
