/** The event that was published here a moment ago, as far as this browser knows it before it is read. */
import { contentOf } from "./change/content";
import type { Published } from "./contract/types";
import type { Draft } from "./draft";
import type { OwnEvent } from "./events";
import type { Account } from "./session";

let latest: OwnEvent | undefined;

/** Undefined for any other event, and for another account. */
export const expectedEvent = ({ user }: Account, id: string): OwnEvent | undefined =>
  latest?.id === id && latest.owner === user.uid ? latest : undefined;

/** `picture` is where this browser has the photo, or the composed cover, until there is a cover. */
export function expectEvent(
  published: Published,
  draft: Draft,
  user: Account["user"],
  picture?: string,
): void {
  const { event_id: id, slug, published_at } = published;
  const { cover_upload, cover, starts_at, ends_at, ...others } = draft;
  latest = {
    ...others,
    id,
    slug,
    starts_at: new Date(starts_at),
    ends_at: new Date(ends_at),
    published_at: new Date(published_at),
    owner: user.uid,
    organizer: { name: user.displayName ?? "", email: user.email ?? "", email_verified: user.emailVerified },
    ticket_count: draft.tickets.length,
    content: contentOf({ ...draft }),
    cover: { state: "pending", ...(picture && { url: picture }) },
    confirmation: { state: "pending" },
    // What only the server knows, and no screen shows.
    fingerprint: "",
    shard: 0,
    trace: "",
  };
}
