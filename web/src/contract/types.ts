// Written by `make contract`; edit the Python that it comes from instead.

/** Drawn from type and geometry: nothing is paid for. */
export type ComposedCover = {
  kind: "composed";
  design: number;
};

/** The picture of the organizer's other event, under new words. Nothing is paid for. */
export type CopiedCover = {
  kind: "copied";
  event: string;
};

/** Painted by a generative model; in a change, another picture than before. */
export type GeneratedCover = {
  kind: "generated";
};

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

/** The photo that was uploaded under this name. */
export type UploadedCover = {
  kind: "uploaded";
  upload: string;
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
  /** Short for a `cover` of the kind `uploaded`. */
  cover_upload?: string | null;
  /** Without it, generated where the deployment can. */
  cover?: GeneratedCover | ComposedCover | UploadedCover | CopiedCover | null;
  /** Of the page, the mail, the calendar file and the pictures. */
  language?: string;
  /** The page's address after `/e/`. Without it, made of the title. */
  slug?: string | null;
};

/** The picture that the event had until the change that made `revision`. Nothing is paid for. */
export type EarlierCover = {
  kind: "earlier";
  revision: number;
};

/** The body of `PUT /api/events/{event_id}`: the event's whole new state. */
export type EventChange = {
  title: string;
  description?: string;
  starts_at: string;
  ends_at: string;
  timezone: string;
  location: Venue | Online;
  tickets?: Array<Ticket>;
  visibility?: "public" | "unlisted";
  status?: "scheduled" | "postponed" | "cancelled";
  /** What guests should know about the change. */
  note?: string;
  /** Another picture; without it, the picture stays. */
  cover?: GeneratedCover | ComposedCover | UploadedCover | EarlierCover | null;
  /** Without it, the language stays. */
  language?: string | null;
  /** The address that the event has: it never changes. */
  slug?: string | null;
};

export type Published = {
  event_id: string;
  slug: string;
  public_url: string;
  published_at: string;
};

export type Changed = {
  event_id: string;
  slug: string;
  public_url: string;
  revision: number;
  changed_at: string;
  changed: Array<string>;
};

export type SlugCheck = {
  slug: string;
  free: boolean;
  /** Three like it that are free, when it is not. */
  suggestions: Array<string>;
};

export type Upload = {
  cover_upload: string;
};

/** RFC 9457 */
export type Problem = {
  type: "urn:publish-event:problem:malformed-request" | "urn:publish-event:problem:invalid-event" | "urn:publish-event:problem:invalid-image" | "urn:publish-event:problem:unauthenticated" | "urn:publish-event:problem:app-check-failed" | "urn:publish-event:problem:forbidden" | "urn:publish-event:problem:not-found" | "urn:publish-event:problem:method-not-allowed" | "urn:publish-event:problem:request-timeout" | "urn:publish-event:problem:key-in-use" | "urn:publish-event:problem:slug-taken" | "urn:publish-event:problem:event-purged" | "urn:publish-event:problem:stale-revision" | "urn:publish-event:problem:too-large" | "urn:publish-event:problem:unsupported-media-type" | "urn:publish-event:problem:key-reused" | "urn:publish-event:problem:precondition-required" | "urn:publish-event:problem:too-many-requests" | "urn:publish-event:problem:internal" | "urn:publish-event:problem:unavailable" | "urn:publish-event:problem:publishing-paused";
  title: string;
  status: number;
  detail?: string;
  /** The present one. */
  revision?: number;
  /** Addresses like the one that is taken, and free. */
  suggestions?: Array<string>;
  errors?: Array<{
    /** RFC 6901 */
    pointer: string;
    detail: string;
  }>;
};

export type ProblemName = "malformed-request" | "invalid-event" | "invalid-image" | "unauthenticated" | "app-check-failed" | "forbidden" | "not-found" | "method-not-allowed" | "request-timeout" | "key-in-use" | "slug-taken" | "event-purged" | "stale-revision" | "too-large" | "unsupported-media-type" | "key-reused" | "precondition-required" | "too-many-requests" | "internal" | "unavailable" | "publishing-paused";

/** The email to the organizer; `skipped` when their address is not verified.

`announced` is what the last one said: the next tells what was and what is. */
export type Confirmation = {
  revision?: number;
  attempts?: number;
  due?: Date | null;
  first_due?: Date | null;
  leased?: boolean | null;
  lost_workers?: number;
  error?: string | null;
  state: string;
  message_id?: string | null;
  sent_at?: Date | null;
  announced?: Facts | null;
};

/** `choice` is what the organizer chose, if anything: `generated`, `composed` or `uploaded`.

`design` is the composed one's number, `upload` the photo's name, and `since` the revision that
it was chosen in. `bytes` is the size of the picture at `url`, and `sizes` its addresses by
width, as the page has them.

`art` is the address of the picture without words; a composed cover has none, unless it stands
in for one that could not be lettered. While `keeps_art` is true the job is to letter the cover
again, and nothing is generated. `copied_from` is the other event that the art was taken from. */
export type Cover = {
  revision?: number;
  attempts?: number;
  due?: Date | null;
  first_due?: Date | null;
  leased?: boolean | null;
  lost_workers?: number;
  error?: string | null;
  state: string;
  choice?: string | null;
  design?: number | null;
  since?: number;
  earlier?: Array<string>;
  art?: string | null;
  keeps_art?: boolean;
  copied_from?: string | null;
  source?: string | null;
  model?: string | null;
  url?: string | null;
  sizes?: Record<string, string>;
  social_url?: string | null;
  width?: number | null;
  height?: number | null;
  bytes?: number | null;
  upload?: string | null;
};

/** What guests must hear about when it changes.

Times are in UTC; `timezone` is the IANA zone in which they are shown. `unpublished_at` is set
while the page is taken down. `language` (BCP 47) is that of all words about the event. */
export type Facts = {
  title: string;
  starts_at: Date;
  ends_at: Date;
  timezone: string;
  location: Place;
  status?: string;
  unpublished_at?: Date | null;
  language?: string;
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

Ticket types are documents in its subcollection `tickets` too, and revisions in `changes`.
`fingerprint` identifies the draft, `trace` the request that created the event (a W3C
traceparent), and `shard` spreads the indexes of time-ordered queries. */
export type EventDocument = {
  title: string;
  starts_at: Date;
  ends_at: Date;
  timezone: string;
  location: Place;
  status?: string;
  unpublished_at?: Date | null;
  language?: string;
  slug: string;
  description?: string;
  visibility?: string;
  published_at: Date;
  revision?: number;
  changed_at?: Date | null;
  note?: string;
  previous_starts_at?: Date | null;
  moved_online?: boolean;
  unpublished_by?: string | null;
  owner: string;
  organizer: Organizer;
  fingerprint: string;
  shard: number;
  ticket_count: number;
  tickets?: Array<Ticket> | null;
  cover: Cover;
  confirmation: Confirmation;
  trace: string;
};

/** The document `events/{event_id}/changes/{key}`: one revision, and what was before it.

`changed` are JSON pointers to the fields that differ. When none did, `revision` is the one that
the event already had and `before` is None; else `before` has the fields of the event before.
`fingerprint` identifies the request, `trace` the attempt that made it. */
export type ChangeDocument = {
  revision: number;
  changed_at: Date;
  changed: Array<string>;
  changed_by?: string;
  fingerprint: string;
  trace: string;
  before?: Record<string, unknown> | null;
};
