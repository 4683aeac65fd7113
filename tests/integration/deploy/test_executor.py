"""What runs a plan: it waits for what passes, stops at what stays, and mistakes neither."""

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.deploy import retries
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import PYTHON, Argument, Json, Lookup, Stage, Step, named, whole

Program = Callable[[str, str], str]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A program of Python lines, which find the times it was called before in `n`."""

    def write(name: str, lines: str) -> str:
        file = tmp_path / name
        count = tmp_path / f"{name}.count"
        counting = f"import sys, pathlib; c = pathlib.Path({str(count)!r})\n"
        counting += "n = int(c.read_text()) if c.exists() else 0; c.write_text(str(n + 1))\n"
        file.write_text(f"#!{sys.executable} -IS\n{counting}{lines}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        return str(file)

    return write


def _failing(times: int, error: str) -> str:
    return f"n < {times} and sys.exit({error!r})\nprint('done')"


@pytest.mark.parametrize(
    ("error", "minutes"),
    [
        ('Cannot find metric(s) that match type = "user/late"', 10),
        ("INVALID_ARGUMENT: Service account event-push does not exist.", 5),
        ("PERMISSION_DENIED: BigQuery: the service account does not have permission", 4),
        ("BigQuery error in add-iam-policy-binding: The caller does not have\npermission", 4),
        ("ABORTED: There were concurrent policy changes.", 5),
        ("HTTPError 503: UNAVAILABLE", 5),
        ("Cloud Firestore API has not been used in project 1 before or it is disabled.", 5),
        ("INVALID_ARGUMENT: Name is not valid", 0),
        ("unrecognized arguments: --no-such-flag", 0),
        ("Container build failed and logs are available at [https://console]", 0),
        ("Max instances must be set to 20 or fewer. Quota violated: CpuAllocPerProjectRegion", 0),
    ],
)
def test_the_kind_of_an_error_says_for_how_long_to_wait(error: str, minutes: int) -> None:
    pauses: list[float] = []
    while (pause := retries.pause(error, sum(pauses))) is not None:
        pauses.append(pause)

    assert sum(pauses) == minutes * 60
    assert max(pauses, default=0) <= 60
    assert pauses[:4] == ([5, 10, 20, 40] if minutes else [])


def test_what_passes_is_waited_for(program: Program) -> None:
    waited: list[float] = []
    create = program("create", _failing(3, "PERMISSION_DENIED"))

    assert Executor(sleep=waited.append).run(Step("it", (create,))) == "done"
    assert waited == [5, 10, 20]


def test_a_mistake_is_not_tried_again(program: Program) -> None:
    waited: list[float] = []
    create = program("create", _failing(1, "INVALID_ARGUMENT: a typing mistake"))

    with pytest.raises(CommandFailed, match="a typing mistake"):
        Executor(sleep=waited.append).run(Step("it", (create,)))
    assert waited == []


@pytest.mark.parametrize(
    "said",
    ["NOT_FOUND", "gs://b not found: 404.", "Cannot find service [s]", "[s] could not be found."],
)
def test_what_does_not_exist_is_created(program: Program, said: str) -> None:
    ask, create = program("ask", f"sys.exit({said!r})"), program("create", "")

    assert Executor().run(Step("it", (create,), unless=(ask,))) == "done"


def test_a_question_that_fails_is_no_answer(program: Program, tmp_path: Path) -> None:
    """An expired log-in once counted as: there is no such service."""
    ask = program("ask", "sys.exit('Reauthentication failed. cannot prompt')")
    create = program("create", "")

    with pytest.raises(CommandFailed, match="Reauthentication failed"):
        Executor().run(Step("it", (create,), unless=(ask,)))
    assert not (tmp_path / "create.count").exists()


def test_what_was_created_meanwhile_is_found(program: Program) -> None:
    ask = program("ask", "n == 0 and sys.exit('NOT_FOUND')\nprint('it')")
    create = program("create", "sys.exit('ALREADY_EXISTS: it')")

    assert Executor().run(Step("it", (create,), unless=(ask,))) == "exists already"


def test_a_name_that_is_taken_by_another_is_said(program: Program) -> None:
    ask, create = program("ask", ""), program("create", "sys.exit('The name already exists')")

    with pytest.raises(CommandFailed, match="Its name is taken"):
        Executor().run(Step("it", (create,), unless=(ask,)))


def test_a_warning_of_a_command_that_succeeds_is_shown(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    create = program("create", "print('WARNING: Setting IAM policy failed', file=sys.stderr)")

    Executor().run(Step("it", (create,)))

    assert "WARNING: Setting IAM policy failed" in capsys.readouterr().out


def test_the_progress_of_a_build_is_shown(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    build = program("build", "print('Logs are available at [https://logs]', file=sys.stderr)")

    Executor().run(Step("it", (build,), slow=True))

    assert "Logs are available at [https://logs]" in capsys.readouterr().out


def test_who_pays_is_said_to_every_program(program: Program) -> None:
    say = program("say", "import os; print(os.environ['GOOGLE_CLOUD_QUOTA_PROJECT'])")

    assert Executor(project="p-test").output((say,)) == "p-test"


def test_a_secret_is_read_on_stdin_and_not_repeated(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_URL", "smtps://sentinel")
    add = program("add", "sys.exit(f'INVALID_ARGUMENT {sys.stdin.read()}')")

    with pytest.raises(CommandFailed) as failure:
        Executor().run(Step("it", (add,), secret="SMTP_URL"))
    assert "INVALID_ARGUMENT <SMTP_URL>" in str(failure.value)
    assert "sentinel" not in str(failure.value)


def test_a_missing_program_is_named() -> None:
    with pytest.raises(SystemExit, match="Missing: no-such-program"):
        Executor().output(("no-such-program", "version"))


def test_a_secret_that_is_not_exported_is_never_stored_empty(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMTP_URL", raising=False)

    with pytest.raises(CommandFailed, match="SMTP_URL is not in the environment"):
        Executor().run(Step("it", (program("add", ""),), secret="SMTP_URL"))
    assert not (tmp_path / "add.count").exists()


def test_a_setting_is_brought_up_to_date_only_where_it_differs(
    program: Program, tmp_path: Path
) -> None:
    ask, create = program("ask", """print('{"a": 1, "b": 2}')"""), program("create", "")
    update, number = program("update", ""), Lookup((program("number", "print(2)"),))

    def ran(wanted: Json) -> str:
        return Executor().run(
            Step("it", (create,), (ask,), pick=whole, wanted=wanted, update=(update,))
        )

    assert ran({"a": 1}) == "exists already"
    assert ran({"a": 3}) == "updated"
    assert ran({"b": Argument((number,))}) == "updated"  # 2 is not "2"
    assert (tmp_path / "update.count").read_text() == "2"
    assert not (tmp_path / "create.count").exists()


def test_what_only_another_command_changes_is_said_and_left(program: Program) -> None:
    ask, create = program("ask", """print('{"a": 1}')"""), program("create", "")

    said = Executor().run(Step("it", (create,), (ask,), pick=whole, wanted={"a": 2}))

    assert said == "exists already, and differs (a: 1 in the cloud, 2 here)"


def test_a_question_is_asked_again_by_the_stage_after_a_change(
    program: Program, tmp_path: Path
) -> None:
    ask = program("ask", """print('[{"name": "projects/p/x"}, {"name": "projects/p/y"}]')""")
    create = program("create", "")
    steps = tuple(Step(name, (create,), (ask,), pick=named(name)) for name in "xyz")

    Executor().execute([Stage("one", steps[:2]), Stage("two", steps[:2])])
    assert (tmp_path / "ask.count").read_text() == "1"

    change = Step("change", (create,))
    Executor().execute([Stage("one", (change, *steps[:2])), Stage("two", steps[:2])])
    assert (tmp_path / "ask.count").read_text() == "3"

    taken = program("taken", "sys.exit('ALREADY_EXISTS')")
    with pytest.raises(CommandFailed, match="Its name is taken"):
        Executor().run(Step("z", (taken,), (ask,), pick=named("z")))
    assert (tmp_path / "ask.count").read_text() == "5"  # asked anew before it says so


@pytest.mark.parametrize(
    ("lines", "waited"),
    [
        ("raise SystemExit('503 UNAVAILABLE')", [5]),
        ("import requests; raise requests.ConnectionError('refused')", [5]),
        ("raise SystemExit('400 INVALID_ARGUMENT')", None),
    ],
)
def test_a_module_of_ours_runs_in_this_process_and_fails_like_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, waited: list[float] | None
) -> None:
    once = "times = []\n\n\ndef main(word):\n    times.append(word)\n    if len(times) == 1:"
    (tmp_path / "module_of_the_tests.py").write_text(
        f"{once}\n        {lines}\n    print(word)\n    return 0\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "module_of_the_tests", raising=False)
    pauses: list[float] = []
    executor = Executor(sleep=pauses.append)

    if waited is None:
        with pytest.raises(CommandFailed, match="400 INVALID_ARGUMENT"):
            executor.output((*PYTHON, "module_of_the_tests", "said"))
    else:
        assert executor.output((*PYTHON, "module_of_the_tests", "said")) == "said"
    assert pauses == (waited or [])


def test_after_an_update_the_same_question_is_asked_anew(program: Program) -> None:
    """`firebase deploy --only=auth` sets what the next step of its stage looks at."""
    ask = (program("ask", "print('{\"on\": ' + ('true' if n else 'false') + '}')"),)
    turn = (program("turn", ""),)
    on = {"on": True}
    step = Step("it", turn, unless=ask, pick=whole, wanted=on, update=turn)
    executor = Executor()

    assert [executor.run(step), executor.run(step)] == ["updated", "exists already"]
