"""Entry point: who is it → is it a photo → store it → its name."""

import functions_framework
from flask import Request, Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import auth, http
from shared.edge.problems import InvalidImage, Unavailable, UnsupportedMediaType
from shared.pixels import photo
from shared.runtime import log
from shared.runtime.failures import Retryable
from shared.store import media

ready(
    "GOOGLE_CLOUD_PROJECT",
    "PUBLIC_URL",
    "BUCKET",
    loads=("firebase_admin.auth", "google.cloud.storage"),
)

_TYPES = ("image/jpeg", "image/png", "image/webp")


@functions_framework.http
@http.endpoint("POST")
def upload(request: Request) -> Response:
    caller = auth.caller(request)
    data = http.body(request, types=_TYPES, limit=media.UPLOAD_LIMIT)
    try:
        photo.check(data, request.mimetype)
    except photo.WrongType as error:
        raise UnsupportedMediaType(str(error)) from None
    except photo.Unacceptable as error:
        raise InvalidImage(str(error)) from None
    except photo.Busy:
        raise Unavailable("Many photos are arriving. Try again in a moment.") from None
    try:
        name = media.store_upload(caller.uid, data, request.mimetype)
    except Retryable as error:
        log.error("upload_not_stored", reason=str(error))
        raise Unavailable("The photo could not be stored. Try again in a moment.") from None
    log.info("upload_stored", bytes=len(data))
    return http.json_response({"cover_upload": name})
