import type { EventDocument } from "./contract/types";

export function Badge({ event }: { event: EventDocument }) {
  if (event.unpublished_at) return <span className="badge off">Unpublished</span>;
  if (event.ends_at.getTime() < Date.now()) return <span className="badge off">Over</span>;
  return <span className="badge">{event.visibility === "unlisted" ? "Live · unlisted" : "Live"}</span>;
}
