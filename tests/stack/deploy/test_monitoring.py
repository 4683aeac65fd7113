"""What is watched is what the code writes: metrics, dashboard and alerts against real logs."""

import uuid
from datetime import timedelta
from functools import partial

import grpc
import pytest
import requests

from infra.functions import functions
from shared.store.canaries import MARK
from tests.support.factories import draft
from tests.support.logging_filter import Entry, entry, extracted, matches, value
from tests.support.monitoring import METRICS, UPTIME_CHECKS
from tests.support.proxy import Cut
from tests.support.scheduler import sweeping
from tests.support.stack import Stack
from tests.support.waiting import wait


@pytest.fixture(scope="module")
def entries(stack: Stack) -> list[Entry]:
    """What the functions wrote when all that is measured had happened to them."""
    published = [_replayed(stack), _mail_refused(stack), _picture_refused(stack)]
    _lost_then_swept(stack)
    _swept_blind(stack)
    with sweeping(stack):
        assert requests.post(stack["canary"], timeout=60).status_code == 200
    assert stack.publish("no token", draft()).status_code == 401
    for refusing in ("upload", "preview"):
        assert requests.post(stack[refusing], timeout=10).status_code == 401
    for key in published:
        stack.settled(key, "cover")
        stack.settled(key, "confirmation")
        wait(partial(stack.log, "image", "cover_ready", key))  # written after the commit
    return [entry(row.name, line) for row in functions() for line in stack.log(row.name)]


def _replayed(stack: Stack) -> str:
    person, key, sent = stack.person(), str(uuid.uuid4()), draft()
    change = str(uuid.uuid4())
    for _ in ("fresh", "replayed"):
        assert stack.publish(person, sent, key).status_code == 200
        moved = stack.change(person, key, sent | {"title": f"{sent['title']} moved"}, 0, change)
        assert moved.status_code == 200
    return key


def _mail_refused(stack: Stack) -> str:
    person, key = stack.person(), str(uuid.uuid4())
    stack.mail_proxy.cut(Cut(person.email.encode(), answer=b"550 nobody of that name\r\n"))
    stack.publish(person, draft(), key)
    return key


def _picture_refused(stack: Stack) -> str:
    key, sent = str(uuid.uuid4()), draft()
    stack.gemini_will("safety", sent["title"])
    stack.publish(stack.person(verified=False), sent, key)
    return key


def _lost_then_swept(stack: Stack) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    stack.publish(stack.person(), draft(), key)
    assert requests.post(stack["sweep"], timeout=60).status_code == 200


def _swept_blind(stack: Stack) -> None:
    stack.firestore_relay.fail("RunQuery", "cover.due", grpc.StatusCode.PERMISSION_DENIED)
    assert requests.post(stack["sweep"], timeout=60).status_code == 200


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_counts_lines_that_the_code_writes(entries: list[Entry], name: str) -> None:
    metric = METRICS[name]
    counted = [one for one in entries if matches(one, metric["filter"])]

    assert metric["name"] == name
    assert counted
    assert len(counted) < len(entries) / 2
    labels = metric["metricDescriptor"].get("labels", [])
    assert {label["key"] for label in labels} == set(metric.get("labelExtractors", {}))
    for one in counted:
        for extractor in metric.get("labelExtractors", {}).values():
            assert extracted(one, extractor)
        if "valueExtractor" in metric:
            assert float(extracted(one, metric["valueExtractor"]) or "none") >= 0


@pytest.mark.parametrize("name", [row.name for row in functions()])
def test_a_function_says_when_it_starts_and_how_it_ends(entries: list[Entry], name: str) -> None:
    """A worker's request is a delivery."""
    lines = [
        one["jsonPayload"] for one in entries if one["resource"]["labels"]["service_name"] == name
    ]
    ended = [line for line in lines if line["message"] == "request_finished"]

    assert ended
    assert sum(line["message"] == "request_started" for line in lines) >= len(ended)
    for line in ended:
        assert 200 <= line["status"] < 600
        assert 0 <= line["seconds"] < 600


@pytest.mark.parametrize(
    ("metric", "label", "expected"),
    [
        ("publishes", "replayed", {"true", "false"}),
        ("changes", "replayed", {"true", "false"}),
        ("problems", "problem", {"unauthenticated"}),
        ("covers", "source", {"generated", "composed"}),
        ("confirmations", "result", {"sent", "skipped", "failed"}),
        ("canaries", "failed", {"nothing"}),
    ],
)
def test_a_label_tells_apart_what_it_should(
    entries: list[Entry], metric: str, label: str, expected: set[str]
) -> None:
    rule = METRICS[metric]["labelExtractors"][label]
    counted = [one for one in entries if matches(one, METRICS[metric]["filter"])]

    assert {extracted(one, rule) for one in counted} >= expected


def test_what_the_canary_does_is_counted_with_nothing_that_people_do(
    entries: list[Entry],
) -> None:
    ours = [one for one in entries if str(value(one, "jsonPayload.event_id")).startswith(MARK)]

    assert {one["resource"]["labels"]["service_name"] for one in ours} >= {
        *("publish", "change", "image", "email"),
    }
    for name in ("publishes", "changes", "covers", "confirmations"):
        assert not [one for one in ours if matches(one, METRICS[name]["filter"])]
    assert [one for one in ours if matches(one, METRICS["cover_seconds"]["filter"])]


@pytest.mark.parametrize("name", UPTIME_CHECKS)
def test_an_uptime_check_expects_what_the_site_answers(stack: Stack, name: str) -> None:
    check = UPTIME_CHECKS[name]

    answer = requests.get(stack["site"] + check["httpCheck"]["path"], timeout=10)

    (expected,) = check["httpCheck"]["acceptedResponseStatusCodes"]
    assert answer.status_code == expected["statusValue"]
    (text,) = check["contentMatchers"]
    assert text["content"] in answer.text


def test_the_sweep_logs_the_oldest_due_work(stack: Stack) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    stack.publish(stack.person(), draft(), key)
    reference = stack.firestore.document(f"events/{key}")
    due = (reference.get().to_dict() or {})["cover"]["due"]
    reference.update({"cover.due": due - timedelta(hours=2)})

    requests.post(stack["sweep"], timeout=60).raise_for_status()

    assert stack.log("sweep", "sweep_complete")[-1]["oldest_due_seconds"] >= 7200
    stack.settled(key, "cover")
