"""Entry point: who is it → is it a photo → store it → its name."""

import asyncio

import functions_framework.aio
import requests
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, http
from shared.edge.problems import InvalidImage, Unavailable, UnsupportedMediaType
from shared.pixels import photo
from shared.runtime import log
from shared.runtime.threads import Threads
from shared.store import media

ready(
    "GOOGLE_CLOUD_PROJECT",
    "PUBLIC_URL",
    "BUCKET",
    loads=("google.auth.crypt", "google.auth.transport.requests", "google.cloud.storage"),
)

_TYPES = ("image/jpeg", "image/png", "image/webp")
_ALIASES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}
_BODY_SECONDS = 30
_STORE_SECONDS = 20

_decoding = Threads("decoding", most=1)  # the bound on memory is the process's
_storing = Threads("storing", most=8)


@functions_framework.aio.http
@http.endpoint("POST")
async def upload(request: Request) -> Response:
    caller = await auth.caller(request)
    declared = http.media_type(request, (*_TYPES, *_ALIASES))
    content_type = _ALIASES.get(declared, declared)
    received = await http.body(request, limit=media.UPLOAD_LIMIT, seconds=_BODY_SECONDS)
    data = bytes(received)
    del received
    try:
        await _decoding.run(photo.check, data, content_type)
    except photo.WrongType as error:
        raise UnsupportedMediaType(str(error)) from None
    except photo.Unacceptable as error:
        raise InvalidImage(str(error)) from None
    try:
        async with asyncio.timeout(_STORE_SECONDS):
            name = await _storing.run(media.store_upload, caller.uid, data, content_type)
    except (requests.ConnectionError, requests.Timeout):
        raise Unavailable("The photo could not be stored. Send it again.") from None
    log.info("upload_stored", bytes=len(data))
    return http.json_response({"cover_upload": name})
