"""`EventDraft`: what an organizer may publish, with every rule that it must follow."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, LiteralString

import tzdata
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from shared.event import links, tags, text
from shared.event.choice import CoverChoice, Upload, UploadedCover
from shared.event.currencies import CURRENCIES

MAX_TICKETS = 50
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
RFC_3339 = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$"

RULES: dict[str, LiteralString] = {
    "surrogate": "Remove the broken character: half of a surrogate pair",
    "instant": "Write the time with its offset, for example 2027-06-12T19:30:00+02:00",
    "years": "Choose a date between 2000 and 2099",
    "duration": "The event must end within five years of its start",
    "link": "This link does not work. Copy the whole link, such as https://zoom.us/j/123",
    "timezone": "This is not an IANA time zone such as Europe/Berlin",
    "currency": "This is not an ISO 4217 currency code such as EUR",
    "cover": "Choose one cover: a photo, or another one",
    "order": "The event must end after it starts",
    "unique": "Each ticket needs its own name. Used more than once: {names}",
}
"""Rules that pydantic does not have: error type → sentence for people, with the rule's values."""

_FIRST_DAY, _LAST_DAY = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_LONGEST_YEARS = 5
_NO_ZONES = {"Factory"}


def _broken(rule: LiteralString, **values: str) -> PydanticCustomError:
    return PydanticCustomError(rule, RULES[rule], values)


def _clean(value: object) -> object:
    return _cleaned(value, text.clean)


def _one_line(value: object) -> object:
    return _cleaned(value, text.one_line)


def _cleaned(value: object, how: Callable[[str], str]) -> object:
    try:
        return how(value) if isinstance(value, str) else value
    except text.LoneSurrogate:
        raise _broken("surrogate") from None


def _link(value: object) -> object:
    line = _one_line(value)
    return links.tidy(line) if isinstance(line, str) else line


def _real_link(url: str) -> str:
    if not links.is_link(url):
        raise _broken("link")
    return url


def _rfc_3339(value: object) -> object:
    if not (isinstance(value, str) and re.fullmatch(RFC_3339, value)):
        raise _broken("instant")
    return value


def _start(value: datetime) -> datetime:
    if not _FIRST_DAY <= value < _LAST_DAY:
        raise _broken("years")
    return value.astimezone(UTC)


def _end(value: datetime) -> datetime:
    """In UTC, and near enough to the years of a start for that."""
    if not _FIRST_DAY <= value < _years_later(_LAST_DAY):
        raise _broken("years")
    return value.astimezone(UTC)


def _years_later(instant: datetime) -> datetime:
    """The longest that an event may last; from 29 February to 28 February."""
    day = min(instant.day, 28) if instant.month == 2 else instant.day
    return instant.replace(year=instant.year + _LONGEST_YEARS, day=day)


@cache
def _zones() -> frozenset[str]:
    # From tzdata's list: zoneinfo.available_timezones() searches folders, 30 times as slow.
    names = (Path(tzdata.__file__).parent / "zones").read_text().split()
    return frozenset(names) - _NO_ZONES


def _time_zone(name: str) -> str:
    if name not in _zones():
        raise _broken("timezone")
    return name


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise _broken("currency")
    return code


def _few(tickets: object) -> object:
    """Refuse a long list before every entry of it is looked at, and found wrong by itself."""
    if isinstance(tickets, list) and len(tickets) > MAX_TICKETS:
        limits = {"field_type": "Tuple", "max_length": MAX_TICKETS, "actual_length": len(tickets)}
        raise PydanticKnownError("too_long", limits)
    return tickets


Line = Annotated[str, BeforeValidator(_one_line)]
Text = Annotated[str, BeforeValidator(_clean)]
_Instant = Annotated[
    datetime,
    BeforeValidator(_rfc_3339),
    Field(json_schema_extra={"format": "date-time", "pattern": RFC_3339}),
]
Integer = Annotated[int, Field(strict=True)]
Currency = Annotated[
    str, AfterValidator(_currency), Field(json_schema_extra={"enum": list(CURRENCIES)})
]


