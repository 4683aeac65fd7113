"""What brings an alert or the dashboard up to date, and what leaves it alone."""

from typing import Any

import pytest

from infra.deploy import monitoring, signin
from infra.deploy.compare import differences
from infra.deploy.steps import Step, shell
from tests.support.monitoring import ALERTS, DASHBOARD
from tests.support.plans import target

PAGER = "projects/p-test/notificationChannels/7"


def _step(name: str, alert_email: str = "") -> Step:
    steps = monitoring.dashboard_and_alerts(target(ALERT_EMAIL=alert_email))
    return next(step for step in steps if step.title == name)


def _updated(alert_email: str = "", **different: Any) -> str | None:
    """What is run for an alert that stands in the cloud as in its file, but for what differs."""
    found = ALERTS["late-work"] | {"name": "projects/p-test/alertPolicies/1", "enabled": True}
    step = _step("alert late-work", alert_email)
    assert callable(step.update)
    picked = step.pick([found | different]) if step.pick else None
    command = step.update(picked) if differences(step.wanted, picked) else None
    return shell(command) if command else None


def test_an_alert_that_is_as_it_should_be_is_left_alone() -> None:
    assert _updated() is None
    assert _updated(notificationChannels=[PAGER], enabled=False) is None
    assert _updated("oncall@example.com", notificationChannels=[PAGER]) is None
    assert _updated(creationRecord={"mutatedBy": "someone"}) is None  # Google adds fields


def test_an_alert_keeps_its_channels_and_stays_off_when_its_rule_changes() -> None:
    update = _updated(displayName="Old name", notificationChannels=[PAGER], enabled=False)

    assert update
    assert f"--set-notification-channels={PAGER}" in update
    assert "--no-enabled" in update


def test_an_alert_that_notifies_nobody_gets_the_address() -> None:
    update = _updated("oncall@example.com")

    assert update
    assert 'labels.email_address="oncall@example.com"' in update
    assert "--enabled" in update


def test_two_alerts_of_one_name_are_said() -> None:
    twice = [ALERTS["late-work"] | {"name": name} for name in "ab"]
    pick = _step("alert late-work").pick
    assert pick
    with pytest.raises(SystemExit, match=r"There are 2 with userLabels.alert late-work"):
        pick(twice)


def test_the_dashboard_is_updated_when_it_differs_with_the_etag_it_was_read_with() -> None:
    step = _step("dashboard")
    found = DASHBOARD | {"name": "projects/1/dashboards/d1", "etag": "e1"}
    assert differences(step.wanted, found) == []

    old = found | {"mosaicLayout": {"columns": 12, "tiles": []}}
    assert differences(step.wanted, old)
    assert callable(step.update)
    update = step.update(old)

    assert update
    assert update[:5] == ("gcloud", "monitoring", "dashboards", "update", "d1")
    assert '"etag": "e1"' in str(update[5])


def test_sign_in_is_changed_only_where_it_has_to_be_and_keeps_peoples_domains() -> None:
    body, mask = signin.wanted({"authorizedDomains": ["localhost", "x.example"]}, "e.example")
    assert body["authorizedDomains"] == ["localhost", "x.example", "e.example"]
    assert mask == ["signIn.email.enabled", "signIn.email.passwordRequired", "authorizedDomains"]

    done = body | {"signIn": {"email": {"enabled": True}}}
    assert signin.wanted(done, "e.example") == ({}, [])
