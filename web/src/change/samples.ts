/** For tests: a published event. */
import type { OwnEvent } from "../events";
import { type Content, contentOf } from "./content";

const STORED = {
  title: "Jazz",
  description: "Two stages.",
  starts_at: "2027-06-12T17:30:00.000000Z",
  ends_at: "2027-06-12T21:00:00.000000Z",
  timezone: "Europe/Berlin",
  location: { kind: "venue", name: "Kesselhaus", address: "Knaackstr. 97, Berlin" },
  tickets: [{ name: "Entry", price: 1800, currency: "EUR", quantity: 120 }],
  visibility: "public",
};

export const content = (changes: Partial<Content> = {}): Content => ({ ...contentOf(STORED), ...changes });

export function ownEvent(changes: Partial<Content> = {}, more: Partial<OwnEvent> = {}): OwnEvent {
  const is = content(changes);
  const { isDown, ...fields } = is;
  return {
    ...fields,
    id: "e1",
    content: is,
    starts_at: new Date(is.starts_at),
    ends_at: new Date(is.ends_at),
    unpublished_at: isDown ? new Date() : null,
    unpublished_by: isDown ? "owner" : null,
    revision: 0,
    slug: "jazz",
    published_at: new Date("2027-01-01T00:00:00Z"),
    owner: "ada",
    organizer: { name: "Ada", email: "ada@example.com", email_verified: true },
    fingerprint: "",
    shard: 0,
    ticket_count: 1,
    trace: "",
    cover: { state: "ready", source: "composed", url: "https://media.example/c.webp" },
    confirmation: { state: "sent" },
    ...more,
  };
}
