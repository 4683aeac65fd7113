/** How long an event lasts, in words, where that is worth a word. */
import { instant, Temporal } from "../time";
import { locale, t } from "../words";

const HOURS_OF_A_DAY = 24;
const LONG = Temporal.Duration.from({ days: 7 });

/** `Lasts 2 days and 3 hours`; undefined for a day and less. */
export function lasting(length: Temporal.Duration): string | undefined {
  if (length.total({ unit: "hours" }) <= HOURS_OF_A_DAY) return undefined;
  return t("wizard.lasts", { length: inWords(length) });
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
  return new Intl.ListFormat(locale).format(parts.filter((part): part is string => Boolean(part)));
}

const count = (number: number, unit: string) =>
  number && new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(number);
