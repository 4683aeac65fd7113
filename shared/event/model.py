"""The documents in Firestore: an event, private, with its jobs' state; and its public page."""

from datetime import datetime
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

from shared.event.names import display_name

CoverSource = Literal["uploaded", "generated", "composed"]
Status = Literal["scheduled", "postponed", "cancelled"]
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


class Facts(StoredModel):
    """What guests must hear about when it changes.

    Times are in UTC; `timezone` is the IANA zone in which they are shown. `unpublished_at` is set
    while the page is taken down. `language` (BCP 47) is that of all words about the event.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    location: Place
    status: str = "scheduled"
    unpublished_at: datetime | None = None
    language: str = "en"


class Listing(Facts):
    """What event and page have in common; all of it is public.

    Each change is the next `revision`; publishing made revision 0. `previous_starts_at` is the
    start that guests knew before the event was moved, and `moved_online` says whether it was moved
    from a venue. `unpublished_by` is `owner` or `operator`.
    """

    slug: str
    description: str = ""
    visibility: str = "public"
    published_at: datetime
    revision: int = 0
    changed_at: datetime | None = None
    note: str = ""
    previous_starts_at: datetime | None = None
    moved_online: bool = False
    unpublished_by: str | None = None

    @property
    def last_changed(self) -> datetime:
        return self.changed_at or self.published_at


class PageCover(StoredModel):
    """A page's pictures, as absolute URLs.

    `url` is the cover, a WebP of `width` × `height` pixels, and `sizes` are the addresses of the
    same in every width that it is stored in, itself included: by the width's decimal digits, since
    Firestore's maps have no other keys. `social_url` is the card for social previews, a JPEG of
    1200×630. All are `outdated` from a change of their words until they are lettered again.
    """

    source: str
    url: str
    sizes: dict[str, str] = {}
    """Empty in documents of version 1."""
    social_url: str
    width: int
    height: int
    outdated: bool = False

    def __hash__(self) -> int:
        return hash((self.url, self.social_url))  # a dict has none


class Page(Listing):
    """The document `pages/{slug}`: all that the public page shows, and nothing private."""

    event_id: str
    organizer_name: str = ""
    tickets: tuple[Ticket, ...] = ()
    cover: PageCover | None = None

    @field_validator("organizer_name", mode="before")
    @classmethod
    def _as_shown(cls, name: object) -> str:
        return display_name(name)  # version 1.0 stored names as they came


class Purged(StoredModel):
    """What is left of an event or a page that an operator removed.

    `language` is the page's, in which it says that it was removed; an event keeps none.
    """

    purged_at: datetime
    language: str = "en"


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
    `lost_workers` how many attempts in a row ended with the death of their worker, or of a process
    of its own. `revision` is the event's revision that the job was last asked for.
    """

    revision: int = 0
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

    def is_held(self, now: datetime) -> bool:
        """Whether a worker's lease on it is live."""
        return self.is_leased and self.due is not None and self.due > now


class Cover(Work):
    """`choice` is what the organizer chose, if anything: `generated`, `composed` or `uploaded`.

    `design` is the composed one's number, `upload` the photo's name, and `since` the revision that
    it was chosen in. `bytes` is the size of the picture at `url`, and `sizes` its addresses by
    width, as the page has them.

    `art` is the address of the picture without words; a composed cover has none, unless it stands
    in for one that could not be lettered. While `keeps_art` is true the job is to letter the cover
    again, and nothing is generated. `copied_from` is the other event that the art was taken from.
    """

    state: str
    """`pending` or `ready`."""
    choice: str | None = None
    design: int | None = None
    since: int = 0
    earlier: tuple[str, ...] = ()
    """The art of pictures that it had before, which may be chosen again."""
    art: str | None = None
    keeps_art: bool = False
    copied_from: str | None = None
    source: str | None = None
    model: str | None = None
    url: str | None = None
    sizes: dict[str, str] = {}
    social_url: str | None = None
    width: int | None = None
    height: int | None = None
    bytes: int | None = None
    upload: str | None = None

    @property
    def stored_art(self) -> str | None:
        """`art`. Version 1 stored no other picture, so there `url` is without words."""
        return self.art or (self.url if self.source in ("uploaded", "generated") else None)


class Confirmation(Work):
    """The email to the organizer; `skipped` when their address is not verified.

    `announced` is what the last one said: the next tells what was and what is.
    """

    state: str
    """`pending`, `sent`, `skipped` or `failed`."""
    message_id: str | None = None
    sent_at: datetime | None = None
    announced: Facts | None = None


class Event(Listing):
    """The document `events/{event_id}`, which only its owner may read.

    Ticket types are documents in its subcollection `tickets` too, and revisions in `changes`.
    `fingerprint` identifies the draft, `trace` the request that created the event (a W3C
    traceparent), and `shard` spreads the indexes of time-ordered queries.
    """

    event_id: str
    owner: str
    organizer: Organizer
    fingerprint: str
    shard: int
    ticket_count: int
    tickets: tuple[Ticket, ...] | None = None
    """None in events published by version 1, whose page has them."""
    cover: Cover
    confirmation: Confirmation
    trace: str

    def work(self, name: WorkName) -> Work:
        return self.cover if name == "cover" else self.confirmation


class Change(StoredModel):
    """The document `events/{event_id}/changes/{key}`: one revision, and what was before it.

    `changed` are JSON pointers to the fields that differ. When none did, `revision` is the one that
    the event already had and `before` is None; else `before` has the fields of the event before.
    `fingerprint` identifies the request, `trace` the attempt that made it.
    """

    revision: int
    changed_at: datetime
    changed: tuple[str, ...]
    changed_by: str = "owner"
    """`owner` or `operator`."""
    fingerprint: str
    trace: str
    before: dict[str, Any] | None = None

    @property
    def takes_down(self) -> bool:
        """Whether the page is down in this revision. What an operator took down is part of none."""
        was_down = bool(self.before and self.before.get("unpublished_at"))
        return was_down != ("/unpublished_at" in self.changed)
