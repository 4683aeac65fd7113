"""The headers and the path of a change: what names a revision, and what names an event."""

import pytest
from starlette.requests import Request

from shared.edge import http
from shared.edge.problems import MalformedRequest, NotFound, PreconditionRequired

EVENT = "0b7e7a3e-3d0e-4c8a-9d2f-6f1f7f2f8a11"


def _request(path: str = "/", **headers: str | tuple[str, ...]) -> Request:
    sent = [
        (name.replace("_", "-").encode(), each.encode())
        for name, values in headers.items()
        for each in ((values,) if isinstance(values, str) else values)
    ]
    return Request(
        {
            "type": "http",
            "method": "PUT",
            "path": path,
            "headers": sent,
            "query_string": b"",
            "server": ("h", 1),
            "scheme": "http",
            "root_path": "",
        }
    )


@pytest.mark.parametrize(("sent", "revision"), [('"0"', 0), ('"7"', 7), (' "12" ', 12)])
def test_an_entity_tag_is_a_revision(sent: str, revision: int) -> None:
    assert http.revision(_request(if_match=sent)) == revision


@pytest.mark.parametrize(
    "sent",
    ["", "*", "1", 'W/"1"', '"01"', '"-1"', '"1.0"', '"1", "2"', '"1', '"x"', '"' + "9" * 19 + '"'],
)
def test_what_names_no_one_revision_is_refused(sent: str) -> None:
    with pytest.raises(MalformedRequest):
        http.revision(_request(if_match=sent))


def test_a_header_that_is_sent_twice_names_no_one_value() -> None:
    with pytest.raises(MalformedRequest):
        http.revision(_request(if_match=('"1"', '"2"')))
    with pytest.raises(MalformedRequest):
        http.idempotency_key(_request(idempotency_key=(EVENT, EVENT[::-1])))


def test_the_revision_must_be_named() -> None:
    with pytest.raises(PreconditionRequired):
        http.revision(_request())


@pytest.mark.parametrize(
    "path", [f"/api/events/{EVENT}", f"/{EVENT}", f"/api/events/{EVENT.upper()}"]
)
def test_the_last_part_of_the_path_is_the_event_in_lower_case(path: str) -> None:
    assert http.event_id(_request(path)) == EVENT


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/api/events/", "/api/events/1", f"/api/events/{EVENT}/", f"/api/events/{EVENT}.x"),
        *(f'/api/events/"{EVENT}"', f"/api/events/{{{EVENT}}}", f"/api/events/urn:uuid:{EVENT}"),
        *(
            f"/api/events/{EVENT.replace('-', '')}",
            f"/api/events/{EVENT}?",
            f"/api/events/{EVENT}\n",
        ),
    ],
)
def test_a_path_without_an_event_finds_none(path: str) -> None:
    with pytest.raises(NotFound):
        http.event_id(_request(path))
