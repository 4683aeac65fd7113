"""What publishing and changing have in common: the pause, and an event in a request's body."""

from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError
from starlette.requests import Request

from shared.edge import http
from shared.edge.problems import Forbidden, InvalidEvent, PublishingPaused
from shared.edge.validation import mistakes
from shared.event.choice import CoverChoice, NextCover, UploadedCover
from shared.event.draft import Details
from shared.event.model import Caller
from shared.runtime.settings import settings

_BODY_LIMIT = 256 * 1024  # bytes: every draft within its fields' limits, however it is escaped
_BODY_SECONDS = 10

D = TypeVar("D", bound=Details)


def refuse_while_paused() -> None:
    """Raises PublishingPaused while the kill switch is off, before anything is read."""
    if not settings().publish_enabled:
        raise PublishingPaused("Keep your work, and try again later with the same key.")


async def received(request: Request, model: type[D]) -> D:
    """The valid event in the body. Raises InvalidEvent, and as `shared.edge.http` does."""
    http.media_type(request, ("application/json",))
    data = await http.body(request, limit=_BODY_LIMIT, seconds=_BODY_SECONDS)
    try:
        return model.model_validate(http.json_object(data))
    except ValidationError as error:
        detail = "Correct every mistake and send it again."
        raise InvalidEvent(detail, errors=mistakes(error)) from None


def refuse_photo_of_others(cover: CoverChoice | NextCover | None, caller: Caller) -> None:
    """Raises Forbidden for a photo that another account uploaded."""
    if isinstance(cover, UploadedCover) and not cover.upload.startswith(f"uploads/{caller.uid}/"):
        raise Forbidden("The photo belongs to another account.")


def timestamp(instant: datetime) -> str:
    """A time in UTC, as the API's answers have it: `2027-06-12T17:30:00.123456Z`."""
    return instant.isoformat().replace("+00:00", "Z")
