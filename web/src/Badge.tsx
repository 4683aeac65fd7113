import type { EventDocument } from "./contract/types";
import { standing } from "./notes";

export function Badge({ event }: { event: EventDocument }) {
  const { words, isLive } = standing(event, Date.now());
  return <span className={isLive ? "badge" : "badge off"}>{words}</span>;
}
