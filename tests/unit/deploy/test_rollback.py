"""`make rollback` and `make resume` in an emergency: publish first, and nothing stops the rest."""

import argparse
import json
from dataclasses import dataclass, field

import pytest

from infra.deploy import __main__ as deploy
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.services import SWITCH
from infra.deploy.steps import Command, Step, shell
from infra.functions import functions


@dataclass
class Cloud(Executor):
    """Services with their traffic; it records what would be run, and fails for some of them."""

    traffic: dict[str, "Entries"] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    ran: list[str] = field(default_factory=list)

    def output(self, command: Command) -> str | None:
        entries = self.traffic.get(str(command[4]))
        return json.dumps({"status": {"traffic": entries}}) if entries else None

    def run(self, step: Step) -> str:
        name = str(step.command[4])
        self.ran.append(shell(step.command))
        if name in self.failing:
            raise CommandFailed(f"{name} failed")
        return "done"


Entries = list[dict[str, object]]
SERVING: Entries = [{"revisionName": "one", "percent": 100}]
AHEAD: Entries = [
    {"revisionName": "two", "percent": 100},
    {"revisionName": "two", "tag": "candidate"},
    {"revisionName": "one", "tag": "stable"},
]
BACK: Entries = [{"revisionName": "one", "percent": 100, "tag": "stable"}]


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    found = Cloud(traffic={row.name: SERVING for row in functions()})
    monkeypatch.setattr(deploy, "_executor", lambda _: found)
    monkeypatch.setenv("ENV", "example")
    return found


def _rolled_back(function: str = "") -> int:
    return deploy._rollback(argparse.Namespace(function=function))


def test_what_was_never_rolled_out_does_not_keep_publish_from_going_back(cloud: Cloud) -> None:
    cloud.traffic["publish"] = AHEAD

    assert _rolled_back() == 0

    (back,) = cloud.ran
    assert back.startswith("gcloud run services update-traffic publish --to-tags=stable=100 ")


def test_publish_goes_back_first(cloud: Cloud) -> None:
    cloud.traffic |= {"sweep": AHEAD, "publish": AHEAD, "page": AHEAD}

    _rolled_back()

    assert [line.split()[4] for line in cloud.ran] == ["publish", "page", "sweep"]


def test_a_failure_is_summed_up_and_stops_nothing(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.traffic |= {"publish": AHEAD, "page": AHEAD}
    cloud.failing = {"publish"}
    del cloud.traffic["sweep"]  # there is no such service

    assert _rolled_back() == 1

    assert [line.split()[4] for line in cloud.ran] == ["publish", "page"]
    assert "This failed for: publish, sweep" in capsys.readouterr().out


def test_what_serves_the_stable_revision_already_is_left_alone(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.traffic["publish"] = BACK

    assert _rolled_back("publish") == 0

    assert cloud.ran == []
    assert "nothing to go back to: one stays" in capsys.readouterr().out


def test_a_pause_ends_at_what_served(cloud: Cloud) -> None:
    paused = {row.name for row in functions() if SWITCH in row.environment}
    for name in paused:
        cloud.traffic[name] = [
            {"revisionName": f"{name}-paused", "percent": 100, "tag": "paused"},
            {"revisionName": "zero", "tag": "stable"},
            {"revisionName": "one", "tag": "resumed"},
        ]

    assert deploy._resume(argparse.Namespace()) == 0

    assert "publish" in paused
    assert {line.split()[4] for line in cloud.ran} == paused
    assert all("--to-revisions=one=100" in line for line in cloud.ran)


def test_what_is_not_paused_is_not_resumed_in_the_middle_of_its_rollout(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.traffic["publish"] = [
        {"revisionName": "one", "percent": 90, "tag": "stable"},
        {"revisionName": "two", "percent": 10, "tag": "candidate"},
    ]

    assert deploy._resume(argparse.Namespace()) == 0

    assert cloud.ran == []
    assert "it is not paused: one stays" in capsys.readouterr().out


def test_a_pause_reaches_every_function_that_takes_writes(cloud: Cloud) -> None:
    pausable = [row.name for row in functions() if SWITCH in row.environment]
    cloud.traffic[pausable[0]] = [
        {"revisionName": f"{pausable[0]}-paused", "percent": 100, "tag": "paused"}
    ]

    assert deploy._pause(argparse.Namespace()) == 0  # the first one is paused already

    moved = [line for line in cloud.ran if "update-traffic" in line]
    assert [line.split()[4] for line in moved] == pausable[1:]
    assert all("-paused=100" in line for line in moved)
