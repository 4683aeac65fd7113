import { useState } from "react";
import { Badge } from "./Badge";
import { Drafts } from "./drafts/Drafts";
import { useDrafts } from "./drafts/useDrafts";
import { Cover } from "./EventCover";
import { type OwnEvent, useEvents } from "./events";
import { Heading, Link } from "./router";
import type { Account } from "./session";
import { Alert, CopyButton, Samples, Skeleton } from "./ui";
import { when } from "./when";
import { t } from "./words";

const PAGE = 12;
const SIZES = "(min-width: 64rem) 24rem, (min-width: 42rem) 29rem, calc(100vw - 2.5rem)";

export default function Dashboard({ account }: { account: Account }) {
  const { session } = account;
  const [count, setCount] = useState(PAGE);
  const drafts = useDrafts(account);
  const found = useEvents(account, count);
  const events = drafts.isListed ? found : undefined; // which drafts that come later would move
  const isEmpty = Array.isArray(events) && !events.length;
  return (
    <div className="inside">
      <div className="spread">
        <Heading>{t("dashboard.title")}</Heading>
        {!isEmpty && (
          <Link to="/new" className="button first">
            {t("dashboard.newEvent")}
          </Link>
        )}
      </div>
      <Drafts {...drafts} />
      {events === undefined && <Skeleton />}
      {events instanceof Error && <Alert>{t("dashboard.failed")}</Alert>}
      {isEmpty && <Empty />}
      {Array.isArray(events) &&
        GROUPS.map((name) => (
          <Group key={name} name={name} events={groupOf(name, events)} publicUrl={session.publicUrl} />
        ))}
      {Array.isArray(events) && events.length === count && (
        <button type="button" onClick={() => setCount(count + PAGE)}>
          {t("dashboard.showMore")}
        </button>
      )}
    </div>
  );
}

function Empty() {
  return (
    <div className="lost">
      <Samples />
      <h2>{t("dashboard.none")}</h2>
      <p className="soft">{t("dashboard.noneHelp")}</p>
      <Link to="/new" className="button first">
        {t("dashboard.createFirst")}
      </Link>
    </div>
  );
}

const GROUPS = ["upcoming", "past", "cancelled"] as const;
type GroupName = (typeof GROUPS)[number];

/** Of the upcoming ones the next is first, of the others the latest. */
function groupOf(name: GroupName, events: OwnEvent[]): OwnEvent[] {
  const direction = name === "upcoming" ? 1 : -1;
  return events
    .filter((event) => group(event) === name)
    .sort((a, b) => direction * (a.starts_at.getTime() - b.starts_at.getTime()));
}

function group({ status, unpublished_at, ends_at }: OwnEvent): GroupName {
  if (unpublished_at || status === "cancelled") return "cancelled";
  return ends_at.getTime() < Date.now() ? "past" : "upcoming";
}

type GroupProps = { name: GroupName; events: OwnEvent[]; publicUrl: string };

function Group({ name, events, publicUrl }: GroupProps) {
  if (!events.length) return null;
  return (
    <section className="inside" aria-labelledby={name}>
      <h2 id={name}>{t(`dashboard.${name}`)}</h2>
      <ul className={name === "cancelled" ? "grid off" : "grid"}>
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
