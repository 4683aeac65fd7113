"""A gRPC relay between the functions and an emulator: counts calls, and fails those it is told to.

It understands nothing of what it carries, so no Google client is replaced or pretended.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc


@dataclass
class Fault:
    """Fails calls of `method` whose request holds `needle`: before they arrive, or after."""

    method: str
    needle: bytes
    code: grpc.StatusCode
    times: int
    after: bool = False

    def hits(self, method: str, request: bytes) -> bool:
        if self.times and self.method == method and self.needle in request:
            self.times -= 1
            return True
        return False


class Relay(grpc.GenericRpcHandler):
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: list[tuple[str, bytes]] = []
        self._faults: list[Fault] = []
        self._server = grpc.server(ThreadPoolExecutor(64), handlers=(self,))
        self.port: int = self._server.add_insecure_port("127.0.0.1:0")

    def start(self, target: str) -> None:
        self._channel = grpc.insecure_channel(target)
        self._server.start()

    def stop(self) -> None:
        self._server.stop(0).wait()
        self._channel.close()

    def calls(self, needle: str) -> Counter[str]:
        """How often each method was called with `needle` somewhere in the request."""
        with self._lock:
            return Counter(method for method, request in self._seen if needle.encode() in request)

    def fail(
        self,
        method: str,
        needle: str,
        code: grpc.StatusCode,
        *,
        times: int = 1,
        after: bool = False,
    ) -> None:
        """Answer the next calls with `code`; with `after`, once the emulator has done the work."""
        with self._lock:
            self._faults.append(Fault(method, needle.encode(), code, times, after))

    def service(self, details: Any) -> Any:
        path: str = details.method
        forward = self._channel.stream_stream(path)
        kept = [
            (key, value)
            for key, value in details.invocation_metadata
            if not re.match("user-agent|grpc-|:", key)
        ]

        def relay(requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
            first = next(requests)
            if fault := self._arrived(path.rpartition("/")[2], first):
                if fault.after:
                    list(forward(iter([first]), metadata=kept))
                context.abort(fault.code, "failed by the relay")
            try:
                yield from forward(_chain(first, requests), metadata=kept)
            except grpc.RpcError as error:
                context.set_trailing_metadata(error.trailing_metadata() or ())  # type: ignore[attr-defined]
                context.abort(error.code(), error.details())  # type: ignore[attr-defined]

        return grpc.stream_stream_rpc_method_handler(relay)

    def _arrived(self, method: str, request: bytes) -> Fault | None:
        with self._lock:
            self._seen.append((method, request))
            return next((fault for fault in self._faults if fault.hits(method, request)), None)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
