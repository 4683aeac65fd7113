"""A mail server that answers what a test tells it to."""
# ruff: noqa: ARG002, N802  # aiosmtpd calls its handlers so

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "user@example.com", "p@ss:/%word"


class Server:
    """Keeps what it took responsibility for, and how it came."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.port = 0
        self._answers = answers
        self.accepted: list[Envelope] = []
        self.signed_in: list[bool] = []

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answers.get("MAIL", "250 go on")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._answers.get("RCPT", "250 go on")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self._answers.get("DATA", "250 taken")
        if answer.startswith("250"):
            self.accepted.append(envelope)
            self.signed_in.append(bool(session.authenticated))
        return answer

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self._answers.get("QUIT", "221 bye")


class _Listening(Controller):
    """On a port of the system's choice."""

    def _trigger_server(self) -> None:
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(
    answers: dict[str, str] | None = None,
    *,
    implicit: ssl.SSLContext | None = None,
    upgrade: ssl.SSLContext | None = None,
) -> Iterator[Server]:
    """With `implicit` it speaks TLS from the first byte, with `upgrade` after STARTTLS.

    `answers` replaces what it says to MAIL, RCPT, DATA or QUIT.
    """
    server = Server(answers or {})
    controller = _Listening(
        server,
        hostname="127.0.0.1",
        port=0,
        ssl_context=implicit,
        tls_context=upgrade,
        authenticator=_authenticator,
        auth_require_tls=upgrade is not None,
    )
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


def _authenticator(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    good = data == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)
