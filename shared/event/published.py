"""`EventPublished`: the only message between functions, and a row of the analytics table."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from shared.event.model import Event

SCHEMA_VERSION = "1"
"""Sent as a message attribute. Subscribers refuse any other version."""


class EventPublished(BaseModel):
    """A revision of an event has been committed. Contains no names and no email addresses."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event_id: str
    slug: str
    owner: str
    title: str
    starts_at: datetime
    published_at: datetime
    ticket_count: int
    visibility: str
    has_upload: bool
    revision: int = 0

    @classmethod
    def of(cls, event: Event) -> Self:
        names = cls.model_fields.keys() - {"has_upload"}
        fields = {name: getattr(event, name) for name in names}
        return cls(**fields, has_upload=event.cover.upload is not None)
