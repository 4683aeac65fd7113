"""Uploaded photos and published covers: the only code that talks to Cloud Storage."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from google.api_core import exceptions as google

from shared.pixels.encoded import Encoded
from shared.runtime.clients import storage_client
from shared.runtime.failures import Permanent
from shared.runtime.settings import settings

UPLOAD_LIMIT = 10 * 1024 * 1024  # bytes
_SUFFIXES = {"image/webp": "webp", "image/jpeg": "jpg"}
_YEAR = "public, max-age=31536000, immutable"


def store_upload(uid: str, data: bytes, content_type: str) -> str:
    """Store a photo under a new name, `uploads/<uid>/<id>`, and return that name.

    A lifecycle rule (`infra/lifecycle.json`) deletes it after seven days.
    """
    name = f"uploads/{uid}/{secrets.token_hex(16)}"
    _blob(name).upload_from_string(data, content_type, timeout=30)
    return name


def load_upload(name: str) -> bytes:
    """The photo's bytes. Raises Permanent when there is none, or over UPLOAD_LIMIT of them."""
    try:
        data: bytes = _blob(name).download_as_bytes(end=UPLOAD_LIMIT, timeout=30)
    except google.NotFound:
        raise Permanent("the uploaded photo was not found") from None
    if len(data) > UPLOAD_LIMIT:
        raise Permanent("the uploaded photo is too large")
    return data


def store_picture(event_id: str, picture: Encoded, *, provisional: bool = False) -> str:
    """Store a picture of an event and return its public URL.

    The object is named by a hash of its bytes, so caches may hold it for ever. A provisional one
    gets a custom time, from which `infra/lifecycle.json` counts the days until it is deleted.
    Storing the same bytes again as final clears it.
    """
    digest = hashlib.sha256(picture.data).hexdigest()[:16]
    name = f"covers/{event_id}/{digest}.{_SUFFIXES[picture.content_type]}"
    blob = _blob(name)
    blob.cache_control = _YEAR
    if provisional:
        blob.custom_time = datetime.now(UTC)
    blob.upload_from_string(picture.data, picture.content_type, timeout=30)
    return f"{settings().media_url}/{settings().bucket}/{quote(name, safe='')}"


def object_names(event_id: str, upload: str | None) -> list[str]:
    """Every object of an event: the pictures stored for it, and its uploaded photo if it exists."""
    blobs = storage_client().list_blobs(settings().bucket, prefix=f"covers/{event_id}/", timeout=30)
    names = [blob.name for blob in blobs]
    return [*names, upload] if upload and _blob(upload).exists() else names


def remove(names: list[str]) -> int:
    """Delete the objects. Returns how many there were."""
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
