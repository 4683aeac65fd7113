"""Every problem's name and status, which clients decide by, and what its header says of a retry."""

import pytest

from shared.edge.problems import MethodNotAllowed, Problem, StaleRevision, of_refusal
from shared.store import errors

STATUSES = {
    "malformed-request": 400,
    "invalid-event": 400,
    "invalid-image": 400,
    "unauthenticated": 401,
    "app-check-failed": 403,
    "forbidden": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "request-timeout": 408,
    "key-in-use": 409,
    "event-purged": 410,
    "stale-revision": 412,
    "too-large": 413,
    "unsupported-media-type": 415,
    "key-reused": 422,
    "precondition-required": 428,
    "internal": 500,
    "unavailable": 503,
    "publishing-paused": 503,
}
HEADERS = {
    "unauthenticated": {"WWW-Authenticate": "Bearer"},
    "unavailable": {"Retry-After": "2"},
    "publishing-paused": {"Retry-After": "300"},
}


@pytest.mark.parametrize("name", STATUSES)
def test_a_name_keeps_its_status_and_its_headers(name: str) -> None:
    problem = Problem.registry[name]

    assert problem.status == STATUSES[name]
    assert problem.headers == HEADERS.get(name, {})
    assert problem.__doc__


@pytest.mark.parametrize("name", STATUSES)
def test_its_body_is_rfc_9457s(name: str) -> None:
    problem = Problem.registry[name]

    body = (StaleRevision(3) if problem is StaleRevision else problem("What to do.")).body()

    assert body["type"] == f"urn:publish-event:problem:{name}"
    assert body["title"] == (problem.__doc__ or "").strip()
    assert body["status"] == STATUSES[name]
    assert body["detail"]
    assert "errors" not in body


def test_what_says_nothing_is_left_out_and_mistakes_are_listed() -> None:
    mistakes = [{"pointer": "/title", "detail": "Give your event a title"}]

    assert "detail" not in Problem.registry["internal"]().body()
    assert Problem.registry["invalid-event"](errors=mistakes).body()["errors"] == mistakes


def test_a_method_that_is_not_allowed_says_which_are() -> None:
    problem = MethodNotAllowed("POST", "OPTIONS")

    assert problem.extra_headers == {"Allow": "POST, OPTIONS"}


def test_every_refusal_of_the_store_has_its_problem() -> None:
    stale = errors.StaleRevision(3)
    taken = errors.SlugTaken(("jazz-2", "jazz-3", "jazz-4"))
    others = set(errors.Refused.__subclasses__()) - {errors.StaleRevision, errors.SlugTaken}

    problems = {each: of_refusal(each()) for each in others}
    problems |= {type(each): of_refusal(each) for each in (stale, taken)}

    assert {each: problem.name for each, problem in problems.items()} == {
        errors.EventIsOver: "invalid-event",
        errors.EventPurged: "event-purged",
        errors.KeyInUse: "key-in-use",
        errors.KeyReused: "key-reused",
        errors.ChangeKeyReused: "key-reused",
        errors.NoSuchCover: "invalid-event",
        errors.NothingToCopy: "invalid-event",
        errors.SlugTaken: "slug-taken",
        errors.SlugStays: "invalid-event",
        errors.NoSuchEvent: "not-found",
        errors.StaleRevision: "stale-revision",
        errors.TakenDownByOperator: "forbidden",
    }
    assert problems[errors.StaleRevision].body()["revision"] == 3
    (mistake,) = of_refusal(errors.EventIsOver()).body()["errors"]
    assert mistake["pointer"] == "/ends_at"
