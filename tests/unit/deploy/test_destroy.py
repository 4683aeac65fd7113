"""`make destroy` asks twice, keeps data unless told otherwise, and goes on after a failure."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from infra.deploy import drift
from infra.deploy.destroy import destroy
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Command, Stage, Step, named
from tests.support.plans import target


@dataclass
class Cloud(Executor):
    """Holds what a test names; records what is deleted, and fails where the test says so."""

    there: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    refusing: set[str] = field(default_factory=set)
    vanishing: set[str] = field(default_factory=set)
    deleted: list[str] = field(default_factory=list)

    def output(self, command: Command) -> str | None:
        verb, name = map(str, command)
        if verb == "find":
            return name if name in self.there else None
        if name in self.failing:
            raise CommandFailed(f"{name} is in use")
        if name in self.refusing:
            return None  # something that it needs was not found
        if name in self.vanishing:
            self.there.remove(name)
            return None
        self.deleted.append(name)
        return ""


def _step(name: str, *, data: bool = False, leaves: str = "") -> Step:
    deletion: tuple[Command, ...] = (("delete", name),)
    return Step(name, ("make", name), ("find", name), delete=deletion, data=data, leaves=leaves)


STAGES = (
    Stage("first", (_step("database", data=True), _step("topic", leaves="its name"))),
    Stage("second", (Step("agent", ("make", "agent")), _step("site"))),
)


@pytest.fixture
def cloud() -> Cloud:
    return Cloud(there={"database", "topic", "site"})


def _answering(*answers: str) -> Callable[[str], str]:
    given = iter(answers)
    return lambda _: next(given)


def test_another_name_takes_nothing_down(cloud: Cloud) -> None:
    for name in ("", "p-tset", "yes"):
        assert destroy(STAGES, target(), cloud, _answering(name)) == 1
    assert cloud.deleted == []


def test_data_is_kept_by_pressing_enter_and_by_any_other_words(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ("", "yes", "p-test", "Delete the data"):
        assert destroy(STAGES, target(), cloud, _answering("p-test", words)) == 0
        assert "database" in capsys.readouterr().out.partition("Left:")[2]
    assert set(cloud.deleted) == {"site", "topic"}


def test_with_data_all_goes_in_the_opposite_order(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    assert destroy(STAGES, target(), cloud, _answering("p-test", "delete the data")) == 0

    assert cloud.deleted == ["site", "topic", "database"]
    said = capsys.readouterr().out
    assert "Data: database." in said
    assert said.partition("Left:")[2].split("\n")[1:] == ["  its name", ""]


def test_what_is_not_there_is_said_and_no_failure(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.there = {"site"}

    assert destroy(STAGES, target(), cloud, _answering("p-test", "")) == 0

    assert cloud.deleted == ["site"]
    assert "topic … not there" in capsys.readouterr().out


def test_a_failure_is_summed_up_and_stops_nothing(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.failing = {"site"}

    assert destroy(STAGES, target(), cloud, _answering("p-test", "")) == 1

    assert cloud.deleted == ["topic"]
    assert "site: it could not be deleted" in capsys.readouterr().out


def test_not_found_is_believed_only_of_what_is_gone(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.vanishing = {"topic"}
    assert destroy(STAGES, target(), cloud, _answering("p-test", "")) == 0

    cloud.refusing = {"site"}
    assert destroy(STAGES, target(), cloud, _answering("p-test", "")) == 1
    assert "it is still there after:\n  delete site" in capsys.readouterr().out


def _twice() -> tuple[Stage, ...]:
    """Somebody copied the alert, and nothing tells which one is ours."""
    alert = Step(
        "alert x",
        ("make", "alert"),
        ("find", '[{"name": "x"}, {"name": "x"}]'),
        pick=named("x"),
        delete=(("delete", "alert"),),
    )
    return (*STAGES, Stage("third", (alert,)))


def test_what_is_there_twice_is_left_and_stops_nothing(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.there |= {'[{"name": "x"}, {"name": "x"}]'}

    assert destroy(_twice(), target(), cloud, _answering("p-test", "")) == 1

    assert set(cloud.deleted) == {"site", "topic"}
    assert "delete all but one" in capsys.readouterr().out


def test_what_is_there_twice_is_a_difference_like_others(cloud: Cloud) -> None:
    cloud.there = {'[{"name": "x"}, {"name": "x"}]', "site", "topic"}

    found = list(drift.lines(_twice(), target(), cloud))

    assert "database: not in the cloud" in found
    assert any(line.startswith("alert x: cannot be compared: There are 2") for line in found)
