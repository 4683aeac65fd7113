"""Lookups in a plan: shown as a shell would write them, resolved when the plan runs."""

import subprocess
from pathlib import Path

import pytest

from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Argument, Command, Lookup, Step, join, shell

NUMBER = Lookup(("printf", "%s", "four ty"))


def test_parts_without_a_lookup_are_text() -> None:
    assert join("--member=", "allUsers") == "--member=allUsers"


def test_an_argument_can_be_part_of_another() -> None:
    inner = join("https://sweep-", NUMBER, ".run.app")

    assert join("--uri=", inner) == Argument(("--uri=", "https://sweep-", NUMBER, ".run.app"))


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("gcloud", "--title=Public reader", "a b"), "gcloud --title='Public reader' 'a b'"),
        (("gcloud", "--quiet", "--empty="), "gcloud --quiet --empty="),
        (("gcloud", join("--uri=u", NUMBER)), """gcloud --uri="u$(printf %s 'four ty')\""""),
        (("gcloud", join(NUMBER)), """gcloud "$(printf %s 'four ty')\""""),
    ],
)
def test_a_command_is_shown_as_a_shell_would_write_it(command: Command, line: str) -> None:
    assert shell(command) == line


def test_a_shell_and_the_executor_pass_the_same_arguments() -> None:
    nested = Lookup(("printf", "%s-%s", join("<", NUMBER, ">"), "$HOME"))
    command = ("printf", "[%s]", "it's", "*", join("--uri=", nested, ".run.app"), join(NUMBER))

    by_shell = subprocess.run(["sh", "-c", shell(command)], capture_output=True, check=True)

    assert Executor().output(command) == by_shell.stdout.decode()
    assert by_shell.stdout.decode() == "[it's][*][--uri=<four ty>-$HOME.run.app][four ty]"


def test_a_secret_reaches_a_shells_command_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "with $HOME and a space")

    piped = subprocess.run(["sh", "-c", shell(("cat",), "SECRET")], capture_output=True, check=True)

    assert piped.stdout == b"with $HOME and a space"  # and no newline, which a server would refuse


def test_text_that_looks_like_a_lookup_is_text() -> None:
    assert Executor().output(("printf", "%s", "$(whoami)")) == "$(whoami)"


def test_a_lookup_runs_once(tmp_path: Path) -> None:
    lookup = Lookup(("sh", "-c", f"echo x >>{tmp_path}/runs; echo 42"))
    executor = Executor()

    outputs = [executor.output(("printf", "%s", join(lookup))) for _ in range(3)]

    assert outputs == ["42"] * 3
    assert (tmp_path / "runs").read_text() == "x\n"


def test_a_lookup_without_an_answer_is_asked_again_and_then_named(tmp_path: Path) -> None:
    """A service that was created a moment ago may not have a URL yet."""
    late = Lookup(
        ("sh", "-c", f"cat {tmp_path}/url || touch {tmp_path}/url; echo NOT_FOUND >&2; exit 1")
    )

    waited: list[float] = []
    with pytest.raises(CommandFailed, match="no answer: sh -c 'cat"):
        Executor(sleep=waited.append).run(Step("push", ("true", join(late))))

    there = Lookup(("sh", "-c", f"test -e {tmp_path}/b && echo u || {{ touch {tmp_path}/b; }}"))
    assert sum(waited) == 300
    assert Executor(sleep=waited.append).run(Step("push", ("true", join(there)))) == "done"
