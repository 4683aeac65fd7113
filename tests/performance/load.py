"""Many clients at once, each one request after another on a connection that is kept."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import quantiles


@dataclass
class Load:
    """What a load came to; times in seconds."""

    seconds: float = 0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def percentile(self, percent: int) -> float:
        return quantiles(self.latencies, n=100, method="inclusive")[percent - 1]

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """As it goes over the wire, so that nothing is left to do while the clock runs."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def load(port: int, requests: Iterable[bytes], clients: int = 1) -> Load:
    """Send all of `requests`, `clients` at a time. Raises AssertionError for a status over 399."""
    found = asyncio.run(_all(port, iter(list(requests)), clients))
    assert max(found.statuses) < 400, found.statuses
    return found


async def _all(port: int, requests: Iterator[bytes], clients: int) -> Load:
    found, start = Load(), time.perf_counter()
    await asyncio.gather(*(_client(port, requests, found) for _ in range(clients)))
    found.seconds = time.perf_counter() - start
    return found


async def send(port: int, each: bytes, found: Load) -> int:
    """One request, on a connection of its own. Returns the answer's status."""
    one = Load()
    await _client(port, iter([each]), one)
    found.latencies += one.latencies
    found.statuses += one.statuses
    return next(iter(one.statuses))


async def _client(port: int, requests: Iterator[bytes], found: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for each in requests:
        start = time.perf_counter()
        writer.write(each)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        if length and not each.startswith(b"HEAD "):
            await reader.readexactly(int(length))
        found.latencies.append(time.perf_counter() - start)
        found.statuses[int(head.split(b" ", 2)[1])] += 1
        if b"connection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
