"""Whether the secrets are accepted where they are used: Gemini's key, the mail server's log-in.

Their values are read from Secret Manager into memory, and go nowhere but to their own servers.
"""

import smtplib
import ssl
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import requests

from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.target import Target
from infra.functions import Function

_GEMINI = "https://generativelanguage.googleapis.com"
_TIMEOUT = 15  # seconds

Check = tuple[bool, str]


def checks(target: Target, functions: tuple[Function, ...], executor: Executor) -> Iterator[Check]:
    """A line for each secret that a function has."""
    proofs = {"GEMINI_API_KEY": _gemini, "SMTP_URL": _mail_server}
    for name in sorted({name for function in functions for name in function.secrets}):
        access = ("gcloud", "secrets", "versions", "access", "latest", f"--secret={name}")
        try:
            value = executor.output((*access, target.flag))
        except CommandFailed:
            value = None
        accepted, answer = proofs[name](value, target) if value else (False, "no answer")
        yield accepted, f"secret {name}: {answer}"


def _gemini(key: str, target: Target) -> Check:
    """Listing models costs nothing."""
    address = (target.variables.get("GEMINI_BASE_URL") or _GEMINI).rstrip("/")
    try:
        answer = requests.get(
            f"{address}/v1beta/models?pageSize=1",
            headers={"x-goog-api-key": key},
            timeout=_TIMEOUT,
        )
    except requests.RequestException as error:
        return False, f"Gemini cannot be reached: {type(error).__name__}"
    return answer.ok, f"Gemini answers {answer.status_code}"


def _mail_server(smtp_url: str, _: Target) -> Check:
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
        server.noop()
