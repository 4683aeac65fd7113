"""Whether the secrets are accepted where they are used: Gemini's key, the mail server's log-in.

Their values go nowhere but to their own servers.
"""

import smtplib

import requests

from shared.runtime import mail_server

_GEMINI = "https://generativelanguage.googleapis.com"
_TIMEOUT = 15  # seconds
_OK = 250

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


def mail_log_in(smtp_url: str) -> Check:
    """Logs in as `functions/email` does, and sends nothing."""
    try:
        with mail_server.session(smtp_url) as server:
            code, _ = server.noop()
    except smtplib.SMTPResponseException as error:
        return False, f"the mail server answers {error.smtp_code}"
    except (OSError, ValueError, smtplib.SMTPException) as error:
        return False, f"the mail server cannot be reached: {type(error).__name__}"
    if code != _OK:
        return False, f"the mail server answers {code}"
    return True, "the mail server takes the log-in"
