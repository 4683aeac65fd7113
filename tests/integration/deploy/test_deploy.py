"""`make deploy`: stopped half-way and run again it completes, and secrets stay secret."""

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from infra.deploy import services, site
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.plan import plan
from infra.deploy.steps import Command, Step
from infra.functions import ROOT, functions
from tests.support import gcloud
from tests.support.plans import commands, environment, target

pytestmark = pytest.mark.timeout(300)  # some 300 processes
KEY, MAIL = "sentinel-key-of-gemini", "smtps://sentinel:password@mail.example:465"


@dataclass
class Cloud:
    """Programs of ours named gcloud, bq and firebase, and what they were called with."""

    folder: Path
    patch: pytest.MonkeyPatch
    said: io.StringIO = field(default_factory=io.StringIO)

    def fails(self, what: str) -> None:
        self.patch.setenv("FAKE_FAILS", what)

    def deploy(self) -> str:
        """What it says on the way; its failure, if it fails."""
        with contextlib.redirect_stdout(self.said):
            try:
                stages = plan(target(ALERT_EMAIL="oncall@example.com"), functions())
                Executor(retry_delays=()).execute(stages)
            except CommandFailed as failure:
                return str(failure)
        return ""

    def calls(self) -> list[dict[str, Any]]:
        return _lines(self.folder / "calls.jsonl")

    def made(self) -> list[Any]:
        return _lines(self.folder / "made.jsonl")


def _lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text().splitlines()]


@contextlib.contextmanager
def _cloud(folder: Path) -> Iterator[Cloud]:
    for name in ("gcloud", "bq", "firebase"):
        program = folder / name
        program.write_text(f"#!{sys.executable} -IS\n{Path(gcloud.__file__).read_text()}")
        program.chmod(0o755)
    path = f"{folder}:{environment()['PATH']}"
    values = environment(GEMINI_API_KEY=KEY, SMTP_URL=MAIL, PATH=path, FAKE_STATE=str(folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "FIREBASE", str(folder / "firebase"))
        for name, value in values.items():
            patch.setenv(name, value)
        yield Cloud(folder, patch)


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    with _cloud(tmp_path) as found:
        yield found


@dataclass
class Story:
    """A deployment that failed twice, and then completed."""

    cloud: Cloud
    failures: list[str]
    made: list[list[Any]]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with _cloud(tmp_path_factory.mktemp("cloud")) as cloud:
        found = Story(cloud, [], [])
        for broken in ("versions add SMTP_URL", "run deploy image", ""):
            cloud.fails(broken)
            found.failures.append(cloud.deploy())
            found.made.append(cloud.made())
        yield found


def test_half_way_and_again_completes_it(story: Story) -> None:
    assert "gcloud secrets versions add SMTP_URL" in story.failures[0]
    assert "gcloud run deploy image" in story.failures[1]
    assert story.failures[2] == ""
    half, whole = story.made[1], story.made[2]
    assert ["service", "page"] in half
    assert ["service", "image"] not in half
    plans = plan(target(ALERT_EMAIL="oncall@example.com"), functions())
    assert len(whole) == sum(gcloud.makes(command) for command in commands(plans))


def test_nothing_is_made_twice(story: Story) -> None:
    """A second create would have failed, as Google's do."""
    first, half, whole = story.made
    assert whole[: len(half)] == half
    assert half[: len(first)] == first
    creates = [" ".join(c["command"]) for c in story.cloud.calls() if "create" in c["command"]]
    once = [line for line in creates if "identity" not in line]
    assert len(once) == len(set(once))


def test_it_says_what_it_does_and_what_it_finds(story: Story) -> None:
    said = story.cloud.said.getvalue()

    assert "] function page … done" in said
    assert "] function page … exists already" in said
    assert "metric covers … updated" in said
    assert "alert dead-letters … done" in said


def test_secrets_reach_stdin_and_nothing_else(story: Story) -> None:
    """The program that stands for gcloud repeats what it was given in its error."""
    assert "<SMTP_URL>" in story.failures[0]
    assert "sentinel" not in story.cloud.said.getvalue() + "".join(story.failures)
    given = {call["command"][4]: call["given"] for call in story.cloud.calls() if call["given"]}
    assert given == {"GEMINI_API_KEY": KEY, "SMTP_URL": MAIL}
    assert "sentinel" not in json.dumps([call["command"] for call in story.cloud.calls()])


def test_what_is_asked_for_arrives_as_an_argument(story: Story) -> None:
    calls = {" ".join(call["command"][:6]): call["command"] for call in story.cloud.calls()}
    project = "--project=p-test"

    image = next(c for line, c in calls.items() if "subscriptions create image" in line)
    assert "--push-endpoint=https://image.example" in image
    sweep = calls["gcloud scheduler jobs create http sweep"]
    assert "--uri=https://sweep-123456789012.europe-west1.run.app" in sweep
    email = calls[f"gcloud run deploy email {project} --region=europe-west1"]
    assert any(part.startswith("--set-secrets=SMTP_URL=SMTP_URL:http") for part in email)
    assert not any("$(" in part for call in calls.values() for part in call)


def test_a_failure_that_passes_is_tried_again(cloud: Cloud) -> None:
    class Healing(Executor):
        """The world gets better while it waits."""

        def _error(self, command: Command, secret: str | None) -> str | None:
            error = super()._error(command, secret)
            cloud.fails("")
            return error

    cloud.fails("topics create")
    topic = Step("topic", ("gcloud", "pubsub", "topics", "create", "t"))

    assert Healing(retry_delays=(0,)).run(topic) == "done"
    assert cloud.made() == [["topics", "t"]]


def test_a_build_that_fails_is_not_built_again(cloud: Cloud) -> None:
    cloud.fails("run deploy")

    with pytest.raises(CommandFailed):
        Executor(retry_delays=(0, 0)).run(services.create(target(), functions()[0]))

    assert len([call for call in cloud.calls() if "deploy" in call["command"]]) == 1


def test_without_what_it_needs_it_starts_nothing_and_says_what(cloud: Cloud) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "infra.deploy", "run"],
        cwd=ROOT,
        env=environment(PATH=f"{cloud.folder}:{environment()['PATH']}"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "GEMINI_API_KEY, SMTP_URL, MAIL_FROM" in answer.stderr
    assert not (cloud.folder / "calls.jsonl").exists()


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit, match="Missing: gcloud"):
        Executor().output(("gcloud", "version"))
