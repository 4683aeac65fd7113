import { useState } from "react";
import { Badge } from "./Badge";
import { Cover } from "./EventCover";
import { type EventDocument, useEvents } from "./events";
import { forgetPhoto } from "./photo";
import { go, Heading, Link } from "./router";
import type { Account } from "./session";
import { Alert, CopyButton, Sample, Skeleton } from "./ui";
import { when } from "./when";
import { forgetDraft, keptDraft } from "./wizard/kept";

const PAGE = 12;

export default function Dashboard({ account: { session, user } }: { account: Account }) {
  const [most, setMost] = useState(PAGE);
  const events = useEvents(session, user.uid, most);
  const isEmpty = Array.isArray(events) && !events.length;
  return (
    <div className="inside">
      <div className="spread">
        <Heading>Your events</Heading>
        {!isEmpty && (
          <Link to="/new" className="button first">
            New event
          </Link>
        )}
      </div>
      <Draft uid={user.uid} />
      {events === undefined && <Skeleton />}
      {events instanceof Error && (
        <Alert>Your events cannot be read just now. Reload the page to try again.</Alert>
      )}
      {isEmpty && <Empty />}
      {Array.isArray(events) && <List events={events} />}
      {Array.isArray(events) && events.length === most && (
        <button type="button" onClick={() => setMost(most + PAGE)}>
          Show more
        </button>
      )}
    </div>
  );
}

function Draft({ uid }: { uid: string }) {
  const [draft, setDraft] = useState(() => keptDraft(uid));
  if (!draft) return null;
  const discard = () => {
    forgetDraft(uid);
    void forgetPhoto(uid);
    setDraft(undefined);
  };
  return (
    <section className="card draft" aria-label="Draft">
      <p>
        <span className="soft">Not published yet</span>
        <b dir="auto">{draft.title || "Untitled event"}</b>
      </p>
      <button type="button" className="quiet" onClick={discard}>
        Discard
      </button>
      <button type="button" onClick={() => go("/new")}>
        Continue
      </button>
    </section>
  );
}

function Empty() {
  return (
    <div className="lost">
      <Sample />
      <h2>Nothing published yet</h2>
      <p className="soft">Your first event takes about a minute.</p>
      <Link to="/new" className="button first">
        Create your first event
      </Link>
    </div>
  );
}

function List({ events }: { events: EventDocument[] }) {
  return (
    <ul className="grid">
      {events.map((event) => (
        <li key={event.id} className="poster">
          <Cover event={event} />
          <div className="facts">
            <h2 dir="auto">
              <Link to={`/dashboard/events/${event.id}/success`}>{event.title}</Link>
            </h2>
            <span>{when(event.starts_at, event.ends_at, event.timezone)}</span>
            <span className="spread">
              <Badge event={event} />
              <CopyButton className="small" text={`${location.origin}/e/${event.slug}`} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
