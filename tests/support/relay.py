"""A gRPC relay between the functions and an emulator: counts calls, fails them, acts on them.

It understands nothing of what it carries, so no Google client is replaced or pretended.
"""

import contextlib
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import grpc

Metadata = list[tuple[str, str]]
_UNARY = {"Commit", "GetDocument", "Publish"}
"""The calls that come by the thousand. Any call can be carried as streams, at thrice the CPU."""


@dataclass
class Fault:
    """Fails calls of `method` whose request holds every needle: before they arrive, or after."""

    method: str
    needles: tuple[str, ...]
    code: grpc.StatusCode
    times: float = 1
    after: bool = False
    action: Callable[[], object] | None = None
    """Done at that moment, before the call fails."""
    passes: bool = False
    """The call goes on as if nothing had been."""

    def hits(self, method: str, request: bytes) -> bool:
        hit = self.times > 0 and self.method == method
        if hit := hit and all(needle.encode() in request for needle in self.needles):
            self.times -= 1
        return hit


class Relay(grpc.GenericRpcHandler):
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: list[tuple[str, bytes]] = []
        self._faults: list[Fault] = []
        self.port = self._listen(0)

    def start(self, target: str) -> None:
        self._channel = grpc.insecure_channel(target)
        self._server.start()

    def stop(self) -> None:
        self._server.stop(0).wait()
        self._channel.close()

    @contextlib.contextmanager
    def down(self) -> Iterator[None]:
        """Cut every connection and refuse new ones, as a server that is stopped and restarted."""
        self._server.stop(0).wait()
        try:
            yield
        finally:
            self._listen(self.port)
            self._server.start()

    def _listen(self, port: int) -> int:
        self._server = grpc.server(ThreadPoolExecutor(64), handlers=(self,))
        return int(self._server.add_insecure_port(f"127.0.0.1:{port}"))

    def calls(self, *needles: str) -> Counter[str]:
        """How often each method was called with all of `needles` in the request."""
        with self._lock:
            return Counter(
                method
                for method, request in self._seen
                if all(needle.encode() in request for needle in needles)
            )

    def requests(self, method: str, needle: str) -> list[bytes]:
        """The requests to `method` that hold `needle`, as they came."""
        with self._lock:
            return [
                request
                for called, request in self._seen
                if called == method and needle.encode() in request
            ]

    def fail(self, method: str, needle: str, code: grpc.StatusCode, **how: Any) -> Fault:
        return self.add(Fault(method, (needle,), code, **how))

    def heal(self, needle: str) -> None:
        """Forget every fault that looks for `needle`."""
        with self._lock:
            self._faults = [fault for fault in self._faults if needle not in fault.needles]

    def add(self, fault: Fault) -> Fault:
        with self._lock:
            self._faults.append(fault)
        return fault

    def service(self, details: Any) -> Any:
        path: str = details.method
        kept = [
            (key, value)
            for key, value in details.invocation_metadata
            if not re.match("user-agent|grpc-|:", key)
        ]
        if path.rpartition("/")[2] in _UNARY:
            return grpc.unary_unary_rpc_method_handler(self._unary(path, kept))
        return grpc.stream_stream_rpc_method_handler(self._streaming(path, kept))

    def _unary(self, path: str, metadata: Metadata) -> Callable[[bytes, Any], bytes]:
        forward = self._channel.unary_unary(path)

        def relay(request: bytes, context: Any) -> bytes:
            arrive = partial(forward, request, metadata=metadata)
            with self._failing(path, request, context, arrive):
                answer: bytes = arrive()
                return answer

        return relay

    def _streaming(
        self, path: str, metadata: Metadata
    ) -> Callable[[Iterator[bytes], Any], Iterator[bytes]]:
        forward = self._channel.stream_stream(path)

        def relay(requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
            first = next(requests)

            def arrive() -> list[bytes]:
                return list(forward(iter([first]), metadata=metadata))

            with self._failing(path, first, context, arrive):
                yield from forward(_chain(first, requests), metadata=metadata)

        return relay

    @contextlib.contextmanager
    def _failing(
        self, path: str, request: bytes, context: Any, arrive: Callable[[], object]
    ) -> Iterator[None]:
        """Fail the call as the next fault says, or as its target did when the block called it."""
        fault = self._arrived(path.rpartition("/")[2], request)
        try:
            if fault and fault.after:
                arrive()
            if fault and fault.action:
                fault.action()
            if fault and not fault.passes:
                context.abort(fault.code, "failed by the relay")
            yield
        except grpc.RpcError as error:
            if fault and not fault.passes:  # the call failed by itself: wait for one that does not
                fault.times += 1
            context.set_trailing_metadata(error.trailing_metadata() or ())  # type: ignore[attr-defined]
            context.abort(error.code(), error.details())  # type: ignore[attr-defined]

    def _arrived(self, method: str, request: bytes) -> Fault | None:
        with self._lock:
            self._seen.append((method, request))
            return next((fault for fault in self._faults if fault.hits(method, request)), None)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
