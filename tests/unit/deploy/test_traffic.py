"""Moving traffic: a share at a time, back in one command, and off."""

import json

import pytest

from infra.deploy import __main__ as deploy
from infra.deploy import services, traffic
from infra.deploy.steps import Step, shell
from infra.deploy.traffic import Traffic
from tests.support.plans import function, target

PUBLISH = function("publish")
NEW = services.revision(target(), PUBLISH)
DONE = (("publish-old", 0, "stable"), (NEW, 100, ""), (NEW, 0, "candidate"))
"""A release that was rolled out to 100%."""


def _now(*entries: tuple[str, int, str]) -> Traffic:
    """As Cloud Run tells it: a revision, its share, its tag."""
    told = [
        {"revisionName": revision}
        | ({"percent": share} if share else {})
        | ({"tag": tag} if tag else {})
        for revision, share, tag in entries
    ]
    return Traffic.read(json.dumps({"status": {"traffic": told}}))


def _lines(steps: tuple[Step, ...]) -> list[str]:
    return [shell(step.command) for step in steps]


def test_a_new_release_comes_without_traffic_and_then_gets_its_share() -> None:
    made, moved = _lines(traffic.rollout(target(), PUBLISH, 10, _now(("publish-old", 100, ""))))

    assert "gcloud run deploy publish " in made
    assert "--no-traffic --tag=candidate" in made
    assert f"--revision-suffix={NEW.removeprefix('publish-')} " in made
    assert f"--to-revisions={NEW}=10,publish-old=90 " in moved
    assert f"--update-tags=stable=publish-old,candidate={NEW} " in moved


def test_a_rollout_under_way_still_knows_what_to_go_back_to() -> None:
    ahead = _now(
        ("publish-old", 10, ""), ("publish-old", 0, "stable"), (NEW, 90, ""), (NEW, 0, "candidate")
    )

    *_, moved = _lines(traffic.rollout(target(), PUBLISH, 100, ahead))

    assert f"--update-tags=stable=publish-old,candidate={NEW} --to-revisions={NEW}=100 " in moved


def test_the_next_release_goes_back_to_this_one() -> None:
    done = _now(
        ("publish-old", 0, "stable"), ("publish-now", 100, ""), ("publish-now", 0, "candidate")
    )

    *_, moved = _lines(traffic.rollout(target(), PUBLISH, 1, done))

    assert f"--update-tags=stable=publish-now,candidate={NEW}" in moved


def test_a_candidate_without_traffic_does_not_change_what_a_rollback_returns_to() -> None:
    serving = (("publish-old", 0, "stable"), ("publish-now", 100, ""))

    *_, moved = _lines(
        traffic.rollout(target(), PUBLISH, 0, _now(*serving, ("publish-now", 0, "candidate")))
    )
    tags = f"--update-tags=stable=publish-old,candidate={NEW}"
    assert f"{tags} --to-revisions=publish-now=100 " in moved

    *_, moved = _lines(traffic.rollout(target(), PUBLISH, 1, _now(*serving, (NEW, 0, "candidate"))))
    tags = f"--update-tags=stable=publish-now,candidate={NEW}"
    assert f"{tags} --to-revisions={NEW}=1,publish-now=99 " in moved


def test_a_release_that_serves_alone_is_not_taken_back_by_making_it_a_candidate_again() -> None:
    assert traffic.rollout(target(), PUBLISH, 0, _now(*DONE)) == ()


@pytest.mark.parametrize("share", [10, 50, 90])
def test_a_release_that_overtakes_a_candidate_takes_its_share_and_never_promotes_it(
    share: int,
) -> None:
    under_way = _now(
        ("publish-next", share, "candidate"),
        ("publish-old", 100 - share, ""),
        ("publish-old", 0, "stable"),
    )

    *_, moved = _lines(traffic.rollout(target(), PUBLISH, 0, under_way))

    tags = f"--update-tags=stable=publish-old,candidate={NEW}"
    assert f"{tags} --to-revisions=publish-old=100 " in moved


def test_what_serves_already_is_not_rolled_out() -> None:
    assert traffic.rollout(target(), PUBLISH, 10, _now((NEW, 100, ""))) == ()


