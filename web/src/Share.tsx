import type { EventDocument } from "./events";
import { when } from "./when";

type Props = { event: EventDocument; url: string; hasCalendar: boolean };

export function Share({ event, url, hasCalendar }: Props) {
  const text = `${event.title} · ${when(event.starts_at, event.ends_at, event.timezone)}`;
  return (
    <section className="card share" aria-label="Share">
      <h2>Share it</h2>
      <ul className="links">
        {"share" in navigator && (
          <li>
            <button type="button" onClick={() => shareNatively(event.title, text, url)}>
              Share…
            </button>
          </li>
        )}
        {Object.entries(shareLinks(event.title, text, url)).map(([name, href]) => (
          <li key={name}>
            <a className="button" href={href} target="_blank" rel="noopener">
              {name}
            </a>
          </li>
        ))}
      </ul>
      {hasCalendar && (
        <>
          <h2>Add to calendar</h2>
          <ul className="links">
            {Object.entries(calendarLinks(event, url)).map(([name, href]) => (
              <li key={name}>
                <a className="button" href={href} rel="noopener">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

async function shareNatively(title: string, text: string, url: string): Promise<void> {
  await navigator.share({ title, text, url }).catch(() => undefined); // dismissed
}

function shareLinks(title: string, text: string, url: string): Record<string, string> {
  return {
    WhatsApp: `https://wa.me/?${new URLSearchParams({ text: `${text} ${url}` })}`,
    Telegram: `https://t.me/share/url?${new URLSearchParams({ url, text })}`,
    LinkedIn: `https://www.linkedin.com/sharing/share-offsite/?${new URLSearchParams({ url })}`,
    Email: `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${text}\n${url}`)}`,
  };
}

function calendarLinks(
  { title, starts_at, ends_at, location }: EventDocument,
  url: string,
): Record<string, string> {
  const where =
    location.kind === "online" ? "Online" : [location.name, location.address].filter(Boolean).join(", ");
  const compact = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, "");
  const google = { action: "TEMPLATE", text: title, location: where, details: url };
  return {
    "Apple, Outlook (.ics)": `${url}.ics`,
    Google: `https://calendar.google.com/calendar/render?${new URLSearchParams({
      ...google,
      dates: `${compact(starts_at)}/${compact(ends_at)}`,
    })}`,
  };
}
