/** One's own event: live, its cover arriving, its link to share. Works on reload and years later. */
import { useState } from "react";
import { Badge } from "./Badge";
import { Cover } from "./EventCover";
import { type OwnEvent, useEvent } from "./events";
import { messageOf } from "./messages";
import { NotFound } from "./NotFound";
import { audience, headline, notes } from "./notes";
import { Progress } from "./Progress";
import { Heading, Link } from "./router";
import { Share } from "./Share";
import type { Account } from "./session";
import { CopyButton, Skeleton } from "./ui";
import { when, where } from "./when";

export default function EventScreen({ account, id }: { account: Account; id: string }) {
  const event = useEvent(account.session, id);
  if (event === undefined) return <Skeleton />;
  if (event === null) return <NotFound />;
  return <Published event={event} url={`${account.session.publicUrl}/e/${event.slug}`} />;
}

function Published({ event, url }: { event: OwnEvent; url: string }) {
  const message = messageOf(event);
  const [wasLive] = useState(message === "Live"); // a returning visitor saw the steps long ago
  const isUp = !event.unpublished_at;
  const isUnderWay = isUp && message !== "Live";
  const isOver = event.ends_at.getTime() < Date.now();
  return (
    <div className="inside event">
      <div className="spread">
        <div>
          <Heading tab={event.title}>{headline(event, Date.now())}</Heading>
          {isUnderWay && <p className="soft">Share it now. Your cover and confirmation are on their way.</p>}
        </div>
        {!isUnderWay && <Badge event={event} />}
      </div>
      <article className="poster big">
        <Cover event={event} />
        <div className="facts">
          <h2 dir="auto">{event.title}</h2>
          <span>{when(event)}</span>
          <span dir="auto">{where(event.location)}</span>
          <span>{audience(event)}</span>
        </div>
      </article>
      <div className="aside">
        {isUp && (
          <section className="card" aria-label="Link">
            <a className="address" href={url}>
              {url.replace(/^https?:\/\//, "")}
            </a>
            <div className="actions">
              <CopyButton text={url} className="first" />
              <a className="button" href={url}>
                Open page
              </a>
            </div>
          </section>
        )}
        {isUp && !wasLive && <Progress message={message} hasPhoto={Boolean(event.cover.upload)} />}
        {notes(event, Date.now()).map((note) => (
          <p key={note} className="soft">
            {note}
          </p>
        ))}
        {isUp && <Share event={event} url={url} hasCalendar={!isOver} />}
        <p className="actions">
          <Link to="/dashboard" className="button">
            View dashboard
          </Link>
          <Link to="/new" className="button quiet">
            New event
          </Link>
        </p>
      </div>
    </div>
  );
}
