"""Alerts and metrics: thresholds, windows and severities, held to the texts that state them."""

import json
import re
from typing import Any

import pytest

from infra.deploy import objectives
from infra.deploy.monitoring import DASHBOARD, FOLDER
from infra.deploy.plan import plan
from infra.functions import functions
from tests.support.plans import target

ALERTS = {file.stem: json.loads(file.read_text()) for file in (FOLDER / "alerts").glob("*.json")}


@pytest.mark.parametrize(
    ("name", "threshold", "window", "stated"),
    [
        ("ai-spend", 400, "86400s", "over 400 .* 24 hours"),
        ("blind-sweep", 5, "600s", "over 5 .* 10 minutes"),
        ("covers-settled", 5, "3600s", "over 5 .* an hour"),
        ("red-canary", 0, "300s", "could not"),
        ("site-down", 1, "1200s", "from more than one place"),
        ("dead-letters", 0, "60s", "not empty"),
        ("failed-confirmations", 5, "3600s", "over 5 .* an hour"),
        ("failing-publishes", 0.02, "300s", "more than 2% "),
        ("late-work", 300, "120s", "over 5 minutes"),
        ("slow-publishing", 5000, "300s", "over 5 seconds"),
    ],
)
def test_an_alert_fires_at_what_its_text_states(
    name: str, threshold: float, window: str, stated: str
) -> None:
    (condition,) = ALERTS[name]["conditions"]
    rule = condition["conditionThreshold"]

    assert (rule["comparison"], rule["thresholdValue"]) == ("COMPARISON_GT", threshold)
    assert [a["alignmentPeriod"] for a in rule["aggregations"]] == [window]
    assert re.search(stated, ALERTS[name]["documentation"]["content"], re.IGNORECASE)


@pytest.mark.parametrize(("name", "minutes"), [("silent-sweep", 10), ("silent-canary", 20)])
def test_silence_is_noticed(name: str, minutes: int) -> None:
    (condition,) = ALERTS[name]["conditions"]

    assert condition["conditionAbsent"]["duration"] == f"{60 * minutes}s"
    assert f"{minutes} minutes" in ALERTS[name]["documentation"]["content"]


def test_what_loses_events_or_work_is_critical() -> None:
    critical = {name for name, alert in ALERTS.items() if alert["severity"] == "CRITICAL"}

    assert critical == {
        *("dead-letters", "failing-publishes", "late-work", "silent-sweep"),
        *("blind-sweep", "red-canary", "site-down"),
    }


def test_latencies_are_aggregated_to_the_percentile_that_their_name_states() -> None:
    (slow,) = ALERTS["slow-publishing"]["conditions"]
    (late,) = ALERTS["late-work"]["conditions"]
    (failing,) = ALERTS["failing-publishes"]["conditions"]

    def reducers(condition: dict[str, Any], aggregations: str = "aggregations") -> list[str]:
        rule = condition["conditionThreshold"]
        return [a["crossSeriesReducer"] for a in rule[aggregations]]

    assert reducers(slow) == ["REDUCE_PERCENTILE_95"]
    assert reducers(late) == ["REDUCE_MAX"]
    assert reducers(failing) == reducers(failing, "denominatorAggregations") == ["REDUCE_SUM"]


def test_the_oldest_due_work_is_measured_exactly_where_the_alert_looks() -> None:
    """Within a bucket Cloud Monitoring interpolates: the threshold has to be a bound."""
    metric = json.loads((FOLDER / "metrics/oldest_due.json").read_text())
    bounds = metric["bucketOptions"]["explicitBuckets"]["bounds"]
    (condition,) = ALERTS["late-work"]["conditions"]

    assert bounds == sorted(set(bounds))
    assert condition["conditionThreshold"]["thresholdValue"] in bounds[1:-1]


def _alert_steps(**more: str) -> dict[str, Any]:
    titles = ("alert ", "dashboard", "notification ")
    stages = plan(target(**more), functions())
    return {s.title: s for stage in stages for s in stage.steps if s.title.startswith(titles)}


def test_each_alert_is_found_by_its_label_and_notifies_the_channel() -> None:
    steps = _alert_steps(ALERT_EMAIL="oncall@example.com")
    channel = steps["notification channel oncall@example.com"]

    named = {title.removeprefix("alert ") for title in steps if title.startswith("alert ")}
    assert named == set(ALERTS) | set(objectives.burn_alerts(target()))
    assert "--channel-labels=email_address=oncall@example.com" in channel.command
    assert "--type=email" in channel.command
    for name in ALERTS:
        step = steps[f"alert {name}"]
        foreign = {"name": "a", "userLabels": {"alert": "foreign"}}
        ours = {"name": "b", "userLabels": {"alert": name}}
        assert step.pick([{"name": "c"}, foreign, ours]) == ours
        assert not any("--limit" in str(part) for part in step.unless)  # gcloud limits first
        if name != "site-down":  # which has the site's host in it
            assert f"--policy-from-file=infra/monitoring/alerts/{name}.json" in step.command
        flag = "--notification-channels="
        (channels,) = (str(part) for part in step.command if str(part).startswith(flag))
        assert 'type="email" AND labels.email_address="oncall@example.com"' in channels


def test_without_an_address_alerts_have_no_channel() -> None:
    steps = _alert_steps()

    assert not any("channel" in str(part) for step in steps.values() for part in step.command)


def test_the_dashboard_is_found_by_its_name() -> None:
    dashboard = json.loads((FOLDER / "dashboard.json").read_text())
    step = _alert_steps()["dashboard"]

    assert dashboard["displayName"] == DASHBOARD
    assert f"--filter=displayName={DASHBOARD}" in step.unless
    assert "--config-from-file=infra/monitoring/dashboard.json" in step.command


def test_metrics_count_what_arrived_since_the_last_point() -> None:
    for file in (FOLDER / "metrics").glob("*.json"):
        descriptor = json.loads(file.read_text())["metricDescriptor"]
        measured = ("oldest_due", "cover_seconds", "confirmation_seconds")
        kind = "DISTRIBUTION" if file.stem in measured else "INT64"
        assert (descriptor["metricKind"], descriptor["valueType"]) == ("DELTA", kind), file.stem


def test_an_alert_fires_on_one_series_and_closes_within_an_hour() -> None:
    for name, alert in ALERTS.items():
        (condition,) = alert["conditions"]
        rule = condition.get("conditionThreshold") or condition["conditionAbsent"]
        assert alert["combiner"] == "OR", name
        assert alert["alertStrategy"]["autoClose"] == "3600s", name
        assert rule["trigger"] == {"count": 1}, name


def test_each_series_is_aligned_as_its_threshold_counts() -> None:
    """Sums of what was counted, the maximum of a gauge, differences of a distribution."""
    aligners = {
        name: alert["conditions"][0]["conditionThreshold"]["aggregations"][0]["perSeriesAligner"]
        for name, alert in ALERTS.items()
        if not name.startswith("silent-")
    }

    assert aligners == {
        "ai-spend": "ALIGN_SUM",
        "blind-sweep": "ALIGN_SUM",
        "covers-settled": "ALIGN_SUM",
        "red-canary": "ALIGN_SUM",
        "site-down": "ALIGN_NEXT_OLDER",
        "dead-letters": "ALIGN_MAX",
        "failed-confirmations": "ALIGN_SUM",
        "failing-publishes": "ALIGN_DELTA",
        "late-work": "ALIGN_PERCENTILE_99",
        "slow-publishing": "ALIGN_DELTA",
    }
