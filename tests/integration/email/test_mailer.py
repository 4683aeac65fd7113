"""The conversation with the mail server: what is refused for good, what for now, and TLS."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import trustme

from functions.email import confirmation, mailer
from functions.email.message import Mail
from shared.runtime import mail_server
from shared.runtime.failures import Permanent, Retryable
from tests.support.factories import event
from tests.support.mails import mail_of
from tests.support.smtp import PASSWORD, USER, serving

SIGNED_IN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@"


def mail() -> Mail:
    return mail_of(event())


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of an authority that this process trusts, for localhost."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return _presenting(authority)


def _presenting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def test_a_message_is_handed_over_once_whole() -> None:
    message = mail()
    with serving() as server:
        mailer.send(message, f"smtp://127.0.0.1:{server.port}")

    (taken,) = server.accepted
    assert (taken.mail_from, taken.rcpt_tos) == ("events@example.com", ["o@example.com"])
    assert isinstance(taken.content, bytes)
    assert taken.content == message.data


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_for_good_is_permanent_and_repeats_no_address(command: str) -> None:
    with (
        serving({command: "550 <o@example.com> is nobody here"}) as server,
        pytest.raises(Permanent, match=r"^the mail server answered 550$"),
    ):
        mailer.send(mail(), f"smtp://127.0.0.1:{server.port}")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("code", [421, 450, 452])
def test_a_refusal_for_now_is_worth_another_try(command: str, code: int) -> None:
    with (
        serving({command: f"{code} <o@example.com> later"}) as server,
        pytest.raises(Retryable, match=rf"^the mail server answered {code}$"),
    ):
        mailer.send(mail(), f"smtp://127.0.0.1:{server.port}")


@pytest.mark.parametrize("goodbye", ["421 too slow", "500 what?", "250 fine"])
def test_what_the_server_took_is_sent_however_it_says_goodbye(goodbye: str) -> None:
    with serving({"QUIT": goodbye}) as server:
        mailer.send(mail(), f"smtp://127.0.0.1:{server.port}")

    assert len(server.accepted) == 1


def test_smtps_speaks_tls_from_the_start_and_signs_in(certificate: ssl.SSLContext) -> None:
    with serving(implicit=certificate) as server:
        mailer.send(mail(), f"smtps://{SIGNED_IN}localhost:{server.port}")

    assert server.signed_in == [True]


def test_smtp_with_a_user_upgrades_before_it_signs_in(certificate: ssl.SSLContext) -> None:
    with serving(upgrade=certificate) as server:
        mailer.send(mail(), f"smtp://{SIGNED_IN}localhost:{server.port}")

    assert server.signed_in == [True]


def test_a_password_is_never_sent_in_the_open() -> None:
    with (
        serving() as server,  # it would take it
        pytest.raises(Permanent, match="STARTTLS"),
    ):
        mailer.send(mail(), f"smtp://{SIGNED_IN}127.0.0.1:{server.port}")

    assert server.accepted == []


def test_a_wrong_password_is_permanent(certificate: ssl.SSLContext) -> None:
    with (
        serving(upgrade=certificate) as server,
        pytest.raises(Permanent, match=r"^the mail server answered 535$"),
    ):
        mailer.send(mail(), f"smtp://user:wrong@localhost:{server.port}")


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_a_certificate_of_a_stranger_gets_nothing(certificate: ssl.SSLContext, scheme: str) -> None:
    stranger = _presenting(trustme.CA())
    how: dict[str, Any] = {"implicit" if scheme == "smtps" else "upgrade": stranger}
    with serving(**how) as server, pytest.raises(Retryable, match="SSLCertVerificationError"):
        mailer.send(mail(), f"{scheme}://{SIGNED_IN}localhost:{server.port}")

    assert server.accepted == []


def test_a_certificate_of_another_host_gets_nothing(certificate: ssl.SSLContext) -> None:
    with (
        serving(implicit=certificate) as server,
        pytest.raises(Retryable, match="SSLCertVerificationError"),
    ):
        mailer.send(mail(), f"smtps://127.0.0.1:{server.port}")  # it says localhost


def test_a_server_that_is_not_there_may_come_back() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Retryable, match="ConnectionRefusedError"):
        mailer.send(mail(), f"smtp://127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("greeting", "outcome"),
    [(b"554 go away\r\n", Permanent), (b"421 busy\r\n", Retryable), (b"", Retryable)],
    ids=["554", "421", "hangs up"],
)
def test_a_server_that_does_not_want_to_talk(greeting: bytes, outcome: type[Exception]) -> None:
    with _saying(greeting) as port, pytest.raises(outcome):
        mailer.send(mail(), f"smtp://127.0.0.1:{port}")


def test_a_server_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail_server._TIMEOUT_SECONDS == 10
    monkeypatch.setattr(mail_server, "_TIMEOUT_SECONDS", 0.1)

    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(Retryable),
    ):
        mailer.send(mail(), f"smtp://127.0.0.1:{silent.getsockname()[1]}")


def test_a_server_that_talks_for_ever_is_left_before_the_lease_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert timedelta(seconds=mail_server._SESSION_SECONDS) < confirmation.LEASE
    monkeypatch.setattr(mail_server, "_SESSION_SECONDS", 0.2)

    with _saying(b"220 welcome\r\n", for_ever=b"250-and\r\n") as port, pytest.raises(Retryable):
        mailer.send(mail(), f"smtp://127.0.0.1:{port}")


def test_a_dead_address_is_passed_over_for_one_that_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail_server, "_SESSION_SECONDS", 3)
    with serving() as server, _dead() as dead:
        _resolve_to(monkeypatch, [dead, dead, ("127.0.0.1", server.port)])

        mailer.send(mail(), "smtp://mail.example")

    assert len(server.accepted) == 1


def test_many_dead_addresses_take_no_longer_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_server, "_SESSION_SECONDS", 0.6)
    with _dead() as dead:
        _resolve_to(monkeypatch, [dead] * 20)
        started = time.monotonic()

        with pytest.raises(Retryable, match="TimeoutError"):
            mailer.send(mail(), "smtps://mail.example")

    assert time.monotonic() - started < 6  # of 12 that twenty times that would be


def test_a_host_that_nobody_resolves_takes_no_longer_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail_server, "_SESSION_SECONDS", 0.2)
    answer = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer.wait(10) and [])

    with pytest.raises(Retryable, match="TimeoutError"):
        mailer.send(mail(), "smtp://mail.example")

    answer.set()


def test_a_host_that_does_not_exist_may_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such host")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    with pytest.raises(Retryable, match="gaierror"):
        mailer.send(mail(), "smtp://mail.example")


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_greeting_that_never_ends_is_left_before_the_lease_ends(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setattr(mail_server, "_SESSION_SECONDS", 0.3)

    with _dripping(0.05) as port, pytest.raises(Retryable):
        mailer.send(mail(), f"{scheme}://127.0.0.1:{port}")


def _resolve_to(monkeypatch: pytest.MonkeyPatch, addresses: list[tuple[str, int]]) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@contextmanager
def _dead() -> Iterator[tuple[str, int]]:
    """An address that answers nothing: its queue of connections is full."""
    with socket.socket() as listener, contextlib.ExitStack() as queued:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = queued.enter_context(socket.socket())
            waiting.setblocking(False)  # noqa: FBT003
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()


@contextmanager
def _dripping(seconds: float) -> Iterator[int]:
    """A server that sends a byte now and then, which begins neither a greeting nor TLS."""

    def serve() -> None:
        client, _ = listener.accept()
        with client, contextlib.suppress(OSError):
            while client.send(b"\x16"):
                time.sleep(seconds)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


@contextmanager
def _saying(greeting: bytes, for_ever: bytes = b"") -> Iterator[int]:
    """A server that says one thing and hangs up, or another until the client does."""

    def serve() -> None:
        client, _ = listener.accept()
        with client, contextlib.suppress(OSError):
            client.sendall(greeting)
            while for_ever:
                client.sendall(for_ever)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()
