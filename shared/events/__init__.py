"""Publishing, reading and working on events: the only code that talks to Firestore."""

from shared.events.budget import spend
from shared.events.operating import purge, reopen, unpublish
from shared.events.publishing import Published, publish
from shared.events.reading import WorkName, find, message, overdue, page
from shared.events.working import Busy, Claim, Lost, claim, finish, record, release

__all__ = [
    "Busy",
    "Claim",
    "Lost",
    "Published",
    "WorkName",
    "claim",
    "find",
    "finish",
    "message",
    "overdue",
    "page",
    "publish",
    "purge",
    "record",
    "release",
    "reopen",
    "spend",
    "unpublish",
]
