"""The OpenAPI document of the API, written from the models and the problem registry."""

import json
from typing import Any

from pydantic import BaseModel

from shared.edge import problems
from shared.edge.problems import Problem
from shared.event.change import EventChange
from shared.event.choice import DESIGNS
from shared.event.draft import SLUG, EventDraft
from shared.store.media import UPLOAD_LIMIT

Json = dict[str, Any]

_EVERYWHERE = (
    problems.MalformedRequest,
    problems.Unauthenticated,
    problems.AppCheckFailed,
    problems.RequestTimeout,
    problems.TooLarge,
    problems.UnsupportedMediaType,
    problems.Internal,
    problems.Unavailable,
)
_PUBLISH = (
    *_EVERYWHERE,
    problems.InvalidEvent,
    problems.Forbidden,
    problems.EventPurged,
    problems.KeyInUse,
    problems.KeyReused,
    problems.SlugTaken,
    problems.PublishingPaused,
)
_SLUG = (
    problems.MalformedRequest,
    problems.Unauthenticated,
    problems.AppCheckFailed,
    problems.TooManyRequests,
    problems.Internal,
    problems.Unavailable,
)
_DELETE = (
    problems.MalformedRequest,
    problems.Unauthenticated,
    problems.AppCheckFailed,
    problems.NotFound,
    problems.EventPurged,
    problems.StaleRevision,
    problems.KeyReused,
    problems.PreconditionRequired,
    problems.Internal,
    problems.Unavailable,
    problems.PublishingPaused,
)
_PUT = (
    *_DELETE,
    problems.InvalidEvent,
    problems.Forbidden,
    problems.RequestTimeout,
    problems.TooLarge,
    problems.UnsupportedMediaType,
)
_PREVIEW = (*_EVERYWHERE, problems.InvalidEvent, problems.TooManyRequests)
_UPLOAD = (*_EVERYWHERE, problems.InvalidImage)
_UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


def text() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def document() -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Publish Event",
            "version": "2",
            "description": "From a draft to a live, shareable event page, exactly once.",
        },
        "servers": [{"url": "http://127.0.0.1:8080", "description": "make run"}],
        "paths": {
            "/api/events/publish": {"post": _publish()},
            "/api/events/{event_id}": {"put": _change(), "delete": _take_down()},
            "/api/slugs/{slug}": {"get": _check_slug()},
            "/api/covers": {"post": _upload()},
            "/api/covers/preview": {"post": _preview()},
            "/e/{slug}": {
                "get": _page(
                    "getPage",
                    "The public page",
                    "It says first that the event was cancelled, postponed or moved; so do its "
                    "preview and its structured data.",
                    "text/html",
                )
            },
            "/e/{slug}.ics": {
                "get": _page(
                    "getCalendar",
                    "Its calendar file",
                    "To import, or to subscribe to as `webcal:`. The UID stays the same, SEQUENCE "
                    "is the revision, and a cancelled event is served as `STATUS:CANCELLED`.",
                    "text/calendar",
                )
            },
            "/e/{slug}.jpg": {"get": _picture()},
        },
        "components": {
            "securitySchemes": {
                "idToken": {"type": "http", "scheme": "bearer", "bearerFormat": "Firebase ID token"}
            },
            "headers": {name: _header(*row) for name, row in _HEADERS.items()},
            "schemas": _models(EventDraft, EventChange) | _SCHEMAS,
        },
        "security": [{"idToken": []}],
    }


def _models(*models: type[BaseModel]) -> Json:
    schemas: Json = {}
    for model in models:
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schema.pop("$defs") | {model.__name__: schema}
    return schemas


def _publish() -> Json:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "A UUID, made once per intent to publish and sent again with every retry. "
        "It becomes the event's ID, and is good for as long as the event exists.",
        "schema": {"type": "string", "pattern": _UUID},
    }
    return {
        "operationId": "publishEvent",
        "summary": "Publish an event",
        "parameters": [key, _APP_CHECK],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _ref("EventDraft")}},
        },
        "responses": {"200": _ok("Published", "The event is live.", "Idempotent-Replayed")}
        | _refusals(_PUBLISH),
    }


def _check_slug() -> Json:
    slug = {"type": "string", "pattern": SLUG, "minLength": 3, "maxLength": 80}
    return {
        "operationId": "checkSlug",
        "summary": "See whether a page's address is free",
        "description": "For a form that asks while somebody types. Nothing is reserved: publishing "
        "takes the address, or is refused as `slug-taken`.",
        "parameters": [
            {"name": "slug", "in": "path", "required": True, "schema": slug},
            _APP_CHECK,
        ],
        "responses": {"200": _ok("SlugCheck", "Whether it is free.")} | _refusals(_SLUG),
    }


