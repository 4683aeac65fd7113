"""Around every request: its start and its end in the log."""

import asyncio
import json

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from shared.edge import serving
from tests.support.environment import Configure

TRACE = "0af7651916cd43dd8448eb211c80319c"


@serving.traced
async def teapot(request: Request) -> Response:
    return Response(status_code=418)


async def nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def test_a_request_is_logged_when_it_starts_and_ends_with_its_status_and_duration(
    configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure()
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/e/jazz",
        "query_string": b"from=somebody",
        "headers": [(b"traceparent", f"00-{TRACE}-b7ad6b7169203331-01".encode())],
    }

    async def run() -> Response:
        return await teapot(Request(scope, nothing_more))

    asyncio.run(run())

    start, end = map(json.loads, capsys.readouterr().out.splitlines())
    assert (start["message"], start["method"], start["path"]) == (
        "request_started",
        "GET",
        "/e/jazz",
    )
    assert (end["message"], end["status"]) == ("request_finished", 418)
    assert 0 <= end["seconds"] < 60
    for line in (start, end):
        assert line["logging.googleapis.com/trace"].endswith(TRACE)
        assert "somebody" not in json.dumps(line)  # I10: a query may hold anything
