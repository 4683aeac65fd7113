/** One's own event: as it stands, its link to share, what can be done with it, and its history. */
import { useEffect, useState } from "react";
import { Badge } from "./Badge";
import { type Action, isAsked } from "./change/actions";
import { History } from "./change/History";
import { Manage } from "./change/Manage";
import { type Change, useChange } from "./change/useChange";
import { Cover } from "./EventCover";
import { type OwnEvent, useEvent } from "./events";
import { expectedEvent } from "./expected";
import { NotFound } from "./NotFound";
import { audience, headline, notes } from "./notes";
import { Problem } from "./Problem";
import { Progress } from "./Progress";
import { Heading, Link, useSaid } from "./router";
import { Share } from "./Share";
import type { Account } from "./session";
import { doneEarly, onItsWay, stageOf } from "./stages";
import { CopyButton, Skeleton } from "./ui";
import { Verify } from "./Verify";
import { when, where } from "./when";
import { t } from "./words";

export default function EventScreen({ account, id }: { account: Account; id: string }) {
  const event = useEvent(account, id);
  const [asked, ask] = useState<Action>();
  const [said, say] = useState(useSaid());
  const [changes, setChanges] = useState(0); // that were answered here
  const changing = useChange(account, id, (_, sent) => {
    say(sayOf(asked, sent));
    ask(undefined);
    setChanges((changes) => changes + 1);
  });
  useEffect(() => {
    // The button that was pressed may be gone, and the question behind which all was inert.
    if (changes) document.querySelector("h1")?.focus({ preventScroll: true });
  }, [changes]);
  if (event === undefined) return <Skeleton />;
  if (event === null) return <NotFound />;
  const url = `${account.session.publicUrl}/e/${event.slug}`;
  const isUp = !event.unpublished_at;
  const isOn = isUp && event.status !== "cancelled" && event.ends_at.getTime() > Date.now();
  const isFirst = isUp && !event.revision;
  return (
    <div className="inside event">
      <div className="spread">
        <div>
          <Heading tab={event.title}>{headline(event, Date.now())}</Heading>
          {isFirst && stageOf(event) !== "live" && (
            <p className="soft">
              {t("event.shareNow")} {onItsWay(event)}
            </p>
          )}
        </div>
        {(!isFirst || stageOf(event) === "live") && <Badge event={event} />}
      </div>
      {isUp && (
        <section className="card link" aria-label={t("event.link")}>
          <Address url={url} />
          {isFirst && <FirstWork event={event} />}
          <Notes event={event} />
        </section>
      )}
      <article className="poster big">
        <Cover
          event={event}
          until={expectedEvent(account, id)?.cover.url}
          sizes="(min-width: 60rem) 41rem, calc(100vw - 2.5rem)"
          isFirst
        />
        <div className="facts">
          <h2 dir="auto">{event.title}</h2>
          <span className={event.status === "cancelled" || event.status === "postponed" ? "off" : undefined}>
            {when(event)}
          </span>
          <span dir="auto">{where(event.location)}</span>
          <span>{audience(event)}</span>
          {event.note && (
            <p className="note" dir="auto">
              {event.note}
            </p>
          )}
        </div>
      </article>
      <div className="aside">
        <div role="status" className="said">
          {changing.isBusy && !asked && <p className="note">{changing.waiting || t("event.saving")}</p>}
          {said && !changing.isBusy && <p className="note done">{said}</p>}
        </div>
        {changing.refusal && !asked && <Problem refused={changing.refusal.refused} />}
        {!isUp && <Notes event={event} />}
        {event.confirmation.state === "skipped" && <Verify account={account}>{t("event.verify")}</Verify>}
        {isOn && <Share event={event} url={url} hasCalendar={event.status !== "postponed"} />}
        <Manage event={event} uid={account.user.uid} changing={changing} asked={asked} ask={ask} />
        <p className="actions">
          <Link to="/dashboard" className="button">
            {t("event.viewDashboard")}
          </Link>
          <Link to="/new" className="button quiet">
            {t("event.newEvent")}
          </Link>
        </p>
      </div>
      <History account={account} event={event} />
    </div>
  );
}

function Notes({ event }: { event: OwnEvent }) {
  return (
    <div className="notes" aria-live="polite">
      {notes(event, Date.now()).map((note) => (
        <p key={note} className="soft">
          {note}
        </p>
      ))}
    </div>
  );
}

function sayOf(asked: Action | undefined, sent: Change): string {
  if (asked && isAsked(asked)) return t(`change.${asked}:done`);
  return t(sent.body ? "change.saved" : "change.takeDown:done");
}

function Address({ url }: { url: string }) {
  return (
    <>
      <p className="address">
        <a href={url} title={url} dir="ltr">
          {url.replace(/^https?:\/\//, "")}
        </a>
        <CopyButton text={url} className="first" />
      </p>
      <a className="open" href={url}>
        {t("event.openPage")}
      </a>
    </>
  );
}

/** What publishing has still to do. A returning visitor saw the steps long ago. */
function FirstWork({ event }: { event: OwnEvent }) {
  const stage = stageOf(event);
  const [wasLive] = useState(stage === "live");
  if (wasLive) return null;
  return <Progress stage={stage} done={doneEarly(event)} />;
}
