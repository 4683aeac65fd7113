/** Calendars and ways to share, as the public page links to them (functions/page/links.py). */
import { headlineFor, previewFor, type Shown, whenFor, whereFor } from "./guests";

/** Only a subscription follows the event's changes. */
export function calendars(event: Shown, url: string) {
  const [start, end] = [event.starts_at, event.ends_at].map((date) => `${date.toISOString().slice(0, 19)}Z`);
  const compact = `${start}/${end}`.replace(/[-:]/g, "");
  const google = {
    action: "TEMPLATE",
    text: headlineFor(event),
    dates: compact,
    ctz: event.timezone,
    location: whereFor(event),
    details: url,
  };
  const outlook = {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: headlineFor(event),
    startdt: start,
    enddt: end,
    location: whereFor(event),
    body: url,
  };
  return {
    google: address("https://calendar.google.com/calendar/render", google),
    outlook: address("https://outlook.live.com/calendar/0/deeplink/compose", outlook),
    file: `${url}.ics`,
    subscribe: `${url.replace(/^https?/, "webcal")}.ics`,
  };
}

/** What a message about the event says. */
export const summary = (event: Shown): string => `${previewFor(event)} · ${whenFor(event)}`;

export function sharing(event: Shown, url: string) {
  const text = summary(event);
  return {
    whatsapp: address("https://wa.me/", { text: `${text} ${url}` }),
    telegram: address("https://t.me/share/url", { url, text }),
    linkedin: address("https://www.linkedin.com/sharing/share-offsite/", { url }),
    email: address("mailto:", { subject: previewFor(event), body: `${text}\n${url}` }),
  };
}

/** Not URLSearchParams, whose plus signs a mail would show. */
function address(base: string, query: Record<string, string | undefined>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${quoted(value ?? "")}`);
  return `${base}?${pairs.join("&")}`;
}

const quoted = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
