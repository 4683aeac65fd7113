// Written by `make contract`; edit the Python that it comes from instead.

export type Online = {
  kind: "online";
  url: string;
};

export type Ticket = {
  name: string;
  /** In the currency's minor units. */
  price: number;
  currency: string;
  quantity: number;
};

export type Venue = {
  kind: "venue";
  name: string;
  address?: string;
};

/** The body of `POST /api/events/publish`. Times are stored in UTC. */
export type EventDraft = {
  title: string;
  description?: string;
  starts_at: string;
  ends_at: string;
  timezone: string;
  location: Venue | Online;
  tickets?: Array<Ticket>;
  visibility?: "public" | "unlisted";
  cover_upload?: string | null;
};

export type Published = {
  event_id: string;
  slug: string;
  public_url: string;
  published_at: string;
};

export type Upload = {
  cover_upload: string;
};

/** RFC 9457 */
export type Problem = {
  type: "urn:publish-event:problem:malformed-request" | "urn:publish-event:problem:invalid-event" | "urn:publish-event:problem:invalid-image" | "urn:publish-event:problem:unauthenticated" | "urn:publish-event:problem:app-check-failed" | "urn:publish-event:problem:forbidden" | "urn:publish-event:problem:not-found" | "urn:publish-event:problem:method-not-allowed" | "urn:publish-event:problem:request-timeout" | "urn:publish-event:problem:key-in-use" | "urn:publish-event:problem:too-large" | "urn:publish-event:problem:unsupported-media-type" | "urn:publish-event:problem:key-reused" | "urn:publish-event:problem:internal" | "urn:publish-event:problem:unavailable" | "urn:publish-event:problem:publishing-paused";
  title: string;
  status: number;
  detail?: string;
  errors?: Array<{
    /** RFC 6901 */
    pointer: string;
    detail: string;
  }>;
};

export type ProblemName = "malformed-request" | "invalid-event" | "invalid-image" | "unauthenticated" | "app-check-failed" | "forbidden" | "not-found" | "method-not-allowed" | "request-timeout" | "key-in-use" | "too-large" | "unsupported-media-type" | "key-reused" | "internal" | "unavailable" | "publishing-paused";

/** The email to the organizer; `skipped` when their address is not verified. */
export type Confirmation = {
  attempts?: number;
  due?: Date | null;
  first_due?: Date | null;
  leased?: boolean | null;
  lost_workers?: number;
  error?: string | null;
  state: string;
  message_id?: string | null;
  sent_at?: Date | null;
};

/** `upload` names the organizer's photo; `bytes` is the size of the picture at `url`. */
export type Cover = {
  attempts?: number;
  due?: Date | null;
  first_due?: Date | null;
  leased?: boolean | null;
  lost_workers?: number;
  error?: string | null;
  state: string;
  source?: string | null;
  model?: string | null;
  url?: string | null;
  social_url?: string | null;
  width?: number | null;
  height?: number | null;
  bytes?: number | null;
  upload?: string | null;
};

/** Who published the event, as their ID token described them at that time. */
export type Organizer = {
  name?: string;
  email?: string;
  email_verified?: boolean;
};

/** Where an event takes place: an `online` event has a `url`, any other a name and address. */
export type Place = {
  kind: string;
  name?: string;
  address?: string;
  url?: string;
};

/** The document `events/{event_id}`, which only its owner may read.

Ticket types are documents in its subcollection `tickets`. `fingerprint` identifies the draft,
`trace` the request that created the event (a W3C traceparent), and `shard` spreads the indexes
of time-ordered queries. */
export type EventDocument = {
  slug: string;
  title: string;
  description?: string;
  starts_at: Date;
  ends_at: Date;
  timezone: string;
  location: Place;
  visibility?: string;
  published_at: Date;
  owner: string;
  organizer: Organizer;
  fingerprint: string;
  shard: number;
  ticket_count: number;
  cover: Cover;
  confirmation: Confirmation;
  trace: string;
  unpublished_at?: Date | null;
};
