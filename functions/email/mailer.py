"""Sending an email through an SMTP server."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from functions.email.deadline import Deadline
from functions.email.message import Mail
from shared.runtime.failures import Permanent, Retryable

_TIMEOUT_SECONDS = 10  # for each step
_SESSION_SECONDS = 45  # for all of them, from the look-up of the host: send() ends in the lease


def send(mail: Mail, smtp_url: str) -> None:
    """Send the mail. Returns once the server has accepted responsibility for it.

    `smtps://` uses TLS from the start; `smtp://` with a user requires STARTTLS before it logs in.
    Raises Permanent when the server answers 5xx or lacks a feature, Retryable for anything else.
    """
    try:
        with _session(smtp_url) as server:
            server.sendmail(mail.sender.address, mail.to.address, mail.data)
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = next(iter(error.recipients.values()))
        raise _failure(code) from None
    except smtplib.SMTPResponseException as error:
        raise _failure(error.smtp_code) from None
    except smtplib.SMTPNotSupportedError as error:
        raise Permanent(f"the mail server lacks a feature: {error}") from None
    except (OSError, smtplib.SMTPException) as error:
        raise Retryable(f"the mail server cannot be reached: {type(error).__name__}") from None


@contextlib.contextmanager
def _session(smtp_url: str) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted and logged in as `smtp_url` says."""
    url, tls = urlsplit(smtp_url), ssl.create_default_context()
    host, is_encrypted = url.hostname or "", url.scheme == "smtps"
    with Deadline(_SESSION_SECONDS) as deadline:
        server = (
            _EncryptedClient(deadline, host, url.port or 465, _TIMEOUT_SECONDS, tls)
            if is_encrypted
            else _Client(deadline, host, url.port or 587, _TIMEOUT_SECONDS)
        )
        try:
            if url.username:
                if not is_encrypted:
                    server.starttls(context=tls)
                server.login(unquote(url.username), unquote(url.password or ""))
            yield server
            # The server has accepted the message: whatever it answers now, it must not be sent
            # again.
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
    def __init__(
        self, deadline: Deadline, host: str, port: int, timeout: float, tls: ssl.SSLContext
    ) -> None:
        self._deadline = deadline
        self._tls = tls
        super().__init__(host, port, timeout=timeout, context=tls)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._tls.wrap_socket(
            self._deadline.connect(host, port, timeout), server_hostname=host
        )


def _failure(code: int) -> Exception:
    """The error for a reply code, without the reply's text, which may repeat the address (I10)."""
    reason = f"the mail server answered {code}"
    return Permanent(reason) if 500 <= code <= 599 else Retryable(reason)
