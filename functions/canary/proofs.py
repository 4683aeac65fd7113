"""Whether the secrets are accepted where they are used: Gemini's key, the mail server's log-in.

Their values go nowhere but to their own servers.
"""

import smtplib
import ssl
from urllib.parse import unquote, urlsplit

import requests

_GEMINI = "https://generativelanguage.googleapis.com"
_TIMEOUT = 15  # seconds

Check = tuple[bool, str]
"""Whether it is accepted, and what the server said."""


def gemini(key: str, base_url: str | None) -> Check:
    """Listing models costs nothing."""
    try:
        answer = requests.get(
            f"{(base_url or _GEMINI).rstrip('/')}/v1beta/models?pageSize=1",
            headers={"x-goog-api-key": key},
            timeout=_TIMEOUT,
        )
    except requests.RequestException as error:
        return False, f"Gemini cannot be reached: {type(error).__name__}"
    return answer.ok, f"Gemini answers {answer.status_code}"


def mail_server(smtp_url: str) -> Check:
    try:
        mail_server_accepts(smtp_url, ssl.create_default_context())
    except smtplib.SMTPResponseException as error:
        return False, f"the mail server answers {error.smtp_code}"
    except (OSError, ValueError, smtplib.SMTPException) as error:
        return False, f"the mail server cannot be reached: {type(error).__name__}"
    return True, "the mail server takes the log-in"


def mail_server_accepts(smtp_url: str, tls: ssl.SSLContext) -> None:
    """Log in as functions/email does, and send nothing. Raises smtplib's errors and OSError."""
    url = urlsplit(smtp_url)
    host = url.hostname or ""
    server = (
        smtplib.SMTP_SSL(host, url.port or 465, timeout=_TIMEOUT, context=tls)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, url.port or 25, timeout=_TIMEOUT)
    )
    with server:
        if url.scheme != "smtps" and url.username:
            server.starttls(context=tls)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        code, said = server.noop()
        if code != 250:
            raise smtplib.SMTPResponseException(code, said)
