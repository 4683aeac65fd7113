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
        return _line(record.levelname, message, record.name, getattr(record, "fields", {}))


def _line(severity: str, message: str, logger: str, fields: dict[str, Any]) -> str:
    line = {"severity": severity, "message": message, "logger": logger}
    return _redact(_json.encode(line | _fields.get() | fields))


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
    # Nobody reads which thread logged, and finding out costs time on every line:
    # https://docs.python.org/3/howto/logging.html#optimization
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
    trace = {
        "logging.googleapis.com/trace": f"projects/{settings().project}/traces/{span[3:35]}",
        "logging.googleapis.com/spanId": span[36:52],
    }
    _fields.set(trace | fields)
    return span


def add(**fields: Any) -> None:
    """Add fields to all later log lines of this request."""
    _fields.set(_fields.get() | fields)


def traceparent() -> str:
    return _traceparent.get()


def _log(severity: str, event: str, /, *, exc_info: bool = False, **fields: Any) -> None:
    """A line of our own goes straight to stdout: `logging`'s records are half the cost of one."""
    if exc_info:
        level = logging.getLevelNamesMapping()[severity]
        logging.getLogger(_NAME).log(level, event, exc_info=True, extra={"fields": fields})
        return
    sys.stdout.write(_line(severity, event, _NAME, fields) + "\n")
    sys.stdout.flush()


_NAME = "publish_event"
info = partial(_log, "INFO")
warning = partial(_log, "WARNING")
error = partial(_log, "ERROR")
