import type { EventDocument } from "./contract/types";
import { calendars, sharing, summary } from "./links";

type Props = { event: EventDocument; url: string; hasCalendar: boolean };

export function Share({ event, url, hasCalendar }: Props) {
  return (
    <section className="card" aria-label="Share">
      <h2>Share your event</h2>
      <ul className="links">
        {"share" in navigator && (
          <li>
            <button type="button" onClick={() => shareNatively(event, url)}>
              Share…
            </button>
          </li>
        )}
        {Object.entries(sharing(event, url)).map(([name, href]) => (
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
            {Object.entries(calendars(event, url)).map(([name, href]) => (
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

async function shareNatively(event: EventDocument, url: string): Promise<void> {
  await navigator.share({ title: event.title, text: summary(event), url }).catch(() => undefined); // dismissed
}
