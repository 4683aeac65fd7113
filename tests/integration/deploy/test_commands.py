"""The commands of `make deploy-plan`, before the programs that would run them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.deploy import environments, site
from infra.deploy.plan import plan
from infra.deploy.steps import shell
from infra.deploy.target import Target
from infra.functions import ROOT, functions
from tests.support.google import tools
from tests.support.plans import GCLOUD, all_commands, environment, runbook_lines, target


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with tools.warm(tmp_path_factory.mktemp("gcloud")) as programs:
        yield os.environ | tools.found_first(programs)


@GCLOUD
def test_gcloud_itself_accepts_every_command_there_is(tmp_path: Path, warm: dict[str, str]) -> None:
    different = {_shape(tuple(map(str, command))): shell(command) for command in all_commands()}
    lines = [*different.values(), *runbook_lines()]
    written = sorted({line for line in lines if line.startswith("gcloud ")})
    assert len(written) > 50

    verdicts = _linted(tmp_path, [*written, "gcloud run deploy publish --no-such-flag"], warm)

    refused = [
        f"{v['command_string']}\n  {v['error_message']}" for v in verdicts if not v["success"]
    ]
    assert len(refused) == 1, "\n".join(refused)  # the linter does look
    assert "--no-such-flag" in refused[0]


def _shape(command: tuple[str, ...]) -> tuple[str, ...]:
    """What the linter looks at: verbs, flags, numbers. Names are names, nine accounts or one."""
    verbs = [part for part in command[:5] if re.fullmatch(r"[a-z-]+", part)][:4]
    flags = [part.partition("=")[::2] for part in command if part.startswith("--")]
    values = [f"{flag}={value if value[:1].isdigit() else ''}" for flag, value in flags]
    return (*verbs[: 3 if verbs[1:2] == ["run"] else 4], *values)


@GCLOUD
def test_a_command_of_any_length_reaches_the_loaded_gcloud_whole(warm: dict[str, str]) -> None:
    """Longer than what a socket takes or gives at once."""
    long = f"gcloud run deploy publish --image={'x' * 100_000}"
    lint = ["gcloud", "meta", "lint-gcloud-commands", f"--command-string={long}"]

    said = subprocess.run(lint, capture_output=True, text=True, check=True, env=warm).stdout

    (verdict,) = json.loads(said)
    assert verdict["command_string"] == long


def _linted(folder: Path, lines: list[str], env: dict[str, str]) -> list[dict[str, Any]]:
    file = folder / "commands.json"
    file.write_text(json.dumps([{"command_string": line} for line in lines]))
    lint = ["gcloud", "meta", "lint-gcloud-commands", f"--commands-file={file}"]
    said = subprocess.run(lint, capture_output=True, text=True, check=True, env=env).stdout
    return list(json.loads(said))


@GCLOUD
def test_bq_knows_every_flag_that_it_is_given(warm: dict[str, str]) -> None:
    used: dict[str, set[str]] = {}
    for command in [tuple(map(str, command)) for command in all_commands()]:
        if command[0] == "bq":
            verb = next(part for part in command[1:] if not part.startswith("-"))
            before = command.index(verb)
            used.setdefault("", set()).update(_flags(command[:before]))
            used.setdefault(verb, set()).update(_flags(command[before:]))
    assert set(used) == {
        *("", "mk", "rm", "show", "update"),
        *("add-iam-policy-binding", "get-iam-policy", "remove-iam-policy-binding"),
    }
    for verb, flags in ((verb, flags) for verb, flags in used.items() if flags):
        asked = ["bq", "help", verb] if verb else ["bq", "--help"]
        said = subprocess.run(asked, capture_output=True, text=True, check=False, env=warm).stdout
        for flag in flags:
            assert re.search(rf"--(\[no\])?{flag}\b", said), f"bq {verb} --{flag}"


def _flags(command: tuple[str, ...]) -> set[str]:
    return {part[2:].partition("=")[0] for part in command if part.startswith("--")} - {"format"}


def test_firebase_knows_every_command_that_it_is_given() -> None:
    commands = ROOT / "infra/local/node_modules/firebase-tools/lib/commands"
    for verb in {str(command[1]) for command in all_commands() if command[0] == site.FIREBASE}:
        assert (commands / f"{verb.replace(':', '-')}.js").exists()


def test_the_plan_is_printed_one_command_a_line_and_nothing_runs(tmp_path: Path) -> None:
    for name in ("gcloud", "bq", "firebase"):
        (tmp_path / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}:{environment()['PATH']}"
    secrets = {"GEMINI_API_KEY": "sentinel-of-gemini", "SMTP_URL": "smtps://sentinel-of-mail"}

    dry = subprocess.run(  # dry: make could install anew what this very test runs on
        ["make", "-n", "deploy-plan"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    program, *arguments = dry.stdout.splitlines()[-1].split()

    said = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(PATH=path, RELEASE="r1", **secrets),
        capture_output=True,
        text=True,
        check=True,
    )

    assert program == ".venv/bin/python"
    example = environments.read("example", Target.settings(functions()), {}, {})
    exports, *commands = said.stdout.splitlines()
    assert exports == (
        "export CLOUDSDK_CORE_DISABLE_PROMPTS=1 GOOGLE_CLOUD_QUOTA_PROJECT=my-project"
    )
    assert commands == [
        shell(step.command, step.secret)
        for stage in plan(Target.read(example | {"RELEASE": "r1"}, functions()), functions())
        for step in stage.steps
    ]
    assert "sentinel" not in said.stdout + said.stderr
    assert not (tmp_path / "ran").exists()


def test_a_target_that_cannot_be_is_named() -> None:
    with pytest.raises(SystemExit) as stopped:
        target(PROJECT="Not A Project", REGION="", MAIL_FROM="$(whoami)")

    for name in ("PROJECT", "REGION", "variables.MAIL_FROM"):
        assert f"  {name}: " in str(stopped.value)


def test_a_command_without_an_environment_names_those_there_are() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "infra.deploy", "health"],
        cwd=ROOT,
        env=environment(ENV=""),
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "ENV=… names a file in deploy/" in answer.stderr
    assert "example" in answer.stderr
