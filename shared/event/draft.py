"""`EventDraft`: what an organizer may publish, every rule of it."""

import hashlib
import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

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

from shared.event.currencies import CURRENCIES

MAX_TICKETS = 50
RFC_3339 = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$"

_FIRST_DAY, _LAST_DAY = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters but tab and line feed; and bidirectional embeddings, overrides and isolates,
# which can make a line read as another (CVE-2021-42574).
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _clean(text: object) -> object:
    """Text as it is kept: NFC, without control or bidirectional-override characters, trimmed.

    A lone surrogate is no character at all and is refused.
    """
    if not isinstance(text, str):
        return text
    if _SURROGATE.search(text):
        raise PydanticCustomError("surrogate", "contains half of a surrogate pair")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", lines)).strip()


def _one_line(text: object) -> object:
    cleaned = _clean(text)
    return re.sub(r"\s+", " ", cleaned) if isinstance(cleaned, str) else cleaned


def _instant(value: object) -> object:
    if not (isinstance(value, str) and re.fullmatch(RFC_3339, value)):
        raise PydanticCustomError(
            "instant", "write a time with its offset, like 2027-06-12T19:30:00+02:00"
        )
    return value


def _utc(value: datetime) -> datetime:
    # A day inside, so that the time can be told in every zone.
    if not _FIRST_DAY <= value <= _LAST_DAY:
        raise PydanticCustomError("instant", "lies outside the calendar")
    return value.astimezone(UTC)


@cache
def _zones() -> frozenset[str]:
    """IANA's list; zoneinfo's own search of every folder takes thirty times as long."""
    return frozenset((Path(tzdata.__file__).parent / "zones").read_text().split())


def _iana(name: str) -> str:
    if name not in _zones():
        raise PydanticCustomError("timezone", "is no IANA time zone, like Europe/Berlin")
    return name


def _iso_4217(code: str) -> str:
    if code not in CURRENCIES:
        raise PydanticCustomError("currency", "is no ISO 4217 code, like EUR")
    return code


def _few(tickets: object) -> object:
    """Refuse a long list before every entry of it is looked at, and found wrong by itself."""
    if isinstance(tickets, list) and len(tickets) > MAX_TICKETS:
        limits = {"field_type": "Tuple", "max_length": MAX_TICKETS, "actual_length": len(tickets)}
        raise PydanticKnownError("too_long", limits)
    return tickets


Line = Annotated[str, BeforeValidator(_one_line)]
Text = Annotated[str, BeforeValidator(_clean)]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    AfterValidator(_utc),
    Field(json_schema_extra={"format": "date-time", "pattern": RFC_3339}),
]
Whole = Annotated[int, Field(strict=True)]
Currency = Annotated[
    str, AfterValidator(_iso_4217), Field(json_schema_extra={"enum": list(CURRENCIES)})
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Venue(_Strict):
    kind: Literal["venue"]
    name: Line = Field(min_length=1, max_length=200)
    address: Line = Field(default="", max_length=300)


class Online(_Strict):
    kind: Literal["online"]
    url: Line = Field(max_length=2000, pattern=r'^https://[^\s/?#@\\"<>]+([/?#]\S*)?$')


Location = Annotated[Venue | Online, Field(discriminator="kind")]


class Ticket(_Strict):
    name: Line = Field(min_length=1, max_length=100)
    price: Whole = Field(ge=0, le=10**12, description="In the currency's minor units.")
    currency: Currency
    quantity: Whole = Field(ge=1, le=10**9)


class EventDraft(_Strict):
    """The body of POST /api/events/publish. Instants are kept in UTC."""

    title: Line = Field(min_length=1, max_length=120)
    description: Text = Field(default="", max_length=10_000)
    starts_at: Instant
    ends_at: Instant
    timezone: Annotated[str, AfterValidator(_iana)] = Field(max_length=64)
    location: Location
    tickets: Annotated[tuple[Ticket, ...], BeforeValidator(_few)] = Field(
        default=(), max_length=MAX_TICKETS
    )
    visibility: Literal["public", "unlisted"] = "public"
    cover_upload: str | None = Field(
        default=None, pattern=r"^uploads/[^/\s]{1,128}/[0-9a-f]{32}$", max_length=180
    )

    @field_validator("ends_at")
    @classmethod
    def _ends_after_it_starts(cls, ends_at: datetime, info: ValidationInfo) -> datetime:
        starts_at = info.data.get("starts_at")
        if starts_at and ends_at <= starts_at:
            raise PydanticCustomError("order", "must be after starts_at")
        return ends_at

    @field_validator("tickets")
    @classmethod
    def _names_are_unique(cls, tickets: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        names = [ticket.name for ticket in tickets]
        if twice := {name for name in names if names.count(name) > 1}:
            raise PydanticCustomError(
                "unique", "name {names} more than once", {"names": ", ".join(sorted(twice))}
            )
        return tickets

    def is_over(self) -> bool:
        return self.ends_at <= datetime.now(UTC)

    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, of the draft's meaning.

        Key order, white space, offsets and defaults written out make no difference. Defaults are
        left out, so that a field added later does not change the fingerprint of older drafts.
        """
        meaning = self.model_dump(mode="json", exclude_defaults=True)
        canonical = json.dumps(meaning, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
