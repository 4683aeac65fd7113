"""Structured logs: one JSON object per line on stdout, in the format of Cloud Logging.

Every line that one publish causes, in whichever function, has the same trace.

https://cloud.google.com/logging/docs/structured-logging
"""

import json
import logging
import re
import secrets
import sys
from contextvars import ContextVar
from functools import partial
from typing import Any

from shared.runtime.settings import settings

TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
# I10: a safety net for messages of libraries; our own lines must not contain secrets to begin with.
# A pattern is applied only to lines that contain its marker: matching costs as much as logging.
_SECRETS = [
    ("@", re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "<address>"),
    ("eyJ", re.compile(r"\beyJ[\w-]+\.[\w-]+(\.[\w-]*)*"), "<token>"),
]
_json = json.JSONEncoder(ensure_ascii=False, default=str)  # json.dumps makes one per call
_traceparent: ContextVar[str] = ContextVar("traceparent", default="")
_fields: ContextVar[dict[str, Any]] = ContextVar("fields", default={})  # noqa: B039  # never mutated


class CloudLogging(logging.Formatter):
    """Formats a record as a line of JSON. `extra={"fields": {…}}` becomes top-level keys."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        if record.exc_info:  # Error Reporting reads the stack trace out of the message
            message = f"{message}\n{self.formatException(record.exc_info)}"
        line = {"severity": record.levelname, "message": message, "logger": record.name}
        if match := TRACEPARENT.fullmatch(_traceparent.get()):
            line["logging.googleapis.com/trace"] = (
                f"projects/{settings().project}/traces/{match[1]}"
            )
            line["logging.googleapis.com/spanId"] = match[2]
        line |= _fields.get() | getattr(record, "fields", {})
        return _redact(_json.encode(line))


def _redact(line: str) -> str:
    for marker, pattern, placeholder in _SECRETS:
        if marker in line:
            line = pattern.sub(placeholder, line)
    return line


def setup() -> None:
    """Send the records of every logger to stdout. Entry points call it once, while they load."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(CloudLogging())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Nobody reads which thread and source line logged, and finding out is half the cost of a line:
    # https://docs.python.org/3/howto/logging.html#optimization
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for chatty in ("google_genai", "httpx", "httpx2", "urllib3"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def begin(traceparent: str | None, **fields: Any) -> str:
    """Start a span for this request, in the caller's trace if `traceparent` names one.

    Returns the W3C traceparent of the new span, which no other request shares.
    """
    match = TRACEPARENT.fullmatch(traceparent or "")
    span = f"00-{match[1] if match else secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    _traceparent.set(span)
    _fields.set(fields)
    return span


def add(**fields: Any) -> None:
    """Add fields to all later log lines of this request."""
    _fields.set(_fields.get() | fields)


def traceparent() -> str:
    return _traceparent.get()


def _log(level: int, event: str, /, *, exc_info: bool = False, **fields: Any) -> None:
    logging.getLogger("publish_event").log(
        level, event, exc_info=exc_info, extra={"fields": fields}
    )


info = partial(_log, logging.INFO)
warning = partial(_log, logging.WARNING)
error = partial(_log, logging.ERROR)
