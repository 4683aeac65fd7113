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
  where,
} from "firebase/firestore";
import { useEffect, useState } from "react";
import type { Location } from "./draft";
import type { Session } from "./firebase";

/** What shared/event/model.py keeps in `events/{event_id}`, as far as it is shown here. */
export type EventDocument = {
  id: string;
  slug: string;
  title: string;
  starts_at: Date;
  ends_at: Date;
  timezone: string;
  location: Location;
  visibility: "public" | "unlisted";
  ticket_count: number;
  published_at: Date;
  unpublished_at?: Date | null;
  organizer: { email: string };
  cover: {
    state: "pending" | "ready";
    source: "uploaded" | "generated" | "composed" | null;
    url: string | null;
    width: number | null;
    height: number | null;
    upload: string | null;
  };
  confirmation: { state: "pending" | "sent" | "skipped" | "failed"; error: string | null };
};

/** Undefined while it is not known; null when there is none, or it is somebody else's: rules do not tell which. */
export function useEvent(session: Session, id: string): EventDocument | null | undefined {
  const [event, setEvent] = useState<EventDocument | null>();
  useEffect(
    () =>
      onSnapshot(
        doc(database(session), "events", id),
        (found) => {
          const data = found.data();
          if (data) setEvent(eventOf(found.id, data));
          else if (!found.metadata.fromCache) setEvent(null);
        },
        () => setEvent(null),
      ),
    [session, id],
  );
  return event;
}

/** The latest first; undefined while they are not known. */
export function useEvents(session: Session, uid: string, most: number): EventDocument[] | Error | undefined {
  const [events, setEvents] = useState<EventDocument[] | Error>();
  useEffect(() => {
    const own = where("owner", "==", uid);
    const latest = query(
      collection(database(session), "events"),
      own,
      orderBy("published_at", "desc"),
      limit(most),
    );
    return onSnapshot(
      latest,
      ({ docs, metadata, empty }) => {
        if (!(empty && metadata.fromCache)) setEvents(docs.map((found) => eventOf(found.id, found.data())));
      },
      setEvents,
    );
  }, [session, uid, most]);
  return events;
}

let opened: Firestore | undefined;

function database({ app, emulators }: Session): Firestore {
  if (opened) return opened;
  opened = getFirestore(app);
  const [host, port] = emulators?.firestore.split(":") ?? [];
  if (host) connectFirestoreEmulator(opened, host, Number(port));
  return opened;
}

function eventOf(id: string, data: DocumentData): EventDocument {
  const date = (field: string) => data[field]?.toDate() as Date;
  const times = ["starts_at", "ends_at", "published_at", "unpublished_at"].map((field) => [
    field,
    date(field),
  ]);
  return { ...data, id, ...Object.fromEntries(times) } as EventDocument;
}
