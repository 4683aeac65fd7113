"""Uploaded photos and published covers: the only code that talks to Cloud Storage.

Every function raises Retryable while Cloud Storage cannot be used.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

from google.api_core import exceptions as google

from shared.pixels.encoded import MAX_BYTES, Encoded
from shared.runtime.clients import storage_client
from shared.runtime.failures import GOOGLE_ERRORS, Permanent, Retryable
from shared.runtime.settings import settings

UPLOAD_LIMIT = 10 * 1024 * 1024  # bytes
_CONNECT_SECONDS, _READ_SECONDS, _RETRY_SECONDS = 2, 6, 4
CALL_SECONDS = _RETRY_SECONDS + _CONNECT_SECONDS + _READ_SECONDS
"""The longest that a call takes, retries included: the last one begins before _RETRY_SECONDS."""
_SUFFIXES = {"image/webp": "webp", "image/jpeg": "jpg"}
_YEAR = "public, max-age=31536000, immutable"
_threads = ThreadPoolExecutor(10, "storage")
"""As many as the client keeps connections. An event has five pictures at most: its cover in three
widths, its card and its art."""


def store_upload(uid: str, data: bytes, content_type: str) -> str:
    """Store a photo under a new name, `uploads/<uid>/<id>`, and return that name.

    A lifecycle rule (`infra/lifecycle.json`) deletes it after seven days.
    """
    name = f"uploads/{uid}/{secrets.token_hex(16)}"
    with _outages():
        _blob(name).upload_from_string(data, content_type, **_deadline())
    return name


def load_upload(name: str) -> bytes:
    """The photo's bytes. Raises Permanent when there is none, or over UPLOAD_LIMIT of them."""
    return _load(name, UPLOAD_LIMIT, "the uploaded photo")


def picture_url(event_id: str, picture: Encoded) -> str:
    """The public URL of a picture of an event, stored or not: its name is a hash of its bytes."""
    return f"{settings().media_url}/{settings().bucket}/{quote(_name(event_id, picture), safe='')}"


def store_pictures(
    event_id: str, pictures: Collection[Encoded], *, provisional: bool = False
) -> None:
    """Store pictures of an event, all at once, each under its `picture_url`, which caches may hold
    for ever.

    A provisional one gets a custom time, from which `infra/lifecycle.json` counts the days until it
    is deleted. Storing the same bytes again as final clears it, and as provisional does not bring
    it back: a worker that has lost its claim may come after the one that made them final.
    """
    store = partial(_store_picture, event_id, provisional=provisional)
    stored = [_threads.submit(store, each) for each in pictures]
    wait(stored)
    for each in stored:
        each.result()  # raises what was raised


def _store_picture(event_id: str, picture: Encoded, *, provisional: bool) -> None:
    blob, condition = _blob(_name(event_id, picture)), {}
    blob.cache_control = _YEAR
    if provisional:
        blob.custom_time = datetime.now(UTC)
        condition = {"if_generation_match": 0}  # there is none
    try:
        with _outages():
            blob.upload_from_string(picture.data, picture.content_type, **condition, **_deadline())
    except google.PreconditionFailed:
        _restart_days(blob)


def _restart_days(blob: Any) -> None:
    """Count the days of a stored picture from now, if they are counted."""
    with _outages():
        blob.reload(**_deadline())
    if blob.custom_time:
        _date(blob)


def _date(blob: Any) -> bool:
    """Set the custom time. False when the picture was deleted or stored again meanwhile."""
    blob.custom_time = datetime.now(UTC)
    try:
        with _outages():
            blob.patch(if_generation_match=blob.generation, **_deadline())
    except (google.NotFound, google.PreconditionFailed):
        return False
    return True


def load_picture(url: str, of: Collection[str]) -> bytes:
    """The bytes of a cover that `store_pictures` stored under this URL, of one of these events.

    Raises Permanent when there is none.
    """
    name = unquote(url.rpartition("/")[2])
    if not any(name.startswith(f"covers/{event_id}/") for event_id in of):
        raise Permanent("the stored cover is another event's")
    return _load(name, MAX_BYTES, "the stored cover")


def retire_pictures(event_id: str, kept: Collection[str], before: datetime) -> int:
    """Let the lifecycle rule delete an event's pictures that were stored before a time, but for the
    URLs that are kept. Returns how many.

    The days until then are for caches, and for messages that show an old card. One that is stored
    again meanwhile stays.
    """
    names, count = {unquote(url.rpartition("/")[2]) for url in kept}, 0
    for blob in _pictures(event_id):
        if blob.name in names or blob.custom_time or blob.time_created >= before:
            continue
        count += _date(blob)
    return count


def object_names(event_id: str, upload: str | None) -> list[str]:
    """Every object of an event: the pictures stored for it, and its uploaded photo if it exists."""
    names = [blob.name for blob in _pictures(event_id)]
    with _outages():
        return [*names, upload] if upload and _blob(upload).exists(**_deadline()) else names


def remove(names: list[str]) -> int:
    """Delete the objects. Returns how many there were."""
    count = 0
    for name in names:
        try:
            with _outages():
                _blob(name).delete(**_deadline())
        except google.NotFound:
            continue
        count += 1
    return count


def _pictures(event_id: str) -> list[Any]:
    bucket, prefix = settings().bucket, f"covers/{event_id}/"
    with _outages():
        return list(storage_client().list_blobs(bucket, prefix=prefix, **_deadline()))


def _load(name: str, limit: int, what: str) -> bytes:
    """At most `limit` bytes. Raises Permanent, with `what` in its message."""
    try:
        with _outages():
            data: bytes = _blob(name).download_as_bytes(end=limit, **_deadline())
    except google.NotFound:
        raise Permanent(f"{what} was not found") from None
    if len(data) > limit:
        raise Permanent(f"{what} is too large")
    return data


def _name(event_id: str, picture: Encoded) -> str:
    digest = hashlib.sha256(picture.data).hexdigest()[:16]
    return f"covers/{event_id}/{digest}.{_SUFFIXES[picture.content_type]}"


@contextmanager
def _outages() -> Iterator[None]:
    """Whatever passes becomes Retryable, by the root class of every library that is involved.

    Of what Cloud Storage itself answers, only that there is no such object is final, or no longer
    that one. A role that is missing will be granted.
    """
    try:
        yield
    except (google.NotFound, google.PreconditionFailed):
        raise
    except (*GOOGLE_ERRORS, OSError) as error:  # requests' are OSErrors
        reason = type(error).__name__
        raise Retryable(f"Cloud Storage cannot be used: {reason}") from error


def _deadline() -> dict[str, Any]:
    """Of one call. Its `timeout` alone bounds one try, and Cloud Storage's are tried for 120 s."""
    # Imported late: a command of infra/ops that stores nothing need not load it.
    from google.cloud.storage.retry import DEFAULT_RETRY  # noqa: PLC0415

    retry = DEFAULT_RETRY.with_timeout(_RETRY_SECONDS)
    return {"timeout": (_CONNECT_SECONDS, _READ_SECONDS), "retry": retry}


def _blob(name: str) -> Any:
    return storage_client().bucket(settings().bucket).blob(name)
