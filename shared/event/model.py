"""What Firestore holds: the event, its work, and the public page beside it."""

from datetime import datetime
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from shared.event.draft import Location, Ticket

CoverSource = Literal["uploaded", "generated", "composed"]
WorkName = Literal["cover", "confirmation"]
WORKS: tuple[WorkName, ...] = get_args(WorkName)


class Stored(BaseModel):
    """A document as read. Unknown fields are a newer version's, and left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Listing(Stored):
    """What anyone may know of an event. Instants are UTC; `timezone` says where they are read."""

    slug: str
    title: str
    description: str = ""
    starts_at: datetime
    ends_at: datetime
    timezone: str
    location: Location
    visibility: Literal["public", "unlisted"] = "public"
    published_at: datetime


class PageCover(Stored):
    """Absolute addresses: `url` of a WebP of width × height, `social_url` of a 1200×630 JPEG."""

    source: CoverSource
    url: str
    social_url: str
    width: int
    height: int


class Page(Listing):
    """`pages/{slug}`: everything the public page shows, nothing private."""

    event_id: str
    organizer_name: str = ""
    tickets: tuple[Ticket, ...] = ()
    cover: PageCover | None = None
    unpublished_at: datetime | None = None


class Organizer(Stored):
    """The account that published, as its ID token described it then."""

    name: str = ""
    email: str = ""
    email_verified: bool = False


class Caller(Organizer):
    """The verified account behind a request."""

    uid: str


class Work(Stored):
    """One piece of work on an event.

    `due` is when it may next be claimed; finished work has none. While a worker holds the work,
    `leased` is true and `due` is when its lease runs out. Otherwise `due` is when the work was
    first asked for, or when it is tried again. `lost_workers` counts the leases that ran out, one
    after another, without a word from their holder.
    """

    attempts: int = 0
    due: datetime | None = None
    first_due: datetime | None = None
    leased: bool | None = None
    lost_workers: int = 0
    error: str | None = None

    @property
    def is_leased(self) -> bool:
        """Before version 1.1 there was no `leased`, and whoever had claimed work held a lease."""
        return self.attempts > 0 if self.leased is None else self.leased


class Cover(Work):
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
    state: Literal["pending", "sent", "skipped", "failed"]
    message_id: str | None = None
    sent_at: datetime | None = None


class Event(Listing):
    """`events/{event_id}`, private to its owner. Ticket types are documents below it."""

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