def test_a_change_of_configuration_is_another_revision() -> None:
    assert services.revision(target(REQUIRE_APP_CHECK="true"), PUBLISH) != NEW
    assert services.revision(target(RELEASE="r2"), PUBLISH) != NEW
    assert services.revision(target(), PUBLISH) == NEW


def _paused(*before: tuple[str, int, str], resumed: str) -> Traffic:
    still = [(revision, 0, tag) for revision, _, tag in before if tag]
    return _now(*still, (resumed, 0, "resumed"), ("publish-paused", 100, "paused"))


def test_back_is_one_command() -> None:
    (back,) = _lines(traffic.rollback(target(), PUBLISH, _now(*DONE)))

    assert "gcloud run services update-traffic publish --to-tags=stable=100 " in back


def test_a_pause_forgets_neither_what_served_nor_what_a_rollback_returns_to() -> None:
    *_, paused = _lines(traffic.pause(target(), PUBLISH, _now(*DONE)))
    assert "--update-tags=resumed=" in paused
    assert "stable=" not in paused

    (resumed,) = _lines(traffic.resume(target(), PUBLISH, _paused(*DONE, resumed=NEW)))
    assert f"--remove-tags=resumed --to-revisions={NEW}=100 " in resumed


def test_a_rollback_does_not_end_a_pause() -> None:
    (back,) = _lines(traffic.rollback(target(), PUBLISH, _paused(*DONE, resumed=NEW)))
    assert "update-traffic publish --update-tags=resumed=publish-old " in back
    assert "--to-" not in back

    again = _paused(*DONE, resumed="publish-old")
    assert traffic.rollback(target(), PUBLISH, again) == ()


def test_a_pause_by_hand_ends_at_the_stable_revision_or_asks() -> None:
    by_hand = (("publish-paused", 100, "paused"), ("publish-old", 0, ""))
    (resumed,) = _lines(
        traffic.resume(target(), PUBLISH, _now(*by_hand, ("publish-old", 0, "stable")))
    )
    assert "update-traffic publish --to-revisions=publish-old=100 " in resumed

    with pytest.raises(SystemExit, match="--to-revisions"):
        traffic.resume(target(), PUBLISH, _now(*by_hand))


@pytest.mark.parametrize(
    ("now", "proven"),
    [
        (_now(("publish-old", 100, "")), "publish-old"),
        (
            _now(("publish-old", 50, ""), ("publish-old", 0, "stable"), (NEW, 50, "candidate")),
            "publish-old",
        ),
        (
            _now(("publish-old", 10, ""), ("publish-old", 0, "stable"), (NEW, 90, "candidate")),
            "publish-old",
        ),
        (_now(("publish-old", 0, "stable"), (NEW, 100, ""), (NEW, 0, "candidate")), NEW),
    ],
)
def test_a_pause_never_promotes_a_candidate(now: Traffic, proven: str) -> None:
    *_, moved = _lines(traffic.pause(target(), PUBLISH, now))

    assert f"--update-tags=resumed={proven} --to-revisions=publish-paused=100" in moved


def test_a_pause_is_traffic_only_once_there_is_what_it_sends_it_to() -> None:
    ready = _now(("publish-old", 100, ""), ("publish-paused", 0, "paused"))
    (moved,) = _lines(traffic.pause(target(), PUBLISH, ready))
    assert "update-traffic" in moved

    made, _ = _lines(traffic.pause(target(), PUBLISH, _now(("publish-old", 100, ""))))
    assert "PUBLISH_ENABLED=false" in made
    assert "--no-traffic --tag=paused" in made


def test_a_pause_bars_a_rollout() -> None:

    paused = _now(("publish-old", 0, "stable"), ("publish-paused", 100, ""))
    with pytest.raises(SystemExit, match="make resume"):
        traffic.rollout(target(), PUBLISH, 10, paused)
    assert traffic.pause(target(), PUBLISH, paused) == ()


def test_the_kill_switch_stops_whatever_publishes() -> None:
    assert [row.name for row in deploy._switched()] == ["publish", "change"]


@pytest.mark.parametrize("share", ["", "101", "-1", "ten"])
def test_what_is_no_share_is_said_in_the_operators_words(
    share: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["infra.deploy", "rollout", f"--percent={share}"])

    with pytest.raises(SystemExit):
        deploy.main()

    assert "PERCENT=0 to 100" in capsys.readouterr().err
