/** One's own events, live: the only code of the front end that talks to Firestore, loaded when needed. */
import {
  collection,
  connectFirestoreEmulator,
  type DocumentData,
  doc,
  type Firestore,
  getFirestore,
  limit,
  onSnapshot,
  orderBy,
  query,
  Timestamp,
  where,
} from "firebase/firestore";
import { useEffect, useState } from "react";
import type { EventDocument } from "./contract/types";
import type { Session } from "./firebase";

/** An event of one's own, with the name of its document. */
export type OwnEvent = EventDocument & { id: string };

/** Undefined while loading; null when there is none, or it is somebody else's: the rules do not say which. */
export function useEvent(session: Session, id: string): OwnEvent | null | undefined {
  const [event, setEvent] = useState<OwnEvent | null>();
  useEffect(
    () =>
      onSnapshot(
        doc(database(session), "events", id),
        (snapshot) => {
          const data = snapshot.data();
          if (data) setEvent(eventOf(snapshot.id, data));
          else if (!snapshot.metadata.fromCache) setEvent(null);
        },
        () => setEvent(null),
      ),
    [session, id],
  );
  return event;
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

const eventOf = (id: string, data: DocumentData) => ({ ...(withDates(data) as EventDocument), id });

/** Every timestamp of a document as a Date, however deep. */
function withDates(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toDate();
  if (Array.isArray(value)) return value.map(withDates);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withDates(part)]));
}
