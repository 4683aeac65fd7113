/** One's own events, live: the only code that loads Firestore's SDK. Drafts do without (drafts/remote.ts). */
import {
  collection,
  connectFirestoreEmulator,
  type DocumentData,
  doc,
  type Firestore,
  getDoc,
  getDocs,
  getFirestore,
  limit,
  onSnapshot,
  orderBy,
  query,
  Timestamp,
  where,
} from "firebase/firestore";
import { useEffect, useState } from "react";
import { type Content, contentOf } from "./change/content";
import type { ChangeDocument, EventDocument, Ticket } from "./contract/types";
import { expectedEvent } from "./expected";
import type { Session } from "./firebase";

/** An event of one's own, with the name of its document, and what a change of it starts from. */
export type OwnEvent = EventDocument & { id: string; content: Content };
/** A revision of it, with what was before. */
export type Revision = Pick<ChangeDocument, "revision" | "changed_at" | "changed" | "changed_by"> & {
  id: string;
  before: Content;
};

/** Undefined while loading; null when there is none, or it is somebody else's: the rules do not say which. */
export function useEvent(session: Session, id: string): OwnEvent | null | undefined {
  const [event, setEvent] = useState<OwnEvent | null | undefined>(() => expectedEvent(id));
  useEffect(() => {
    const reference = doc(database(session), "events", id);
    const stop = onSnapshot(
      reference,
      async (snapshot) => {
        const data = snapshot.data();
        if (data) setEvent(eventOf(snapshot.id, { ...data, tickets: data.tickets ?? (await tickets()) }));
        else if (!snapshot.metadata.fromCache) setEvent(null);
      },
      () => setEvent(null),
    );
    // An event that version 1 published has none in its own document.
    let apart: Promise<Ticket[]> | undefined;
    function tickets(): Promise<Ticket[]> {
      apart ??= getDocs(collection(reference, "tickets")).then(({ docs }) =>
        docs.sort((a, b) => Number(a.id) - Number(b.id)).map((each) => each.data() as Ticket),
      );
      return apart;
    }
    return stop;
  }, [session, id]);
  return event;
}

/** As it stands; null when there is none of one's own. */
export async function eventOnce(session: Session, id: string): Promise<OwnEvent | null> {
  const snapshot = await getDoc(doc(database(session), "events", id)).catch(() => undefined);
  const data = snapshot?.data();
  return data ? eventOf(id, data) : null;
}

type Revisions = { revisions: Revision[]; hasMore: boolean };

/** What was changed, the latest first; undefined while loading. */
export function useRevisions(session: Session, id: string, count: number): Revisions | Error | undefined {
  const [revisions, setRevisions] = useState<Revisions | Error>();
  useEffect(() => {
    const changes = collection(database(session), "events", id, "changes");
    return onSnapshot(
      query(changes, orderBy("revision", "desc"), limit(count)),
      ({ docs }) =>
        setRevisions({
          revisions: docs.flatMap((each) => revisionOf(each.id, each.data())),
          hasMore: docs.length === count,
        }),
      setRevisions,
    );
  }, [session, id, count]);
  return revisions;
}

/** The latest first; undefined while loading. */
export function useEvents(session: Session, uid: string, count: number): OwnEvent[] | Error | undefined {
  const [events, setEvents] = useState<OwnEvent[] | Error>();
  useEffect(() => {
    const own = where("owner", "==", uid);
    const latest = query(
      collection(database(session), "events"),
      own,
      orderBy("published_at", "desc"),
      limit(count),
    );
    return onSnapshot(
      latest,
      ({ docs, metadata, empty }) => {
        if (!(empty && metadata.fromCache))
          setEvents(docs.map((snapshot) => eventOf(snapshot.id, snapshot.data())));
      },
      setEvents,
    );
  }, [session, uid, count]);
  return events;
}

let firestore: Firestore | undefined;

function database({ app, emulators }: Session): Firestore {
  if (firestore) return firestore;
  firestore = getFirestore(app);
  const [host, port] = emulators?.firestore.split(":") ?? [];
  if (host) connectFirestoreEmulator(firestore, host, Number(port));
  return firestore;
}

function eventOf(id: string, data: DocumentData): OwnEvent {
  const exact = { ...data, starts_at: exactly(data.starts_at), ends_at: exactly(data.ends_at) };
  return { ...(withDates(data) as EventDocument), id, content: contentOf(exact) };
}

/** None for a change that changed nothing: that made no revision. */
function revisionOf(id: string, data: DocumentData): Revision[] {
  const { before, ...change } = withDates(data) as ChangeDocument;
  return before ? [{ ...change, id, before: contentOf(before) }] : [];
}

/** To the microsecond, as the API stores it: a Date knows milliseconds. */
function exactly(time: Timestamp): string {
  const micros = String(Math.floor(time.nanoseconds / 1000)).padStart(6, "0");
  return `${time.toDate().toISOString().slice(0, 19)}.${micros}Z`;
}

/** Every timestamp of a document as a Date, however deep. */
function withDates(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toDate();
  if (Array.isArray(value)) return value.map(withDates);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withDates(part)]));
}
