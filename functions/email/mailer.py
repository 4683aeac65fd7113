"""One message, handed to a mail server over SMTP."""

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
_PATIENCE_SECONDS = 35  # for all that follows the greeting, so that the whole ends within the lease


def send(message: EmailMessage, smtp_url: str) -> None:
    """Returns once the server has taken responsibility for the message.

    `smtps://` speaks TLS from the start; `smtp://` with a user must upgrade before it signs in.
    Raises Permanent when the server refuses for good (5xx), Retryable for anything else.
    """
    try:
        with _connected(smtp_url) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = next(iter(error.recipients.values()))
        raise _failure(code) from None
    except smtplib.SMTPResponseException as error:
        raise _failure(error.smtp_code) from None
    except smtplib.SMTPNotSupportedError as error:
        raise Permanent(f"the mail server cannot do it: {error}") from None
    except (OSError, smtplib.SMTPException) as error:
        raise Retryable(f"the mail server cannot be reached: {type(error).__name__}") from None


@contextlib.contextmanager
def _connected(smtp_url: str) -> Iterator[smtplib.SMTP]:
    """A conversation up to the greeting, upgraded and signed in as the address says."""
    url, tls = urlsplit(smtp_url), ssl.create_default_context()
    host = url.hostname or ""
    server: smtplib.SMTP = (
        smtplib.SMTP_SSL(host, url.port or 465, timeout=_TIMEOUT_SECONDS, context=tls)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, url.port or 587, timeout=_TIMEOUT_SECONDS)
    )
    hurry = threading.Timer(_PATIENCE_SECONDS, _hang_up, (server,))
    hurry.start()
    try:
        if url.username:
            if url.scheme == "smtp":
                server.starttls(context=tls)
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server
        # The message is theirs: whatever they answer now, it must not be sent again.
        with contextlib.suppress(smtplib.SMTPException):
            server.quit()
    finally:
        hurry.cancel()
        server.close()


def _hang_up(server: smtplib.SMTP) -> None:
    """From another thread: whoever waits for an answer is told that there will be none."""
    if connection := server.sock:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)  # below TLS, which would wait


def _failure(code: int) -> Exception:
    """By the code alone: the server's words repeat the address (I10)."""
    reason = f"the mail server answered {code}"
    return Permanent(reason) if 500 <= code <= 599 else Retryable(reason)
