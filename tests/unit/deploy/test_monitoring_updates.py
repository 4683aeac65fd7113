"""What brings an alert or the dashboard up to date, and what leaves it alone."""

import json
from typing import Any

import pytest

from infra.deploy import comparison, monitoring, signin
from infra.deploy.steps import shell
from tests.support.monitoring import ALERTS, DASHBOARD
from tests.support.plans import target

FLAG = "--policy-from-file=infra/monitoring/alerts/late-work.json"
PAGER = "projects/p-test/notificationChannels/7"


def _updated(alert_email: str = "", **different: Any) -> str | None:
    found = ALERTS["late-work"] | {"name": "projects/p-test/alertPolicies/1", "enabled": True}
    command = monitoring._updated_alert(
        target(ALERT_EMAIL=alert_email), ALERTS["late-work"], FLAG, json.dumps([found | different])
    )
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
    twice = [{"name": "a"}, {"name": "b"}]
    with pytest.raises(SystemExit, match="There are 2 alert policies labelled late-work"):
        monitoring._updated_alert(target(), ALERTS["late-work"], FLAG, json.dumps(twice))


def test_the_dashboard_is_updated_when_it_differs_with_the_etag_it_was_read_with() -> None:
    found = DASHBOARD | {"name": "projects/1/dashboards/d1", "etag": "e1"}
    assert monitoring._updated_dashboard(target(), json.dumps([found])) is None

    old = found | {"mosaicLayout": {"columns": 12, "tiles": []}}
    update = monitoring._updated_dashboard(target(), json.dumps([old]))

    assert update
    assert update[:5] == ("gcloud", "monitoring", "dashboards", "update", "d1")
    assert '"etag": "e1"' in str(update[5])


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1}, {"a": 2}, True),
        ({"a": "0s", "b": False, "c": ""}, {}, False),  # Google leaves defaults out
        ({"a": "0s"}, {"a": "60s"}, True),
        ({"a": [1, 2]}, {"a": [1]}, True),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 1}]}, False),
    ],
)
def test_a_difference_is_what_is_wanted_and_not_there(
    wanted: Any, found: Any, expected: object
) -> None:
    assert comparison.differs(wanted, found) is expected


def test_sign_in_is_changed_only_where_it_has_to_be_and_keeps_peoples_domains() -> None:
    body, mask = signin.wanted({"authorizedDomains": ["localhost", "x.example"]}, "e.example")
    assert body["authorizedDomains"] == ["localhost", "x.example", "e.example"]
    assert mask == ["signIn.email.enabled", "signIn.email.passwordRequired", "authorizedDomains"]

    done = body | {"signIn": {"email": {"enabled": True}}}
    assert signin.wanted(done, "e.example") == ({}, [])
