import { useState } from "react";
import { Badge } from "./Badge";
import { Drafts } from "./drafts/Drafts";
import { Cover } from "./EventCover";
import { type OwnEvent, useEvents } from "./events";
import { Heading, Link } from "./router";
import type { Account } from "./session";
import { Alert, CopyButton, Samples, Skeleton } from "./ui";
import { when } from "./when";

const PAGE = 12;
const SIZES = "(min-width: 64rem) 24rem, (min-width: 42rem) 29rem, calc(100vw - 2.5rem)";

export default function Dashboard({ account }: { account: Account }) {
  const { session } = account;
  const [count, setCount] = useState(PAGE);
  const events = useEvents(account, count);
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
      <Drafts account={account} />
      {events === undefined && <Skeleton />}
      {events instanceof Error && <Alert>We could not load your events. Reload the page to try again.</Alert>}
      {isEmpty && <Empty />}
      {Array.isArray(events) &&
        GROUPS.map((name) => (
          <Group key={name} name={name} events={groupOf(name, events)} publicUrl={session.publicUrl} />
        ))}
      {Array.isArray(events) && events.length === count && (
        <button type="button" onClick={() => setCount(count + PAGE)}>
          Show more
        </button>
      )}
    </div>
  );
}

function Empty() {
  return (
    <div className="lost">
      <Samples />
      <h2>No events yet</h2>
      <p className="soft">Publish your first one in about a minute.</p>
      <Link to="/new" className="button first">
        Create your first event
      </Link>
    </div>
  );
}

const GROUPS = ["Upcoming", "Past", "Cancelled"] as const;
type GroupName = (typeof GROUPS)[number];

/** Upcoming: the next one first. The others: the latest first. */
function groupOf(name: GroupName, events: OwnEvent[]): OwnEvent[] {
  const direction = name === "Upcoming" ? 1 : -1;
  return events
    .filter((event) => group(event) === name)
    .sort((a, b) => direction * (a.starts_at.getTime() - b.starts_at.getTime()));
}

function group({ status, unpublished_at, ends_at }: OwnEvent): GroupName {
  if (unpublished_at || status === "cancelled") return "Cancelled";
  return ends_at.getTime() < Date.now() ? "Past" : "Upcoming";
}

type GroupProps = { name: GroupName; events: OwnEvent[]; publicUrl: string };

function Group({ name, events, publicUrl }: GroupProps) {
  if (!events.length) return null;
  return (
    <section className="inside" aria-labelledby={name}>
      <h2 id={name}>{name === "Cancelled" ? "Cancelled or taken down" : name}</h2>
      <ul className={name === "Cancelled" ? "grid off" : "grid"}>
        {events.map((event, index) => (
          <li key={event.id} className="poster">
            <Cover event={event} sizes={SIZES} isFirst={index === 0} />
            <div className="facts">
              <h3 dir="auto">
                <Link to={`/dashboard/events/${event.id}/success`}>{event.title}</Link>
              </h3>
              <span>{when(event)}</span>
              <span className="spread">
                <Badge event={event} />
                {!event.unpublished_at && (
                  <CopyButton className="small" text={`${publicUrl}/e/${event.slug}`} />
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
