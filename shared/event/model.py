"""The documents in Firestore: an event, private, with its jobs' state; and its public page."""

from datetime import datetime
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

from shared.event.names import display_name

CoverSource = Literal["uploaded", "generated", "composed"]
WorkName = Literal["cover", "confirmation"]
WORKS: tuple[WorkName, ...] = get_args(WorkName)


class StoredModel(BaseModel):
    """Base of what is read from Firestore, by rules of its own: what was valid when it was written
    stays readable, whatever the draft's rules are today, and so does what a newer release writes.

    Unknown fields are ignored, and where a draft has an enumeration or a code, this has a string:
    code that meets an unknown value shows as much as it understands.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)


class Place(StoredModel):
    """Where an event takes place: an `online` event has a `url`, any other a name and address."""

    kind: str
    name: str = ""
    address: str = ""
    url: str = ""

    @property
    def is_online(self) -> bool:
        return self.kind == "online"


class Ticket(StoredModel):
    """A type of ticket; `price` is in minor units of `currency`."""

    name: str
    price: int
    currency: str
    quantity: int


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
    location: Place
    visibility: str = "public"
    published_at: datetime


class PageCover(StoredModel):
    """A page's pictures, as absolute URLs.

    `url` is the cover, a WebP of `width` × `height` pixels; `social_url` is the card for social
    previews, a JPEG of 1200×630.
    """

    source: str
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

    @field_validator("organizer_name", mode="before")
    @classmethod
    def _as_shown(cls, name: object) -> str:
        return display_name(name)  # version 1.0 stored names as they came


class Purged(StoredModel):
    """What is left of an event or a page that an operator removed."""

    purged_at: datetime


class Organizer(StoredModel):
    """Who published the event, as their ID token described them at that time."""

    name: str = ""
    email: str = ""
    email_verified: bool = False

    @field_validator("name", mode="before")
    @classmethod
    def _as_shown(cls, name: object) -> str:
        return display_name(name)


class Caller(Organizer):
    """The account behind a request, from a verified ID token."""

    uid: str


class Work(StoredModel):
    """The state of a background job on an event: making its cover, or sending its confirmation.

    `due` is the time from which a worker may claim the job, like the visibility timeout of a queue;
    a finished job has none. While a worker holds the job, `leased` is true and `due` is when its
    lease ends. `first_due` is when the job was asked for, `error` why the last attempt failed, and
    `lost_workers` how many leases in a row ended without a result: their worker died.
    """

    attempts: int = 0
    due: datetime | None = None
    first_due: datetime | None = None
    leased: bool | None = None
    lost_workers: int = 0
    error: str | None = None

    @property
    def is_leased(self) -> bool:
        """Documents of version 1.0 have no `leased`: there, claimed work is leased."""
        return self.attempts > 0 if self.leased is None else self.leased


class Cover(Work):
    """`upload` names the organizer's photo; `bytes` is the size of the picture at `url`."""

    state: str
    """`pending` or `ready`."""
    source: str | None = None
    model: str | None = None
    url: str | None = None
    social_url: str | None = None
    width: int | None = None
    height: int | None = None
    bytes: int | None = None
    upload: str | None = None


class Confirmation(Work):
    """The email to the organizer; `skipped` when their address is not verified."""

    state: str
    """`pending`, `sent`, `skipped` or `failed`."""
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
