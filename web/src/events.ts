/** One's own events, as they are now. Only the functions write them. */
import { useCallback } from "react";
import { type Content, contentOf } from "./change/content";
import type { ChangeDocument, EventDocument, Ticket } from "./contract/types";
import { expectedEvent } from "./expected";
import { firestore, idOf, jsonOf, plain, type StoredDocument } from "./firestore";
import { remember, useLive } from "./live";
import type { Account } from "./session";

/** An event of one's own, with the name of its document, and what a change of it starts from. */
export type OwnEvent = EventDocument & { id: string; content: Content };
/** A revision of it, with what was before. */
export type Revision = Pick<ChangeDocument, "revision" | "changed_at" | "changed" | "changed_by"> & {
  id: string;
  before: Content;
};

/** While cover or mail are under way, and otherwise. */
const EVENT_MS = { busy: 1000, idle: 5000 };
/** Of a list each event is a read that is paid for. */
const LIST_MS = { busy: 5000, idle: 30_000 };
const HISTORY_MS = 60_000; // a new revision asks by itself

/** Undefined while loading; null when there is none, or it is somebody else's: the rules do not say which. */
export function useEvent(account: Account, id: string): OwnEvent | null | undefined {
  const read = useCallback(() => eventOnce(account, id), [account, id]);
  const found = useLive(nameOf(account, id), read, (event) =>
    isBusy(event) ? EVENT_MS.busy : EVENT_MS.idle,
  );
  return found instanceof Error || found === undefined ? expectedEvent(account, id) : found;
}

/** As it stands; null when there is none of one's own. */
export async function eventOnce(account: Account, id: string): Promise<OwnEvent | null> {
  const { root, send } = firestore(account);
  const path = `${root}/events/${encodeURIComponent(id)}`;
  const found = await jsonOf<StoredDocument>(await send(path));
  return found && eventOf(found, "tickets" in (found.fields ?? {}) ? undefined : await tickets());

  /** An event that version 1 published has none in its own document. */
  async function tickets(): Promise<Ticket[]> {
    const listed = await jsonOf<{ documents?: StoredDocument[] }>(await send(`${path}/tickets?pageSize=300`));
    return (listed?.documents ?? [])
      .sort((a, b) => Number(idOf(a)) - Number(idOf(b)))
      .map(({ fields }) => plain(fields) as Ticket);
  }
}

type Revisions = { revisions: Revision[]; hasMore: boolean };

/** What was changed, the latest first; undefined while loading. */
export function useRevisions(
  account: Account,
  { id, revision = 0 }: Pick<OwnEvent, "id" | "revision">,
  count: number,
): Revisions | Error | undefined {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next revision is another history
  const read = useCallback(async () => {
    const from = { from: [{ collectionId: "changes" }] };
    const latest = { ...from, orderBy: descending("revision"), limit: count };
    const found = await documents(account, `/events/${encodeURIComponent(id)}`, latest);
    return { revisions: found.flatMap(revisionOf), hasMore: found.length === count };
  }, [account, id, revision, count]);
  return useLive(`${nameOf(account, id)}/changes/${count}`, read, () => HISTORY_MS);
}

/** The latest first; undefined while loading. */
export function useEvents(account: Account, count: number): OwnEvent[] | Error | undefined {
  const { uid } = account.user;
  const read = useCallback(async () => {
    const own = { fieldFilter: { field: { fieldPath: "owner" }, op: "EQUAL", value: { stringValue: uid } } };
    const query = { from: [{ collectionId: "events" }], where: own, orderBy: descending("published_at") };
    const events = (await documents(account, "", { ...query, limit: count })).map((each) => eventOf(each));
    for (const event of events) if (event.tickets) remember(nameOf(account, event.id), event);
    return events;
  }, [account, uid, count]);
  const pace = (events: OwnEvent[]) => (events.some(isBusy) ? LIST_MS.busy : LIST_MS.idle);
  return useLive(nameOf(account, ""), read, pace);
}

const nameOf = ({ user }: Account, id: string) => `${user.uid}/events/${id}`;

const isBusy = (event: OwnEvent | null) =>
  event?.cover.state === "pending" || event?.confirmation.state === "pending";

const descending = (fieldPath: string) => [{ field: { fieldPath }, direction: "DESCENDING" }];

async function documents(
  account: Account,
  parent: string,
  structuredQuery: object,
): Promise<StoredDocument[]> {
  const { root, send } = firestore(account);
  const answer = await send(`${root}${parent}:runQuery`, JSON.stringify({ structuredQuery }));
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const found = (await answer.json()) as { document?: StoredDocument }[];
  return found.flatMap(({ document }) => document ?? []);
}

function eventOf(document: StoredDocument, tickets?: Ticket[]): OwnEvent {
  const fields = { ...plain(document.fields), ...(tickets && { tickets }) };
  const { starts_at, ends_at } = plain(document.fields, exactly);
  const content = contentOf({ ...fields, starts_at, ends_at });
  return { ...(fields as EventDocument), id: idOf(document), content };
}

/** None for a change that changed nothing: that made no revision. */
function revisionOf(document: StoredDocument): Revision[] {
  const { before, ...change } = plain(document.fields) as ChangeDocument;
  return before ? [{ ...change, id: idOf(document), before: contentOf(before) }] : [];
}

/** To the microsecond, as the API stores it: a Date knows milliseconds. */
function exactly(time: string): string {
  const [seconds = "", decimals = ""] = time.replace("Z", "").split(".");
  return `${seconds}.${decimals.slice(0, 6).padEnd(6, "0")}Z`;
}
