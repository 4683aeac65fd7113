"""Putting a message on the topic never fails whoever does it."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from google.api_core import exceptions as google

from shared.event.published import EventPublished
from shared.runtime import clients, messages, rpc
from tests.support.factories import event
from tests.support.ports import free_port


@pytest.fixture(autouse=True)
def nowhere(site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Pub/Sub that refuses connections."""
    monkeypatch.setenv("PUBSUB_EMULATOR_HOST", f"127.0.0.1:{free_port()}")
    _forget()
    yield
    _forget()


def _message() -> EventPublished:
    return EventPublished.of(event())


def _forget() -> None:
    for made in (messages._send, clients.publisher, rpc.credentials):
        made.forget()


def test_refused_connections_are_false_and_logged(capsys: pytest.CaptureFixture[str]) -> None:
    assert asyncio.run(messages.emit(_message(), "")) is False
    assert _events(capsys) == ["event_not_emitted"]


def test_for_the_sweep_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.emit_all([(_message(), "")]) == []
    assert _events(capsys) == ["event_not_emitted"]


@pytest.mark.parametrize(
    "error",
    [
        google.RetryError("gave up", None),
        google.PermissionDenied("no"),
        google.ResourceExhausted("no"),
        google.DeadlineExceeded("no"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_google_raises_is_false(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(_: object) -> None:
        raise error

    async def send() -> rpc.Call:
        return refuse

    monkeypatch.setattr(messages, "_send", send)

    assert asyncio.run(messages.emit(_message(), "")) is False
    monkeypatch.undo()


def test_credentials_that_cannot_be_found_are_false(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBSUB_EMULATOR_HOST")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/account.json")

    assert asyncio.run(messages.emit(_message(), "")) is False


def _events(capsys: pytest.CaptureFixture[str]) -> list[str]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line[:1] == "{"]
    return [line["message"] for line in lines]
