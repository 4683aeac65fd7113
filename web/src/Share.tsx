import type { ReactNode } from "react";
import { ChatCard, inShort } from "./ChatCard";
import type { OwnEvent } from "./events";
import { calendars, sharing, summary } from "./links";
import { headline, when, where } from "./when";

type Props = { event: OwnEvent; url: string; hasCalendar: boolean };

/** The link as a chat shows it, and the ways to send it there. */
export function Share({ event, url, hasCalendar }: Props) {
  const { cover, description } = event;
  return (
    <section className="card" aria-label="Share">
      <h2>Share your event</h2>
      <ul className="ways">
        {"share" in navigator && (
          <li>
            <button type="button" onClick={() => shareNatively(event, url)}>
              <Icon of="Share…" />
              Share…
            </button>
          </li>
        )}
        {Object.entries(sharing(event, url)).map(([name, href]) => (
          <li key={name}>
            <a href={href} target="_blank" rel="noopener">
              <Icon of={name} />
              {name}
            </a>
          </li>
        ))}
      </ul>
      <ChatCard
        picture={cover.social_url ?? undefined}
        isDrawing={cover.state === "pending"}
        title={headline(event)}
        text={inShort(when(event), where(event.location), description ?? "")}
        url={url}
      />
      {hasCalendar && (
        <p className="calendars">
          <span className="soft">Add to calendar</span>
          {Object.entries(calendars(event, url)).map(([name, href]) => (
            <a key={name} href={href} rel="noopener">
              {name}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}

async function shareNatively(event: OwnEvent, url: string): Promise<void> {
  await navigator.share({ title: event.title, text: summary(event), url }).catch(() => undefined); // dismissed
}

const ICONS: Record<string, ReactNode> = {
  "Share…": <path d="M12 15V4m0 0L8 8m4-4 4 4M6 12v7.5h12V12" />,
  WhatsApp: <path d="M4 20l1.3-4.2A8 8 0 1 1 8.4 18.9zM9 9.5c.3 3 2.5 5.2 5.5 5.5" />,
  Telegram: <path d="M3.5 11.5 20.5 5l-3 14-5.5-4.2M20.5 5 8.5 13.2V19l3.5-4.2" />,
  LinkedIn: <path d="M6 10v8M6 6.2v.1M10.5 18v-8m0 4c0-5.300 7-5.300 7 0v4" />,
  Email: <path d="M3.5 6.5h17v11h-17zl8.5 6.5 8.5-6.5" />,
};

function Icon({ of }: { of: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      {ICONS[of]}
    </svg>
  );
}
