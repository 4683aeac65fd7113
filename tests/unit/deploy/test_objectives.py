"""Objectives, the alerts on their budgets, and uptime checks: after what they promise."""

import json
import re

import pytest

from infra.deploy import objectives
from infra.deploy.compare import differences
from infra.deploy.steps import Json, Step
from shared.event import slugs
from tests.support.monitoring import ALERTS, METRICS, OBJECTIVES, UPTIME_CHECKS
from tests.support.plans import RUNBOOK, anchors, target

HERE = target(PUBLIC_URL="https://events.example")
BURNS = objectives.burn_alerts(HERE)
STEPS = {
    step.title: step for step in (*objectives.objectives(HERE), *objectives.uptime_checks(HERE))
}


@pytest.mark.parametrize(
    ("name", "goal", "most"),
    [
        ("publish-answers", 0.999, None),
        ("publish-speed", 0.999, 5000),
        ("covers", 0.99, 60),
        ("confirmations", 0.99, 300),
    ],
)
def test_an_objective_is_what_its_name_and_the_runbook_promise(
    name: str, goal: float, most: float | None
) -> None:
    objective = OBJECTIVES[name]
    sli = objective["serviceLevelIndicator"]["requestBased"]

    assert (objective["goal"], objective["rollingPeriod"]) == (goal, f"{30 * 86_400}s")
    assert objective["displayName"].startswith(f"{100 * goal:g}% of ")
    assert f"| {name} | {objective['displayName']} |" in RUNBOOK.read_text()
    assert sli.get("distributionCut", {}).get("range") == ({"max": most} if most else None)


@pytest.mark.parametrize("name", ["covers", "confirmations"])
def test_what_is_promised_is_a_bound_of_what_is_measured(name: str) -> None:
    """Within a bucket Cloud Monitoring interpolates."""
    cut = OBJECTIVES[name]["serviceLevelIndicator"]["requestBased"]["distributionCut"]
    (measured,) = re.findall(r"user/(\w+)", cut["distributionFilter"])
    bounds = METRICS[measured]["bucketOptions"]["explicitBuckets"]["bounds"]

    assert bounds == sorted(set(bounds))
    assert cut["range"]["max"] in bounds[1:-1]


@pytest.mark.parametrize("name", OBJECTIVES)
def test_each_budget_has_the_workbooks_three_alerts_of_two_windows(name: str) -> None:
    mine = [alert for label, alert in BURNS.items() if re.fullmatch(rf"{name}-[\d-]+x", label)]

    windows = []
    for alert in mine:
        assert alert["combiner"] == "AND"
        rules = [condition["conditionThreshold"] for condition in alert["conditions"]]
        (threshold,) = {rule["thresholdValue"] for rule in rules}
        found = [
            re.fullmatch(r'select_slo_burn_rate\("(.+)", "(\d+)s"\)', r["filter"]) for r in rules
        ]
        assert {one[1].rpartition("/")[2] for one in found if one} == {name}
        windows.append((threshold, *(int(one[2]) for one in found if one), alert["severity"]))
    hour = 3600
    assert windows == [
        (14.4, hour, hour / 12, "CRITICAL"),
        (6, 6 * hour, hour / 2, "CRITICAL"),
        (1, 72 * hour, 6 * hour, "WARNING"),
    ]


def test_a_burn_alert_has_a_label_of_its_own_and_a_section() -> None:
    assert len(BURNS) == 3 * len(OBJECTIVES)
    assert not BURNS.keys() & ALERTS.keys()
    for label, alert in BURNS.items():
        assert alert["userLabels"] == {"alert": label}
        assert re.fullmatch(r"[a-z0-9_-]{1,63}", label)  # what a label's value may be
        assert "docs/runbook.md#objectives" in alert["documentation"]["content"]
    assert "objectives" in anchors()


@pytest.mark.parametrize("name", UPTIME_CHECKS)
def test_an_uptime_check_looks_at_the_site_and_is_found_by_its_label(name: str) -> None:
    step = STEPS[f"uptime check {name}"]
    body = json.loads(str(step.command[-1]))

    assert body["monitoredResource"]["labels"] == {"project_id": "p-test", "host": "events.example"}
    assert step.pick
    assert step.pick({"uptimeCheckConfigs": [{"name": "foreign"}, body]}) == body
    assert "$" not in str(step.command)


def test_no_event_can_take_the_page_that_an_uptime_check_looks_for() -> None:
    """A slug has single hyphens."""
    slug = UPTIME_CHECKS["pages"]["httpCheck"]["path"].removeprefix("/e/")
    taken = next(slugs.candidates(slug, "7d444840-9dc0-11d1-b245-5ffdce74fad2"))

    assert taken != slug
    assert "--" in slug


def test_the_alert_on_uptime_looks_at_the_sites_host() -> None:
    (condition,) = objectives.placed(HERE, ALERTS["site-down"])["conditions"]

    assert 'resource.labels.host="events.example"' in condition["conditionThreshold"]["filter"]


def _changed(step: Step, found: Json) -> tuple[str, ...] | None:
    """The command that is run for what is found; None if nothing differs."""
    if not differences(step.wanted, found):
        return None
    command = step.update(found) if callable(step.update) else step.update
    return tuple(map(str, command or ()))


def test_what_is_as_it_should_be_is_left_alone_and_what_is_not_is_changed() -> None:
    step, wanted = STEPS["objective covers"], OBJECTIVES["covers"]
    path = f"services/{objectives.SERVICE}/serviceLevelObjectives/covers"
    assert step.pick
    found = step.pick({"serviceLevelObjectives": [wanted | {"name": f"projects/1/{path}"}]})
    assert found
    assert _changed(step, found) is None
    changed = _changed(step, found | {"goal": 0.5})
    assert changed
    assert changed[4:6] == ("PATCH", path)
    assert step.pick({}) is None  # as before the service is there

    check = STEPS["uptime check site"]
    body = json.loads(str(check.command[-1])) | {"name": "projects/1/uptimeCheckConfigs/site-1"}
    assert check.pick
    found = check.pick({"uptimeCheckConfigs": [{"name": "foreign"}, body]})
    assert found
    assert _changed(check, found) is None
    changed = _changed(check, found | {"period": "900s"})
    assert changed
    assert changed[4:6] == ("PATCH", "uptimeCheckConfigs/site-1")
    assert "monitoredResource" not in changed[6]  # which Google lets nobody change