def _change() -> Json:
    content = {"application/json": {"schema": _ref("EventChange")}}
    return {
        "operationId": "changeEvent",
        "summary": "Publish an event's next revision",
        "description": "The body is the whole new state. Cover and slug stay. A page that was "
        "taken down is put up again. A change of nothing is answered with the present "
        "revision, and an empty list.",
        "parameters": _CHANGE,
        "requestBody": {"required": True, "content": content},
        "responses": {"200": _ok("Changed", "Changed.", "Idempotent-Replayed", "ETag")}
        | _refusals(_PUT),
    }


def _take_down() -> Json:
    return {
        "operationId": "takeEventDown",
        "summary": "Take an event's page down",
        "description": "A revision like any other: the page, its calendar file and its card are "
        "410 from then on, until a PUT puts them up again under the same address.",
        "parameters": _CHANGE,
        "responses": {"200": _ok("Changed", "Taken down.", "Idempotent-Replayed", "ETag")}
        | _refusals(_DELETE),
    }


def _upload() -> Json:
    photo = {"type": "string", "contentEncoding": "binary", "maxLength": UPLOAD_LIMIT}
    types = ("image/jpeg", "image/png", "image/webp")  # and image/jpg, image/pjpeg: a JPEG
    return {
        "operationId": "uploadCover",
        "summary": "Upload a photo to publish with",
        "description": "Stored for seven days; only its owner can publish with its name. At "
        "most 50 megapixels, 13 as a WebP, 30 as a progressive JPEG of full colours: what takes "
        "more memory to decode is refused, like what is animated or damaged.",
        "parameters": [_APP_CHECK],
        "requestBody": {
            "required": True,
            "content": {media: {"schema": photo} for media in types},
        },
        "responses": {"200": _ok("Upload", "The photo is stored.")} | _refusals(_UPLOAD),
    }


def _preview() -> Json:
    picture = {"schema": {"type": "string", "contentEncoding": "binary"}}
    return {
        "operationId": "previewCover",
        "summary": "See a composed cover before publishing",
        "description": "The very picture that publishing the draft with this design would compose, "
        "its social card, or the cover in its smallest width. Without a design: in the one that an "
        "event published under this Idempotency-Key has when none is chosen. Nothing is stored.",
        "parameters": [
            {
                "name": "design",
                "in": "query",
                "required": False,
                "schema": {"type": "integer", "minimum": 0, "maximum": DESIGNS - 1},
            },
            {
                "name": "as",
                "in": "query",
                "required": False,
                "schema": {"enum": ["cover", "card", "thumbnail"], "default": "cover"},
            },
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "The draft's, where no design is named.",
                "schema": {"type": "string", "pattern": _UUID},
            },
            _APP_CHECK,
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _ref("EventDraft")}},
        },
        "responses": {
            "200": {
                "description": "A WebP of 1600×900 or 400×225, or a JPEG of 1200×630.",
                "headers": {"Cache-Control": _ref("Cache-Control", "headers")},
                "content": {"image/webp": picture, "image/jpeg": picture},
            }
        }
        | _refusals(_PREVIEW),
    }


def _picture() -> Json:
    after = {
        "name": "revision",
        "in": "query",
        "required": False,
        "description": "The card of this revision or a later one, also where an instance that has "
        "an earlier one would redirect to that for a minute.",
        "schema": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    }
    found = {
        "description": "To the card: a JPEG of 1200×630. May be cached for a minute.",
        "headers": {"Location": _ref("Location", "headers")},
    }
    return _open(
        "getCard",
        "Its current social card",
        "Waits up to three seconds for a card that is still to be made: 503 after that.",
        {"302": found},
        after,
    )


def _page(operation: str, summary: str, description: str, media: str) -> Json:
    found = {
        "description": "May be cached for a minute.",
        "headers": {"ETag": _ref("ETag", "headers")},
        "content": {media: {"schema": {"type": "string"}}},
    }
    same = {"description": "Not modified since the ETag in If-None-Match."}
    return _open(operation, summary, description, {"200": found, "304": same})


def _open(operation: str, summary: str, description: str, found: Json, *more: Json) -> Json:
    """Open to anyone. Errors are HTML, for people."""
    html = {"content": {"text/html": {"schema": {"type": "string"}}}}
    # The framework itself answers an address with a line break in it.
    text = {"content": html["content"] | {"text/plain": {"schema": {"type": "string"}}}}
    slug = {"type": "string", "pattern": SLUG, "maxLength": 80}
    return {
        "operationId": operation,
        "summary": summary,
        "description": description,
        "security": [],
        "parameters": [{"name": "slug", "in": "path", "required": True, "schema": slug}, *more],
        "responses": found
        | {
            "404": {"description": "There is no event here."} | text,
            "410": {"description": "The page was taken down; the body says by whom."} | html,
            "500": {"description": "A bug on our side."} | html,
            "503": {
                "description": "Try again in a few seconds.",
                "headers": {"Retry-After": _ref("Retry-After", "headers")},
            }
            | html,
        },
    }


