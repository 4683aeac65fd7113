/** One's own event: live, its cover arriving, its link to share. Works on reload and years later. */

import { useState } from "react";
import { Badge } from "./Badge";
import { Cover } from "./EventCover";
import { type EventDocument, useEvent } from "./events";
import { messageOf } from "./messages";
import { NotFound } from "./NotFound";
import { Progress } from "./Progress";
import { Heading, Link } from "./router";
import { Share } from "./Share";
import type { Account } from "./session";
import { CopyButton, Skeleton } from "./ui";
import { when } from "./when";

export default function EventScreen({ account, id }: { account: Account; id: string }) {
  const event = useEvent(account.session, id);
  if (event === undefined) return <Skeleton />;
  if (event === null) return <NotFound />;
  return <Published event={event} />;
}

function Published({ event }: { event: EventDocument }) {
  const message = messageOf(event);
  const [wasLive] = useState(message === "Live"); // a returning visitor saw the steps long ago
  const url = `${location.origin}/e/${event.slug}`;
  const isUp = !event.unpublished_at;
  const isUnderWay = isUp && message !== "Live";
  const isOver = event.ends_at.getTime() < Date.now();
  return (
    <div className="inside event">
      <div className="spread">
        <div>
          <Heading tab={event.title}>{headline(event, isOver)}</Heading>
          {isUnderWay && (
            <p className="soft">Share it now: the cover and your confirmation come by themselves.</p>
          )}
        </div>
        {!isUnderWay && <Badge event={event} />}
      </div>
      <article className="poster big">
        <Cover event={event} />
        <div className="facts">
          <h2 dir="auto">{event.title}</h2>
          <span>{when(event.starts_at, event.ends_at, event.timezone)}</span>
          <span dir="auto">{place(event)}</span>
          <span>{summary(event)}</span>
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
        {notes(event).map((note) => (
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

function headline(event: EventDocument, isOver: boolean): string {
  if (event.unpublished_at) return "This event was unpublished";
  return isOver ? "This event is over" : "Your event is live";
}

function place({ location }: EventDocument): string {
  return location.kind === "online" ? "Online" : [location.name, location.address].filter(Boolean).join(", ");
}

function summary({ ticket_count, visibility }: EventDocument): string {
  const tickets = ticket_count === 1 ? "1 ticket type" : `${ticket_count || "No"} ticket types`;
  return `${tickets} · ${visibility === "public" ? "Public" : "Unlisted: only who has the link finds it"}`;
}

/** What did not go as wished, in words; the page is live all the same. */
function notes({ cover, confirmation, organizer }: EventDocument): string[] {
  const found = [];
  if (cover.state === "ready" && cover.upload && cover.source !== "uploaded")
    found.push("Your photo could not be used, so we made a cover.");
  if (cover.state === "ready" && cover.source === "generated")
    found.push("The cover picture was made by AI.");
  if (confirmation.state === "sent") found.push(`The confirmation went to ${organizer.email}.`);
  if (confirmation.state === "skipped")
    found.push("No confirmation was sent, since your email address is not verified.");
  if (confirmation.state === "failed")
    found.push(`The confirmation could not be delivered to ${organizer.email}.`);
  if (confirmation.state === "pending" && confirmation.error)
    found.push("The mail server does not answer. We keep trying.");
  return found;
}
