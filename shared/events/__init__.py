"""Publishing, reading and working on events: the only code that talks to Firestore."""

from shared.events.budget import spend
from shared.events.operating import purge, reopen, unpublish
from shared.events.publishing import Published, publish
from shared.events.reading import (
    WORKS,
    WorkName,
    find,
    lateness,
    message,
    overdue,
    page,
    stored,
)
from shared.events.working import Busy, Claim, Lost, claim, finish, record, release

__all__ = [
    "WORKS",
    "Busy",
    "Claim",
    "Lost",
    "Published",
    "WorkName",
    "claim",
    "find",
    "finish",
    "lateness",
    "message",
    "overdue",
    "page",
    "publish",
    "purge",
    "record",
    "release",
    "reopen",
    "spend",
    "stored",
    "unpublish",
]
