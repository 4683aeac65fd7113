"""The mail server: a conversation with it, logged in and within a time limit."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from shared.runtime.deadline import Deadline

_TIMEOUT_SECONDS = 10  # for each step
_SESSION_SECONDS = 45  # for all of them, from the look-up of the host: a mail ends in its lease


@contextlib.contextmanager
def session(smtp_url: str) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted and logged in as `smtp_url` says.

    `smtps://` uses TLS from the start; `smtp://` with a user requires STARTTLS before it logs in.
    Raises smtplib's errors and OSError.
    """
    url = urlsplit(smtp_url)
    host, is_encrypted = url.hostname or "", url.scheme == "smtps"
    with Deadline(_SESSION_SECONDS) as deadline:
        server = (
            _EncryptedClient(deadline, host, url.port or 465, _TIMEOUT_SECONDS)
            if is_encrypted
            else _Client(deadline, host, url.port or 587, _TIMEOUT_SECONDS)
        )
        try:
            if url.username:
                if not is_encrypted:
                    server.starttls(context=ssl.create_default_context())
                server.login(unquote(url.username), unquote(url.password or ""))
            yield server
            # What the server has accepted must not be sent again, whatever it answers now.
            with contextlib.suppress(smtplib.SMTPException):
                server.quit()
        finally:
            server.close()


class _Client(smtplib.SMTP):
    """smtplib's client, whose connection is made within the deadline."""

    def __init__(self, deadline: Deadline, host: str, port: int, timeout: float) -> None:
        self._deadline = deadline
        super().__init__(host, port, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._deadline.connect(host, port, timeout)


class _EncryptedClient(smtplib.SMTP_SSL):
    def __init__(self, deadline: Deadline, host: str, port: int, timeout: float) -> None:
        self._deadline = deadline
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=timeout, context=self._tls)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._tls.wrap_socket(
            self._deadline.connect(host, port, timeout), server_hostname=host
        )
