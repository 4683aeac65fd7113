import type { ReactNode } from "react";
import { ChatCard, inShort } from "./ChatCard";
import type { OwnEvent } from "./events";
import { previewFor, whenFor, whereFor } from "./guests";
import { calendars, sharing, summary } from "./links";
import { t } from "./words";

type Props = { event: OwnEvent; url: string; hasCalendar: boolean };

/** The link as a chat shows it, and the ways to send it there. */
export function Share({ event, url, hasCalendar }: Props) {
  const { cover, description } = event;
  return (
    <section className="card" aria-label={t("share.region")}>
      <h2>{t("share.title")}</h2>
      <ul className="ways">
        {"share" in navigator && (
          <li>
            <button type="button" onClick={() => shareNatively(event, url)}>
              <Icon of="native" />
              {t("share.native")}
            </button>
          </li>
        )}
        {linksOf(sharing(event, url)).map(([name, href]) => (
          <li key={name}>
            <a href={href} target="_blank" rel="noopener">
              <Icon of={name} />
              {t(`share.${name}`)}
            </a>
          </li>
        ))}
      </ul>
      <ChatCard
        picture={cover.social_url ?? undefined}
        isDrawing={cover.state === "pending"}
        title={previewFor(event)}
        text={inShort(whenFor(event), whereFor(event), description ?? "")}
        url={url}
        lang={event.language}
      />
      {hasCalendar && (
        <p className="calendars">
          <span className="soft">{t("share.addToCalendar")}</span>
          {linksOf(calendars(event, url)).map(([name, href]) => (
            <a key={name} href={href} rel="noopener">
              {t(`share.${name}`)}
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

const linksOf = <Name extends string>(links: Record<Name, string>) =>
  Object.entries(links) as [Name, string][];

const ICONS = {
  native: <path d="M12 15V4m0 0L8 8m4-4 4 4M6 12v7.5h12V12" />,
  whatsapp: <path d="M4 20l1.3-4.2A8 8 0 1 1 8.4 18.9zM9 9.5c.3 3 2.5 5.2 5.5 5.5" />,
  telegram: <path d="M3.5 11.5 20.5 5l-3 14-5.5-4.2M20.5 5 8.5 13.2V19l3.5-4.2" />,
  linkedin: <path d="M6 10v8M6 6.2v.1M10.5 18v-8m0 4c0-5.300 7-5.300 7 0v4" />,
  email: <path d="M3.5 6.5h17v11h-17zl8.5 6.5 8.5-6.5" />,
} satisfies Record<string, ReactNode>;

function Icon({ of }: { of: keyof typeof ICONS }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      {ICONS[of]}
    </svg>
  );
}
