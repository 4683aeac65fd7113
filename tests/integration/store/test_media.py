"""Photos and covers in Cloud Storage, with a server that answers as Cloud Storage does."""

import hashlib
import json
from collections.abc import Iterator

import pytest

from shared.pixels.encoded import Encoded
from shared.runtime import clients
from shared.runtime.failures import Permanent
from shared.store import media
from tests.support.answering import Server, answering
from tests.support.environment import Configure

NAME = f"uploads/olivia/{'0a' * 16}"
PICTURE = Encoded(b"a cover", "image/webp", 1600, 900)


@pytest.fixture
def storage(configure: Configure) -> Iterator[Server]:
    with answering() as server:
        server.aside = "/b/a-bucket?"
        configure(BUCKET="a-bucket", STORAGE_EMULATOR_HOST=server.url)
        clients.storage_client.forget()
        yield server
    clients.storage_client.forget()


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

    url = media.store_picture("an-event", Encoded(b"a cover", kind, 1600, 900))

    digest = hashlib.sha256(b"a cover").hexdigest()[:16]
    assert url == (f"https://storage.googleapis.com/a-bucket/covers%2Fan-event%2F{digest}.{suffix}")
    metadata = stored(storage)
    assert metadata["name"] == f"covers/an-event/{digest}.{suffix}"
    assert metadata["cacheControl"] == "public, max-age=31536000, immutable"
    assert "customTime" not in metadata  # no lifecycle rule deletes it


def test_a_provisional_cover_has_the_time_from_which_its_days_are_counted(storage: Server) -> None:
    storage.answer((200, {"name": "x"}))

    media.store_picture("an-event", PICTURE, provisional=True)

    assert stored(storage)["customTime"]


def test_what_is_removed_is_counted_by_what_there_was(storage: Server) -> None:
    storage.answer((204, b""), (404, {"error": {"code": 404}}), (204, b""))

    assert media.remove(["covers/e/a.webp", "covers/e/b.webp", "covers/e/c.jpg"]) == 2
