"""One attempt at a cover: what ends it early, and that its lease outlives it."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from typing import Any

import pytest

from functions.image import cover, generate, pictures, turns
from infra.functions import functions
from infra.local.gemini import Handler, Rule, State
from shared.event.model import Cover
from shared.pixels import photo
from shared.pixels.poster import PosterText
from shared.runtime import clients
from shared.runtime.clients import storage_client
from shared.runtime.failures import Permanent, Retryable
from shared.runtime.settings import settings
from shared.store import media
from shared.store.leases import Claim
from tests.support.factories import event
from tests.support.loops import run
from tests.support.waiting import wait


@pytest.fixture
def gemini(monkeypatch: pytest.MonkeyPatch, site: str) -> Iterator[State]:
    """The local stack's Gemini, alone, and a call to it that may take a second."""
    state = State()
    handler = type("Handler", (Handler,), {"state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        monkeypatch.setenv("GEMINI_API_KEY", "key")
        monkeypatch.setenv("GEMINI_BASE_URL", f"http://127.0.0.1:{server.server_port}")
        settings.cache_clear()
        monkeypatch.setattr(generate, "GEMINI_SECONDS", 1)
        yield state
        state.end("")
        server.shutdown()


def ask() -> generate.Generated:
    return run(generate.ask("a quiet evening"))


def test_a_picture_comes_within_its_time(gemini: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "GEMINI_SECONDS", 20)

    assert ask().data.startswith(b"\x89PNG")


@pytest.mark.parametrize("behaviour", ["drip", "hang"])
def test_the_deadline_is_for_the_whole_call(gemini: State, behaviour: str) -> None:
    gemini.rules.append(Rule("evening", behaviour, seconds=0.1))
    begin = time.monotonic()

    with pytest.raises(Retryable, match="cannot be reached: TimeoutError"):
        ask()

    assert time.monotonic() - begin < 15  # and not for each byte: the drip takes for ever


def test_calls_that_time_out_leave_no_thread_behind(gemini: State) -> None:
    gemini.rules.append(Rule("evening", "drip", seconds=0.05))
    before = threading.active_count()
    for _ in range(3):
        with pytest.raises(Retryable):
            ask()

    # The local Gemini's own end when they find that their client has hung up.
    assert wait(lambda: threading.active_count() <= before)


def test_what_gemini_refuses_is_said_as_before(gemini: State) -> None:
    gemini.rules.append(Rule("evening", "404"))

    with pytest.raises(Permanent, match="Gemini answered 404"):
        ask()


def test_no_picture_is_paid_for_that_the_lease_might_not_outlive() -> None:
    over = datetime.now(UTC) - timedelta(seconds=1)

    with pytest.raises(Retryable, match="no time left"):
        run(generate.generate(event(), latest=over))


def test_a_lease_outlives_the_longest_attempt() -> None:
    pixels = 2 * photo.MAX_SECONDS  # the picture, and with a badge
    storing, firestore = media.CALL_SECONDS, 10  # every picture at once
    generation = clients.GEMINI_SECONDS + pixels + storing + firestore
    with_a_photo = media.CALL_SECONDS + pixels + storing + firestore

    assert cover.GENERATION.total_seconds() >= generation
    assert cover.LEASE.total_seconds() >= firestore + with_a_photo
    # Composing and storing the first cover, and asking Gemini, fits into one lease.
    assert timedelta(seconds=media.CALL_SECONDS + 20) < cover.LEASE - cover.GENERATION


def test_no_lease_is_renewed_when_nobody_hears_the_answer_any_more() -> None:
    (image,) = (each for each in functions() if each.name == "image")

    assert cover.LEASE < cover.LONGEST < timedelta(seconds=image.timeout)


def test_as_many_pictures_are_drawn_at_once_as_there_are_cpus() -> None:
    (image,) = (each for each in functions() if each.name == "image")

    assert image.cpu == turns.PIXEL_PROCESSES


def test_a_photo_whose_turn_comes_too_late_is_left_to_the_next_attempt() -> None:
    over = datetime.now(UTC) - timedelta(seconds=1)

    with pytest.raises(Retryable, match="no time left"):
        run(pictures.uploaded("uploads/someone/1", PosterText("", "", ""), latest=over))


def test_an_outage_of_storage_does_not_give_up_the_photo(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("BUCKET", "b")
    monkeypatch.setattr(media, "_RETRY_SECONDS", 0.1)
    settings.cache_clear()
    storage_client.forget()
    published = event(cover=Cover(state="pending", upload="uploads/someone/1"))
    claim = Claim(published, "cover", 1, 0, datetime.now(UTC) + cover.LEASE, None)

    with pytest.raises(Retryable, match="Cloud Storage cannot be used"):
        run(cover.make(claim))

    client: Any = storage_client()  # untyped
    client.close()
    storage_client.forget()
