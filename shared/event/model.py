"""The documents in Firestore: an event, private, with its jobs' state; and its public page."""

from datetime import datetime
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from shared.event.draft import Location, Ticket

CoverSource = Literal["uploaded", "generated", "composed"]
WorkName = Literal["cover", "confirmation"]
WORKS: tuple[WorkName, ...] = get_args(WorkName)


class StoredModel(BaseModel):
    """Base of what is read from Firestore. Ignores fields that a newer version has added."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Listing(StoredModel):
    """What event and page have in common; all of it is public.

    Times are in UTC; `timezone` is the IANA zone in which they are shown.
    """

    slug: str
    title: str
    description: str = ""
    starts_at: datetime
    ends_at: datetime
    timezone: str
    location: Location
    visibility: Literal["public", "unlisted"] = "public"
    published_at: datetime


class PageCover(StoredModel):
    """A page's pictures, as absolute URLs.

    `url` is the cover, a WebP of `width` × `height` pixels; `social_url` is the card for social
    previews, a JPEG of 1200×630.
    """

    source: CoverSource
    url: str
    social_url: str
    width: int
    height: int


class Page(Listing):
    """The document `pages/{slug}`: all that the public page shows, and nothing private."""

    event_id: str
    organizer_name: str = ""
    tickets: tuple[Ticket, ...] = ()
    cover: PageCover | None = None
    unpublished_at: datetime | None = None


class Organizer(StoredModel):
    """Who published the event, as their ID token described them at that time."""

    name: str = ""
    email: str = ""
    email_verified: bool = False


class Caller(Organizer):
    """The account behind a request, from a verified ID token."""

    uid: str


class Work(StoredModel):
    """The state of a background job on an event: making its cover, or sending its confirmation.

    `due` is the time from which a worker may claim the job, like the visibility timeout of a queue;
    a finished job has none. `error` says why the last attempt failed.
    """

    attempts: int = 0
    due: datetime | None = None
    error: str | None = None


class Cover(Work):
    """`upload` names the organizer's photo; `bytes` is the size of the picture at `url`."""

    state: Literal["pending", "ready"]
    source: CoverSource | None = None
    model: str | None = None
    url: str | None = None
    social_url: str | None = None
    width: int | None = None
    height: int | None = None
    bytes: int | None = None
    upload: str | None = None


class Confirmation(Work):
    """The email to the organizer; `skipped` when their address is not verified."""

    state: Literal["pending", "sent", "skipped", "failed"]
    message_id: str | None = None
    sent_at: datetime | None = None


class Event(Listing):
    """The document `events/{event_id}`, which only its owner may read.

    Ticket types are documents in its subcollection `tickets`. `fingerprint` identifies the draft,
    `trace` the request that created the event (a W3C traceparent), and `shard` spreads the indexes
    of time-ordered queries.
    """

    event_id: str
    owner: str
    organizer: Organizer
    fingerprint: str
    shard: int
    ticket_count: int
    cover: Cover
    confirmation: Confirmation
    trace: str
    unpublished_at: datetime | None = None

    def work(self, name: WorkName) -> Work:
        return self.cover if name == "cover" else self.confirmation
