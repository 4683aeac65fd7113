"""Photos and covers in Cloud Storage, with a server that answers as Cloud Storage does."""

import hashlib
import json
import threading
from datetime import UTC, datetime

import pytest

from shared.pixels.encoded import MAX_BYTES, Encoded
from shared.runtime.failures import Permanent, Retryable
from shared.store import media
from tests.support.answering import Server

NAME = f"uploads/olivia/{'0a' * 16}"
PICTURE = Encoded(b"a cover", "image/webp", 1600, 900)


def stored(storage: Server) -> dict[str, str]:
    """The metadata of an upload: the first part of its multipart body."""
    first = storage.asked[-1].body.split(b"\r\n\r\n")[1]
    found: dict[str, str] = json.loads(first.split(b"\r\n--")[0])
    return found


def test_of_a_photo_no_more_is_read_than_may_be_uploaded_and_a_byte(storage: Server) -> None:
    """It may have been swapped for something endless since it was looked at."""
    storage.answer((206, b"a photo"))

    assert media.load_upload(NAME) == b"a photo"

    (asked,) = storage.asked
    assert media.UPLOAD_LIMIT == 10 * 1024 * 1024
    assert asked.headers["range"] == f"bytes=0-{media.UPLOAD_LIMIT}"
    assert "uploads%2Folivia%2F" in asked.path
    assert "alt=media" in asked.path


@pytest.mark.parametrize(("size", "fits"), [(0, True), (1, False)])
def test_a_photo_that_has_grown_is_refused(storage: Server, size: int, fits: bool) -> None:  # noqa: FBT001
    data = bytes(media.UPLOAD_LIMIT + size)
    storage.answer((206, data))

    if fits:
        assert len(media.load_upload(NAME)) == media.UPLOAD_LIMIT
    else:
        with pytest.raises(Permanent, match="too large"):
            media.load_upload(NAME)


def test_a_photo_that_is_gone_is_a_permanent_failure(storage: Server) -> None:
    storage.answer((404, {"error": {"code": 404, "message": "No such object"}}))

    with pytest.raises(Permanent):
        media.load_upload(NAME)


def test_a_photo_is_stored_under_a_new_name_of_its_owner(storage: Server) -> None:
    storage.answer((200, {"name": "x"}))

    names = [media.store_upload("olivia", b"a photo", "image/png") for _ in range(2)]

    assert names[0] != names[1]
    for name in names:
        owner, _, number = name.removeprefix("uploads/").partition("/")
        assert (owner, len(number)) == ("olivia", 32)
        assert int(number, 16)
    assert b"\r\ncontent-type: image/png\r\n\r\na photo\r\n" in storage.asked[-1].body.lower()


@pytest.mark.parametrize(("kind", "suffix"), [("image/webp", "webp"), ("image/jpeg", "jpg")])
def test_a_cover_is_named_by_its_content_and_cached_for_a_year(
    storage: Server, kind: str, suffix: str
) -> None:
    storage.answer((200, {"name": "x"}))

    cover = Encoded(b"a cover", kind, 1600, 900)

    media.store_pictures("an-event", [cover])

    digest = hashlib.sha256(b"a cover").hexdigest()[:16]
    assert media.picture_url("an-event", cover) == (
        f"https://storage.googleapis.com/a-bucket/covers%2Fan-event%2F{digest}.{suffix}"
    )
    metadata = stored(storage)
    assert metadata["name"] == f"covers/an-event/{digest}.{suffix}"
    assert metadata["cacheControl"] == "public, max-age=31536000, immutable"
    assert "customTime" not in metadata  # no lifecycle rule deletes it


WIDTHS = [Encoded(f"{width} pixels".encode(), "image/webp", width, 9) for width in (16, 8, 4)]


def test_all_widths_of_a_cover_are_stored_at_once(storage: Server) -> None:
    """One after the other they would take three times as long as a call may."""
    storage.answer((200, {"name": "x"}))
    storage.together = threading.Barrier(len(WIDTHS))

    media.store_pictures("an-event", WIDTHS)

    bodies = b"".join(asked.body for asked in storage.asked)
    assert all(each.data in bodies for each in WIDTHS)


def test_when_one_of_them_cannot_be_stored_the_attempt_fails(storage: Server) -> None:
    storage.answer((200, {"name": "x"}), (403, {"error": {"code": 403}}), (200, {"name": "x"}))

    with pytest.raises(Retryable):
        media.store_pictures("an-event", WIDTHS)


