"""Photos and covers: the only code that talks to Cloud Storage."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from google.api_core import exceptions as google

from shared.clients import storage_client
from shared.failures import Permanent
from shared.pixels.encoded import Encoded
from shared.settings import settings

UPLOAD_LIMIT = 10 * 1024 * 1024
_SUFFIXES = {"image/webp": "webp", "image/jpeg": "jpg"}
_YEAR = "public, max-age=31536000, immutable"


def keep_upload(uid: str, data: bytes, content_type: str) -> str:
    """Keep a photo as `uploads/<uid>/<id>`, a fresh name; a lifecycle rule ends it after 7 days."""
    name = f"uploads/{uid}/{secrets.token_hex(16)}"
    _blob(name).upload_from_string(data, content_type, timeout=30)
    return name


def upload(name: str) -> bytes:
    """A kept photo. Raises Permanent when it is gone or has grown since it was looked at."""
    try:
        data: bytes = _blob(name).download_as_bytes(end=UPLOAD_LIMIT, timeout=30)
    except google.NotFound:
        raise Permanent("the uploaded photo is gone") from None
    if len(data) > UPLOAD_LIMIT:
        raise Permanent("the uploaded photo is too large")
    return data


def store(event_id: str, picture: Encoded, *, provisional: bool = False) -> str:
    """Store a picture and return its public address.

    Named by its content, so caches never hold a stale one. A provisional one carries the custom
    time that `infra/lifecycle.json` counts from, until it is stored again for good.
    """
    digest = hashlib.sha256(picture.data).hexdigest()[:16]
    name = f"covers/{event_id}/{digest}.{_SUFFIXES[picture.content_type]}"
    blob = _blob(name)
    blob.cache_control = _YEAR
    if provisional:
        blob.custom_time = datetime.now(UTC)
    blob.upload_from_string(picture.data, picture.content_type, timeout=30)
    return f"{settings().media_url}/{settings().bucket}/{quote(name, safe='')}"


def named(event_id: str, kept_upload: str | None) -> list[str]:
    """The names of an event's objects: every cover it ever had, and the photo it came with."""
    found = storage_client().list_blobs(settings().bucket, prefix=f"covers/{event_id}/", timeout=30)
    names = [blob.name for blob in found]
    return [*names, kept_upload] if kept_upload and _blob(kept_upload).exists() else names


def remove(names: list[str]) -> int:
    """Delete them, and say how many there still were."""
    count = 0
    for name in names:
        try:
            _blob(name).delete(timeout=30)
        except google.NotFound:
            continue
        count += 1
    return count


def _blob(name: str) -> Any:
    return storage_client().bucket(settings().bucket).blob(name)
