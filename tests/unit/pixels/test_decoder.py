"""The one decoder of a process: who waits for it, how long, and what stops it."""

import threading
import time

import pytest

from shared.pixels import photo
from shared.pixels.poster import PosterText
from tests.support.files import TYPES, quarters, saved

PHOTO = saved(quarters(), "JPEG")
TEXT = PosterText("", "", "")


def test_who_waits_too_long_for_the_decoder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo, "MAX_WAIT_SECONDS", 0.05)
    with photo._decoder:
        with pytest.raises(photo.Busy):
            photo.check(PHOTO, TYPES["JPEG"])
        with pytest.raises(photo.Busy):
            photo.from_photo(PHOTO, TEXT)

    photo.check(PHOTO, TYPES["JPEG"])


def test_who_waits_gets_it_when_it_is_free() -> None:
    photo._decoder.acquire()
    threading.Timer(0.05, photo._decoder.release).start()

    photo.check(PHOTO, TYPES["JPEG"])


def test_a_refused_photo_leaves_the_decoder_to_the_next() -> None:
    with pytest.raises(photo.Unacceptable):
        photo.check(PHOTO[:200], TYPES["JPEG"])

    photo.check(PHOTO, TYPES["JPEG"])


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_decoder_is_stopped_when_its_time_is_up(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    data = saved(quarters((3000, 2000)), form, **({"compress_level": 0} if form == "PNG" else {}))
    monkeypatch.setattr(photo, "_DECODING_SECONDS", 1e-3)

    begin = time.thread_time()
    with pytest.raises(photo.Unacceptable, match="too heavy"):
        photo.check(data, TYPES[form])

    assert time.thread_time() - begin < 1
