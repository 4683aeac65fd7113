"""Google's keys: how long they are cached, and how often they are asked for."""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from shared.edge import keys
from shared.edge.keys import Keys
from shared.edge.problems import Unavailable


@dataclass
class Google:
    """Answers with `keys` under `headers`, or not at all."""

    url: str = ""
    keys: dict[str, str] = field(default_factory=lambda: {"one": "key"})
    headers: dict[str, str] = field(default_factory=lambda: {"Cache-Control": "max-age=21600"})
    status: int = 200
    asked: int = 0
    answering: threading.Event = field(default_factory=threading.Event)
    """Clear, it waits with its answer."""


@dataclass
class Clock:
    now: float = 1_000_000

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def google() -> Iterator[Google]:
    found = Google()
    found.answering.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked += 1
            found.answering.wait()
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps(found.keys).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}/keys"
    yield found
    found.answering.set()
    server.shutdown()
    server.server_close()


def test_they_are_fetched_once_and_kept_as_long_as_their_answer_says(
    google: Google, site: str
) -> None:
    clock = Clock()

    async def run() -> None:
        cached = Keys(google.url, dict, clock)
        for seconds in (0, 1, 21_598):
            clock.now += seconds
            assert await cached.get("one") == "key"
        assert google.asked == 1
        google.keys = {"two": "another"}
        clock.now += 2
        assert await cached.get("one") is None
        assert await cached.get("two") == "another"
        assert google.asked == 2

    asyncio.run(run())


def test_the_time_that_an_answer_spent_in_caches_is_subtracted(google: Google, site: str) -> None:
    google.headers = {"Cache-Control": "public, max-age=21600, must-revalidate", "Age": "21000"}
    clock = Clock()

    async def run() -> None:
        cached = Keys(google.url, dict, clock)
        await cached.get("one")
        clock.now += 599
        await cached.get("one")
        assert google.asked == 1
        clock.now += 2
        await cached.get("one")
        assert google.asked == 2

    asyncio.run(run())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=300"}, 300),
        ({"cache-control": "max-age=300", "age": "20"}, 280),
        ({"cache-control": "max-age=300", "age": "400"}, 0),
        ({"cache-control": "max-age=300", "age": "soon"}, 300),
        ({"cache-control": "no-store"}, 0),
        ({}, 0),
    ],
)
def test_a_lifetime_is_what_is_left_of_it(headers: dict[str, str], seconds: int) -> None:
    assert keys.lifetime(headers) == seconds


def test_an_unknown_key_is_looked_for_again_but_once_a_minute(google: Google, site: str) -> None:
    clock = Clock()

    async def run() -> None:
        cached = Keys(google.url, dict, clock)
        assert await cached.get("one") == "key"
        clock.now += 59
        assert [await cached.get(f"made up {n}") for n in range(20)] == [None] * 20
        assert google.asked == 1
        google.keys = {"one": "key", "two": "new"}
        clock.now += 2
        assert await cached.get("two") == "new"
        assert [await cached.get(f"made up {n}") for n in range(20)] == [None] * 20
        assert google.asked == 2

    asyncio.run(run())


def test_an_answer_that_may_not_be_kept_is_shared_for_a_second(google: Google, site: str) -> None:
    google.headers = {"Cache-Control": "no-store"}
    clock = Clock()

    async def run() -> None:
        cached = Keys(google.url, dict, clock)
        await cached.get("one")
        clock.now += 0.9
        await cached.get("one")
        assert google.asked == 1
        clock.now += 0.2
        await cached.get("one")
        assert google.asked == 2

    asyncio.run(run())


def test_a_burst_asks_once_and_does_not_block_the_loop(google: Google, site: str) -> None:
    google.answering.clear()

    async def run() -> list[str | None]:
        cached = Keys(google.url, dict)
        waiting = asyncio.gather(*(cached.get("one") for _ in range(64)))
        while not google.asked:  # noqa: ASYNC110 - the server is a thread
            await asyncio.sleep(0.005)
        google.answering.set()  # by the loop itself: a blocked one would never come here
        return await waiting

    assert asyncio.run(run()) == ["key"] * 64
    assert google.asked == 1


def test_out_of_reach_is_unavailable_for_everybody_who_waits_and_then_tried_again(
    google: Google, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    google.status = 500
    clock = Clock()

    async def run() -> None:
        cached = Keys(google.url, dict, clock)
        waiting = (cached.get("one") for _ in range(20))
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        assert {type(answer) for answer in answers} == {Unavailable}
        assert google.asked == 1
        google.status = 200
        clock.now += 1.1
        assert await cached.get("one") == "key"

    asyncio.run(run())
    assert "keys_unreachable" in capsys.readouterr().out


def test_a_key_that_is_there_needs_no_answer_about_another(google: Google, site: str) -> None:
    clock = Clock()

    async def run() -> None:
        cached = Keys(google.url, dict, clock)
        await cached.get("one")
        google.status = 503
        clock.now += 61
        with pytest.raises(Unavailable):
            await cached.get("two")
        assert await cached.get("one") == "key"

    asyncio.run(run())