Language = Annotated[
    str,
    Field(max_length=tags.MAX_LENGTH, pattern=tags.PATTERN),
    BeforeValidator(_one_line),
    AfterValidator(tags.canonical),
]
"""A BCP 47 tag. Words are in this language, or in its nearest parent that there are words for."""
Slug = Annotated[str, Field(min_length=3, max_length=80, pattern=SLUG), BeforeValidator(_one_line)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Venue(_Strict):
    kind: Literal["venue"]
    name: Line = Field(min_length=1, max_length=200)
    address: Line = Field(default="", max_length=300)


class Online(_Strict):
    kind: Literal["online"]
    url: Annotated[
        str,
        Field(max_length=2000, pattern=links.PATTERN),
        BeforeValidator(_link),
        AfterValidator(_real_link),
    ]


Location = Annotated[Venue | Online, Field(discriminator="kind")]


class Ticket(_Strict):
    name: Line = Field(min_length=1, max_length=100)
    price: Integer = Field(ge=0, le=10**12, description="In the currency's minor units.")
    currency: Currency
    quantity: Integer = Field(ge=1, le=10**9)


class Details(_Strict):
    """What an organizer says of an event, when it is published and whenever it is changed."""

    title: Line = Field(min_length=1, max_length=120)
    description: Text = Field(default="", max_length=10_000)
    starts_at: Annotated[_Instant, AfterValidator(_start)]
    ends_at: Annotated[_Instant, AfterValidator(_end)]
    timezone: Annotated[str, AfterValidator(_time_zone)] = Field(max_length=64)
    location: Location
    tickets: Annotated[tuple[Ticket, ...], BeforeValidator(_few)] = Field(
        default=(), max_length=MAX_TICKETS
    )
    visibility: Literal["public", "unlisted"] = "public"

    @field_validator("ends_at")
    @classmethod
    def _ends_after_it_starts(cls, ends_at: datetime, info: ValidationInfo) -> datetime:
        starts_at = info.data.get("starts_at")
        if starts_at and ends_at <= starts_at:
            raise _broken("order")
        if starts_at and ends_at > _years_later(starts_at):
            raise _broken("duration")
        return ends_at

    @field_validator("tickets")
    @classmethod
    def _names_are_unique(cls, tickets: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        names = [text.visible(ticket.name) for ticket in tickets]
        if repeated := {name for name in names if names.count(name) > 1}:
            raise _broken("unique", names=", ".join(sorted(repeated)))
        return tickets

    def is_over(self) -> bool:
        return self.ends_at <= datetime.now(UTC)

    def fingerprint(self) -> str:
        """SHA-256 in hexadecimal, equal for drafts that mean the same.

        Key order, white space, UTC offsets and explicit defaults make no difference. Defaults are
        left out, so a field that is added later does not change the fingerprints of older drafts.
        """
        canonical = json.dumps(self.meaning(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def meaning(self) -> dict[str, Any]:
        """What the fingerprint is made of."""
        return self.model_dump(mode="json", exclude_defaults=True)


class EventDraft(Details):
    """The body of `POST /api/events/publish`. Times are stored in UTC."""

    cover_upload: Upload | None = Field(
        default=None, description="Short for a `cover` of the kind `uploaded`."
    )
    cover: CoverChoice | None = Field(
        default=None, description="Without it, generated where the deployment can."
    )
    language: Language = Field(
        default="en", description="Of the page, the mail, the calendar file and the pictures."
    )
    slug: Slug | None = Field(
        default=None, description="The page's address after `/e/`. Without it, made of the title."
    )

    @field_validator("cover")
    @classmethod
    def _is_chosen_once(cls, cover: CoverChoice | None, info: ValidationInfo) -> CoverChoice | None:
        upload = info.data.get("cover_upload")
        if cover and upload and cover != _photo(upload):
            raise _broken("cover")
        return cover

    @property
    def chosen_cover(self) -> CoverChoice | None:
        return self.cover or (_photo(self.cover_upload) if self.cover_upload else None)

    def meaning(self) -> dict[str, Any]:
        meaning = super().meaning()
        if isinstance(self.cover, UploadedCover):  # as its short form, which came first
            del meaning["cover"]
            meaning["cover_upload"] = self.cover.upload
        return meaning


def _photo(upload: str) -> UploadedCover:
    return UploadedCover(kind="uploaded", upload=upload)
