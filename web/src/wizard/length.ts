/** How long an event lasts, in words, where that is worth a word. */
import { instant, Temporal } from "../time";

const HOURS_OF_A_DAY = 24;
const LONG = Temporal.Duration.from({ days: 7 });

/** `Lasts 2 days and 3 hours`; undefined for a day and less. */
export function lasting(length: Temporal.Duration): string | undefined {
  if (length.total({ unit: "hours" }) <= HOURS_OF_A_DAY) return undefined;
  return `Lasts ${inWords(length)}`;
}

/** Of an event that lasts longer than a week: how long that is. */
export function longer(draft: { starts_at: string; ends_at: string }): string | undefined {
  const [start, end] = [instant(draft.starts_at), instant(draft.ends_at)];
  const length = start && end && start.until(end, { largestUnit: "hours" });
  if (!length || Temporal.Duration.compare(length, LONG) <= 0) return undefined;
  return inWords(length);
}

function inWords(length: Temporal.Duration): string {
  const total = Math.floor(length.total({ unit: "minutes" }) + 0.5);
  const [days, hours, minutes] = [Math.floor(total / 1440), Math.floor((total % 1440) / 60), total % 60];
  const parts = [count(days, "day"), days < 7 && count(hours, "hour"), !days && count(minutes, "minute")];
  return parts.filter(Boolean).join(" and ");
}

const count = (number: number, unit: string) => (number ? `${number} ${unit}${number === 1 ? "" : "s"}` : "");