def _refusals(kinds: tuple[type[Problem], ...]) -> Json:
    """One response a status; its description lists what may be behind it."""
    responses: Json = {}
    for kind in sorted(kinds, key=lambda kind: (kind.status, kind.name)):
        answer = responses.setdefault(
            str(int(kind.status)),
            {
                "description": "",
                "headers": {
                    name: _ref(name, "headers") for name in ("Cache-Control", *kind.headers)
                },
                "content": {"application/problem+json": {"schema": _ref("Problem")}},
            },
        )
        title = (kind.__doc__ or "").strip()
        answer["description"] += f"{'; ' * bool(answer['description'])}`{kind.name}`: {title}"
    return responses


def _ok(schema: str, description: str, *optional: str) -> Json:
    return {
        "description": description,
        "headers": {name: _ref(name, "headers") for name in ("Cache-Control", *optional)},
        "content": {"application/json": {"schema": _ref(schema)}},
    }


def _ref(name: str, kind: str = "schemas") -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _header(required: bool, schema: Json, description: str) -> Json:  # noqa: FBT001
    return {"required": required, "schema": schema, "description": description}


def _closed(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_APP_CHECK = {
    "name": "X-Firebase-AppCheck",
    "in": "header",
    "required": False,
    "description": "An App Check token, where the deployment requires one.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]*$"},
}
_CHANGE = [
    {
        "name": "event_id",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "format": "uuid", "pattern": _UUID},
    },
    {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "A UUID, made once per change and sent again with every retry.",
        "schema": {"type": "string", "pattern": _UUID},
    },
    {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The revision that the editor looked at, as an entity tag; publishing "
        "makes revision 0.",
        "schema": {"type": "string", "pattern": '^"(0|[1-9][0-9]{0,17})"$'},
    },
    _APP_CHECK,
]
_HEADERS: dict[str, tuple[bool, Json, str]] = {
    "Cache-Control": (True, {"const": "no-store"}, "No cache may store an answer."),
    "Idempotent-Replayed": (
        False,
        {"const": "true"},
        "This is the answer of an earlier request with the same key.",
    ),
    "WWW-Authenticate": (True, {"const": "Bearer"}, "What to sign in with."),
    "Location": (True, {"type": "string", "format": "uri"}, "Where it is stored."),
    "ETag": (True, {"type": "string", "pattern": '^"[0-9a-z-]+"$'}, "Strong."),
    "Retry-After": (True, {"type": "string", "pattern": "^[0-9]+$"}, "Seconds to wait."),
}
_SCHEMAS: Json = {
    "Published": _closed(
        event_id={"type": "string", "format": "uuid"},
        slug={"type": "string", "pattern": "^[a-z0-9-]{1,80}$"},
        public_url={"type": "string", "format": "uri"},
        published_at={"type": "string", "format": "date-time"},
    ),
    "Changed": _closed(
        event_id={"type": "string", "format": "uuid"},
        slug={"type": "string", "pattern": "^[a-z0-9-]{1,80}$"},
        public_url={"type": "string", "format": "uri"},
        revision={"type": "integer", "minimum": 0},
        changed_at={"type": "string", "format": "date-time"},
        changed={
            "type": "array",
            "items": {"type": "string", "description": "RFC 6901: a field that differs."},
        },
    ),
    "SlugCheck": _closed(
        slug={"type": "string"},
        free={"type": "boolean"},
        suggestions={
            "type": "array",
            "items": {"type": "string"},
            "description": "Three like it that are free, when it is not.",
        },
    ),
    "Upload": _closed(cover_upload={"type": "string", "pattern": "^uploads/[^/]+/[0-9a-f]{32}$"}),
    "Problem": {
        "type": "object",
        "description": "RFC 9457",
        "properties": {
            "type": {"enum": [f"urn:publish-event:problem:{name}" for name in Problem.registry]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "revision": {"type": "integer", "description": "The present one."},
            "suggestions": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Addresses like the one that is taken, and free.",
            },
            "errors": {
                "type": "array",
                "items": _closed(
                    pointer={"type": "string", "description": "RFC 6901"},
                    detail={"type": "string"},
                ),
            },
        },
        "required": ["type", "title", "status"],
        "additionalProperties": False,
    },
}
