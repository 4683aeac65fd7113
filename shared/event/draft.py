"""`EventDraft`: what an organizer may publish, with every rule that it must follow."""

import hashlib
import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, LiteralString

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

RULES: dict[str, LiteralString] = {
    "surrogate": "Remove the broken character: half of a surrogate pair",
    "instant": "Write the time with its offset, for example 2027-06-12T19:30:00+02:00",
    "calendar": "This date is out of range",
    "timezone": "This is not an IANA time zone such as Europe/Berlin",
    "currency": "This is not an ISO 4217 currency code such as EUR",
    "order": "The event must end after it starts",
    "unique": "Each ticket needs its own name. Used more than once: {names}",
}
"""Rules that pydantic does not have: error type → sentence for people, with the rule's values."""

_FIRST_DAY, _LAST_DAY = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters except tab and line feed; and bidirectional embeddings, overrides and isolates,
# which can make text look like other text (CVE-2021-42574).
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _broken(rule: LiteralString, **values: str) -> PydanticCustomError:
    return PydanticCustomError(rule, RULES[rule], values)


def _clean(text: object) -> object:
    """Text as it is stored: in NFC, without control and bidirectional characters, trimmed.

    Refuses lone surrogates, which UTF-8 cannot encode.
    """
    if not isinstance(text, str):
        return text
    if _SURROGATE.search(text):
        raise _broken("surrogate")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", lines)).strip()


def _one_line(text: object) -> object:
    cleaned = _clean(text)
    return re.sub(r"\s+", " ", cleaned) if isinstance(cleaned, str) else cleaned


def _rfc_3339(value: object) -> object:
    if not (isinstance(value, str) and re.fullmatch(RFC_3339, value)):
        raise _broken("instant")
    return value


def _utc(value: datetime) -> datetime:
    # Two days short of datetime's own range, so that every time zone can show it.
    if not _FIRST_DAY <= value <= _LAST_DAY:
        raise _broken("calendar")
    return value.astimezone(UTC)


@cache
def _zones() -> frozenset[str]:
    # From tzdata's list: zoneinfo.available_timezones() searches folders, 30 times as slow.
    return frozenset((Path(tzdata.__file__).parent / "zones").read_text().split())


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
Instant = Annotated[
    datetime,
    BeforeValidator(_rfc_3339),
    AfterValidator(_utc),
    Field(json_schema_extra={"format": "date-time", "pattern": RFC_3339}),
]
Integer = Annotated[int, Field(strict=True)]
Currency = Annotated[
    str, AfterValidator(_currency), Field(json_schema_extra={"enum": list(CURRENCIES)})
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
    price: Integer = Field(ge=0, le=10**12, description="In the currency's minor units.")
    currency: Currency
    quantity: Integer = Field(ge=1, le=10**9)


class EventDraft(_Strict):
    """The body of `POST /api/events/publish`. Times are stored in UTC."""

    title: Line = Field(min_length=1, max_length=120)
    description: Text = Field(default="", max_length=10_000)
    starts_at: Instant
    ends_at: Instant
    timezone: Annotated[str, AfterValidator(_time_zone)] = Field(max_length=64)
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
            raise _broken("order")
        return ends_at

    @field_validator("tickets")
    @classmethod
    def _names_are_unique(cls, tickets: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        names = [ticket.name for ticket in tickets]
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
        meaning = self.model_dump(mode="json", exclude_defaults=True)
        canonical = json.dumps(meaning, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
