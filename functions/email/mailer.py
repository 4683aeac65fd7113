"""One message, handed to a mail server over SMTP."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from shared.failures import Permanent, Retryable

_TIMEOUT_SECONDS = 10


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


def _connected(smtp_url: str) -> smtplib.SMTP:
    url, tls = urlsplit(smtp_url), ssl.create_default_context()
    host = url.hostname or ""
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, url.port or 465, timeout=_TIMEOUT_SECONDS, context=tls
        )
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=_TIMEOUT_SECONDS)
        if url.username:
            server.starttls(context=tls)
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server


def _failure(code: int) -> Exception:
    """By the code alone: the server's words repeat the address (I10)."""
    reason = f"the mail server answered {code}"
    return Permanent(reason) if 500 <= code <= 599 else Retryable(reason)
