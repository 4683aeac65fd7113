"""`EventPublished`: the one message between functions, and a row of the analytics table."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from shared.event.model import Event

SCHEMA_VERSION = "1"
"""Sent as an attribute; a message of another version is refused."""


class EventPublished(BaseModel):
    """Published once an event is committed. Holds no names and no email addresses."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event_id: str
    slug: str
    owner: str
    title: str
    starts_at: datetime
    published_at: datetime
    ticket_count: int
    visibility: Literal["public", "unlisted"]
    has_upload: bool

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(**event.model_dump(), has_upload=event.cover.upload is not None)
