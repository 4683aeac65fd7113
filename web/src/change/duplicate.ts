/** A published event as the next draft. */
import type { OwnEvent } from "../events";
import { Temporal } from "../time";
import type { Form, KeptCover } from "../wizard/form";
import type { Content } from "./content";
import { formOf } from "./form";

/** The same event on the first such weekday to come after it, at the same time of day. */
export function duplicateOf(content: Content, event: Pick<OwnEvent, "id" | "cover">, now: number): Form {
  const { status, note, ...form } = formOf(content);
  const { timezone, starts, ends } = form;
  let weeks = 1;
  while (isPast(later(starts, weeks), timezone, now)) weeks++;
  const kept = keptOf(event);
  return { ...form, starts: later(starts, weeks), ends: later(ends, weeks), ...(kept && { kept }) };
}

/** The cover's picture, or the design that was chosen; what was composed for want of a picture is neither. */
function keptOf({ id, cover }: Pick<OwnEvent, "id" | "cover">): KeptCover | undefined {
  const { source, url, art, choice, design } = cover;
  if (url && (source === "uploaded" || source === "generated"))
    return { cover: { kind: "copied", event: id }, url: art ?? url, isAi: source === "generated" };
  if (choice === "composed" && typeof design === "number") return { cover: { kind: "composed", design } };
  return undefined;
}

const later = (wallTime: string, weeks: number) =>
  Temporal.PlainDateTime.from(wallTime).add({ weeks }).toString({ smallestUnit: "minute" });

const isPast = (wallTime: string, zone: string, now: number) =>
  Temporal.PlainDateTime.from(wallTime).toZonedDateTime(zone).epochMilliseconds <= now;
