"""Dashboard and alerts: they show what is measured, and name their section of the runbook."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from infra.functions import functions
from shared.store.canaries import MARK
from tests.support.monitoring import ALERTS, DASHBOARD, METRICS
from tests.support.plans import anchors

# Google's own, with the labels that their documentation names.
GOOGLES = {
    "run.googleapis.com/request_count": {"response_code", "response_code_class"},
    "run.googleapis.com/request_latencies": {"response_code", "response_code_class"},
    "run.googleapis.com/container/instance_count": {"state"},
    "pubsub.googleapis.com/subscription/num_undelivered_messages": set(),
    "monitoring.googleapis.com/uptime_check/check_passed": {"check_id", "checker_location"},
}


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_watches_what_is_measured_and_names_its_section(name: str) -> None:
    alert = ALERTS[name]

    assert alert["userLabels"]["alert"] == name  # a deployment finds it again by this
    assert alert["conditions"]
    for filter in _filters(alert):  # noqa: A001
        _assert_measured(filter)
    anchor = re.search(r"docs/runbook\.md#([\w-]+)", alert["documentation"]["content"])
    assert anchor
    assert anchor[1] in anchors()


def test_the_dashboard_shows_what_is_measured() -> None:
    tiles = DASHBOARD["mosaicLayout"]["tiles"]
    assert len(tiles) >= 10
    for filter in _filters(DASHBOARD):  # noqa: A001
        _assert_measured(filter)
    shown = " ".join(_filters(DASHBOARD))
    assert all(f"user/{name}" in shown for name in METRICS)


def test_nothing_that_should_wake_somebody_is_missing() -> None:
    assert {
        *("slow-publishing", "failing-publishes", "late-work", "dead-letters", "ai-spend"),
        *("covers-settled", "blind-sweep", "red-canary", "silent-canary", "site-down"),
    } <= set(ALERTS)


def test_candidate_and_stable_can_be_compared() -> None:
    """By revision, of what visitors wait for: how fast, and with which status."""
    tiles = [tile["widget"]["title"] for tile in DASHBOARD["mosaicLayout"]["tiles"]]
    compared = [title for title in tiles if "by revision" in title]

    assert len(compared) == 2
    for title in compared:
        (tile,) = (t for t in DASHBOARD["mosaicLayout"]["tiles"] if t["widget"]["title"] == title)
        assert "resource.labels.revision_name" in str(tile)
        assert 'one_of("publish", "change", "page")' in str(tile)


def test_no_two_tiles_overlap() -> None:
    tiles = DASHBOARD["mosaicLayout"]["tiles"]

    assert all(t["xPos"] + t["width"] <= DASHBOARD["mosaicLayout"]["columns"] for t in tiles)
    for one, other in combinations(tiles, 2):
        assert any(
            one[start] + one[size] <= other[start] or other[start] + other[size] <= one[start]
            for start, size in (("xPos", "width"), ("yPos", "height"))
        )


def test_what_is_the_canarys_is_not_counted_with_what_people_do() -> None:
    counted = {name for name, metric in METRICS.items() if f'!~"^{MARK}"' in metric["filter"]}

    assert counted == {"publishes", "changes", "covers", "confirmations"}


def _filters(value: Any) -> Iterator[str]:
    """Every filter in it, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("filter", "denominatorFilter"):
                yield inner
            else:
                yield from _filters(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _filters(inner)


def _assert_measured(filter: str) -> None:  # noqa: A002
    found = re.search(r'metric\.type="([^"]+)"', filter)
    assert found
    own = found[1].removeprefix("logging.googleapis.com/user/")
    labels = set(re.findall(r"metric\.labels\.(\w+)", filter))
    known = set(METRICS[own].get("labelExtractors", {})) if own in METRICS else GOOGLES[found[1]]
    assert labels <= known
    for services in re.findall(r'service_name=("\w+"|one_of\([^)]+\))', filter):
        assert set(re.findall(r'"(\w+)"', services)) <= {row.name for row in functions()}
