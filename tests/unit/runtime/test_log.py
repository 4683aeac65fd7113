"""Lines of the log: Cloud Logging's form, one trace a request, and nothing that is secret (I10)."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from shared.runtime import log
from tests.support.environment import Configure

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
# Assembled here: no scanner shall take it for a token that leaked.
TOKEN = ".".join(("eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiJhZGEifQ", "c2lnbmF0dXJl-_"))


class Lines:
    """What was logged since it was last read."""

    def __init__(self, stdout: pytest.CaptureFixture[str]) -> None:
        self.stream, self._stdout = io.StringIO(), stdout

    def read(self) -> list[dict[str, Any]]:
        text = self.stream.getvalue() + self._stdout.readouterr().out
        found = [json.loads(line) for line in text.splitlines()]
        self.stream.truncate(0)
        self.stream.seek(0)
        return found

    def one(self) -> dict[str, Any]:
        (line,) = self.read()
        return line


@pytest.fixture(autouse=True)
def configured(configure: Configure) -> None:
    """A line names the project's trace."""


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """Our own lines, which go to stdout, and those of libraries, which go through `logging`."""
    found = Lines(capsys)
    handler = logging.StreamHandler(found.stream)
    handler.setFormatter(log.CloudLogging())
    logger = logging.getLogger()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    log.begin(None)
    yield found
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.mark.parametrize(
    "address", ["ada@example.com", "ada.lovelace+jazz@mail.example.co.uk", "a-b_c@x-y.example"]
)
def test_an_address_that_a_library_logs_is_not_written(lines: Lines, address: str) -> None:
    logging.getLogger("smtplib").info("RCPT TO:<%s> refused", address)

    assert lines.one()["message"] == "RCPT TO:<<address>> refused"


@pytest.mark.parametrize("token", [TOKEN, TOKEN.rpartition(".")[0], TOKEN + ".more"])
def test_a_token_that_a_library_logs_is_not_written(lines: Lines, token: str) -> None:
    logging.getLogger("firebase_admin").warning("cannot verify %s", token)

    assert lines.one()["message"] == "cannot verify <token>"


def test_neither_a_field_nor_a_stack_trace_holds_an_address_or_a_token(lines: Lines) -> None:
    try:
        raise ValueError(f"ada@example.com sent {TOKEN}")
    except ValueError:
        log.error("internal", exc_info=True, reason=f"{TOKEN} of ada@example.com")

    line = lines.one()
    assert "ada@" not in str(line)
    assert "eyJ" not in str(line)
    assert line["reason"] == "<token> of <address>"
    assert "ValueError: <address> sent <token>" in line["message"]


def test_what_is_neither_is_written_as_it_is(lines: Lines) -> None:
    log.info("event_published", title="Jazz @ the mill, from eyJust 5€", slug="jazz")

    line = lines.one()
    assert (line["title"], line["slug"]) == ("Jazz @ the mill, from eyJust 5€", "jazz")


def test_a_line_has_what_cloud_logging_reads(lines: Lines) -> None:
    log.begin(f"00-{TRACE}-{SPAN}-01", event_id="an-event")
    log.warning("attempt_failed", attempt=2)

    line = lines.one()
    assert line["severity"] == "WARNING"
    assert line["message"] == "attempt_failed"
    assert line["logger"] == "publish_event"
    assert line["logging.googleapis.com/trace"] == f"projects/a-project/traces/{TRACE}"
    assert re.fullmatch("[0-9a-f]{16}", line["logging.googleapis.com/spanId"])
    assert (line["event_id"], line["attempt"]) == ("an-event", 2)


def test_each_level_has_its_severity(lines: Lines) -> None:
    for write in (log.info, log.warning, log.error):
        write("something")

    assert [line["severity"] for line in lines.read()] == ["INFO", "WARNING", "ERROR"]


def test_an_attempt_is_a_span_of_its_own_inside_its_callers_trace() -> None:
    first, second = (log.begin(f"00-{TRACE}-{SPAN}-00") for _ in range(2))

    assert log.TRACEPARENT.fullmatch(first)
    assert first.split("-")[1] == second.split("-")[1] == TRACE
    assert SPAN != first.split("-")[2] != second.split("-")[2] != SPAN
    assert log.traceparent() == second


@pytest.mark.parametrize(
    "traceparent", [None, "", "x", f"00-{TRACE}-{SPAN}", f"00-{TRACE.upper()}-{SPAN}-01"]
)
def test_without_a_callers_trace_it_is_one_of_its_own(traceparent: str | None) -> None:
    first, second = (log.begin(traceparent) for _ in range(2))

    assert log.TRACEPARENT.fullmatch(first)
    assert first.split("-")[1] != second.split("-")[1]


def test_what_was_added_stands_in_every_later_line_of_the_request_and_not_of_the_next(
    lines: Lines,
) -> None:
    log.begin(None, slug="jazz")
    log.info("one")
    log.add(uid="ada")
    log.info("two")
    log.begin(None)
    log.info("three")

    one, two, three = lines.read()
    assert (one["slug"], two["slug"], two["uid"]) == ("jazz", "jazz", "ada")
    assert "uid" not in one
    assert not {"slug", "uid"} & set(three)


def test_what_cannot_be_written_as_json_is_written_as_text(lines: Lines) -> None:
    log.info("odd", cause=ValueError("x"), text="夏")

    line = lines.one()
    assert (line["cause"], line["text"]) == ("x", "夏")
    assert "夏" in log.CloudLogging().format(logging.makeLogRecord({"msg": "夏"}))


def test_libraries_that_log_every_request_are_kept_quiet(
    configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    """httpx logs the URL of each call, with the key of Gemini's API in it."""
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    try:
        log.setup()
        for name in ("google_genai", "httpx", "httpx2", "urllib3"):
            logging.getLogger(name).info("GET https://example.com/?key=secret")
        logging.getLogger("another").info("heard")
        logging.getLogger("another").debug("not heard")
    finally:
        logger.handlers[:], logger.level = handlers, level

    assert [json.loads(line)["message"] for line in capsys.readouterr().out.splitlines()] == [
        "heard"
    ]
