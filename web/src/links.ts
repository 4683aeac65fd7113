/** Calendars and ways to share, as the public page links to them (functions/page/links.py). */
import type { Place } from "./contract/types";
import { headline, type Times, when, where } from "./when";

type Event = Times & { title: string; location: Place; status?: string };

/** Only a subscription follows the event's changes. */
export function calendars(event: Event, url: string): Record<string, string> {
  const [start, end] = [event.starts_at, event.ends_at].map((date) => `${date.toISOString().slice(0, 19)}Z`);
  const compact = `${start}/${end}`.replace(/[-:]/g, "");
  const google = {
    action: "TEMPLATE",
    text: headline(event),
    dates: compact,
    ctz: event.timezone,
    location: where(event.location),
    details: url,
  };
  const outlook = {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: headline(event),
    startdt: start,
    enddt: end,
    location: where(event.location),
    body: url,
  };
  return {
    Google: address("https://calendar.google.com/calendar/render", google),
    Outlook: address("https://outlook.live.com/calendar/0/deeplink/compose", outlook),
    ".ics file": `${url}.ics`,
    Subscribe: `${url.replace(/^https?/, "webcal")}.ics`,
  };
}

/** What a message about the event says. */
export const summary = (event: Event): string => `${headline(event)} · ${when(event)}`;

export function sharing(event: Event, url: string): Record<string, string> {
  const text = summary(event);
  return {
    WhatsApp: address("https://wa.me/", { text: `${text} ${url}` }),
    Telegram: address("https://t.me/share/url", { url, text }),
    LinkedIn: address("https://www.linkedin.com/sharing/share-offsite/", { url }),
    Email: address("mailto:", { subject: headline(event), body: `${text}\n${url}` }),
  };
}

/** Not URLSearchParams, whose plus signs a mail would show. */
function address(base: string, query: Record<string, string | undefined>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${quoted(value ?? "")}`);
  return `${base}?${pairs.join("&")}`;
}

const quoted = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