def test_a_provisional_cover_has_the_time_from_which_its_days_are_counted(storage: Server) -> None:
    storage.answer((200, {"name": "x"}))

    media.store_pictures("an-event", [PICTURE], provisional=True)

    assert stored(storage)["customTime"]
    assert "ifGenerationMatch=0" in storage.asked[-1].path


def test_a_picture_that_is_final_is_made_provisional_by_nobody(storage: Server) -> None:
    """As by a worker that lost its claim to the one that made it final."""
    storage.answer((412, {"error": {"code": 412}}), (200, listed("a.webp")))

    media.store_pictures("an-event", [PICTURE], provisional=True)

    assert len(storage.asked) == 2  # to store it, and to read its metadata


@pytest.mark.parametrize("status", [200, 404, 412])
def test_a_provisional_cover_that_is_stored_again_has_all_its_days(
    storage: Server, status: int
) -> None:
    provisional = listed("a.webp", customTime="2026-01-01T00:00:00Z")
    storage.answer((412, {"error": {"code": 412}}), (200, provisional), (status, provisional))

    media.store_pictures("an-event", [PICTURE], provisional=True)

    _, _, marked = storage.asked
    assert "ifGenerationMatch=7" in marked.path
    assert marked.body["customTime"] > "2026-01-01"


def test_what_is_removed_is_counted_by_what_there_was(storage: Server) -> None:
    storage.answer((204, b""), (404, {"error": {"code": 404}}), (204, b""))

    assert media.remove(["covers/e/a.webp", "covers/e/b.webp", "covers/e/c.jpg"]) == 2


def test_a_stored_cover_is_read_by_its_url_within_the_bounds_of_a_cover(storage: Server) -> None:
    storage.answer((206, b"a cover"))

    assert media.load_picture(media.picture_url("an-event", PICTURE), {"an-event"}) == b"a cover"

    (asked,) = storage.asked
    assert asked.headers["range"] == f"bytes=0-{MAX_BYTES}"
    assert f"covers%2Fan-event%2F{hashlib.sha256(PICTURE.data).hexdigest()[:16]}.webp" in asked.path


@pytest.mark.parametrize(
    ("event_id", "answer", "reason"),
    [
        ("an-event", (404, {"error": {"code": 404}}), "not found"),
        ("an-event", (206, bytes(MAX_BYTES + 1)), "too large"),
        ("another", (206, b"a cover"), "another event's"),
    ],
)
def test_a_cover_that_cannot_be_lettered_again_is_a_permanent_failure(
    storage: Server, event_id: str, answer: tuple[int, object], reason: str
) -> None:
    storage.answer(answer)

    with pytest.raises(Permanent, match=reason):
        media.load_picture(media.picture_url("an-event", PICTURE), {event_id, ""})


RECORDED = datetime(2027, 1, 1, 12, tzinfo=UTC)


def listed(name: str, **changes: str) -> dict[str, str]:
    created = {"timeCreated": "2027-01-01T11:59:59.999Z", "generation": "7"}
    found = created | {"name": f"covers/an-event/{name}"}
    return found | changes


def test_pictures_that_nothing_shows_any_more_are_marked_for_the_lifecycle_rule(
    storage: Server,
) -> None:
    kept = media.picture_url("an-event", PICTURE)
    items = [
        listed("old.webp"),
        listed(kept.rpartition("%2F")[2]),
        listed("provisional.webp", customTime="2026-12-31T00:00:00Z"),
        # The worker of a later revision shows it, or is about to.
        listed("stored-since.webp", timeCreated="2027-01-01T12:00:00.001Z"),
        listed("old.jpg"),
    ]
    storage.answer((200, {"items": items}), (200, listed("old.webp")))

    assert media.retire_pictures("an-event", [kept], RECORDED) == 2

    asked_for, *marked = storage.asked
    assert "prefix=covers%2Fan-event%2F" in asked_for.path
    paths = [f"covers%2Fan-event%2F{name}?" for name in ("old.webp", "old.jpg")]
    for asked, path in zip(marked, paths, strict=True):
        assert path in asked.path
        assert "ifGenerationMatch=7" in asked.path
        assert asked.body["customTime"]


@pytest.mark.parametrize("status", [404, 412])
def test_a_picture_that_was_deleted_or_stored_again_meanwhile_is_left_alone(
    storage: Server, status: int
) -> None:
    gone = (status, {"error": {"code": status}})
    storage.answer((200, {"items": [listed("a.webp"), listed("b.jpg")]}), gone, (200, {}))

    assert media.retire_pictures("an-event", [], RECORDED) == 1
