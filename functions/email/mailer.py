"""Sending an email through an SMTP server."""

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from shared.runtime.failures import Permanent, Retryable

_TIMEOUT_SECONDS = 10  # for each step
_SESSION_TIMEOUT_SECONDS = 35  # for all steps after the greeting, so that send() ends in the lease


def send(message: EmailMessage, smtp_url: str) -> None:
    """Send the message. Returns once the server has accepted responsibility for it.

    `smtps://` uses TLS from the start; `smtp://` with a user requires STARTTLS before it logs in.
    Raises Permanent when the server answers 5xx or lacks a feature, Retryable for anything else.
    """
    try:
        with _session(smtp_url) as server:
            server.send_message(message)
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
    host = url.hostname or ""
    server: smtplib.SMTP = (
        smtplib.SMTP_SSL(host, url.port or 465, timeout=_TIMEOUT_SECONDS, context=tls)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, url.port or 587, timeout=_TIMEOUT_SECONDS)
    )
    watchdog = threading.Timer(_SESSION_TIMEOUT_SECONDS, _hang_up, (server,))
    watchdog.start()
    try:
        if url.username:
            if url.scheme == "smtp":
                server.starttls(context=tls)
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server
        # The server has accepted the message: whatever it answers now, it must not be sent again.
        with contextlib.suppress(smtplib.SMTPException):
            server.quit()
    finally:
        watchdog.cancel()
        server.close()


def _hang_up(server: smtplib.SMTP) -> None:
    """Close the connection from another thread, so that a read which waits on it fails at once."""
    if connection := server.sock:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)  # not TLS's own, which would wait


def _failure(code: int) -> Exception:
    """The error for a reply code, without the reply's text, which may repeat the address (I10)."""
    reason = f"the mail server answered {code}"
    return Permanent(reason) if 500 <= code <= 599 else Retryable(reason)
