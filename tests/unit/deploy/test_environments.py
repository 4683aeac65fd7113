"""`deploy/ENV.env`: what a file may say, and what is said of a mistake in it."""

from pathlib import Path

import pytest

from infra.deploy import environments
from infra.deploy.target import Target
from infra.functions import functions
from infra.ops import environment
from tests.support.plans import target

SECRETS = {"GEMINI_API_KEY", "SMTP_URL"}
SETTINGS = Target.settings(functions())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environments, "FOLDER", tmp_path)
    return tmp_path


def _read(folder: Path, text: str, shell: dict[str, str] | None = None) -> dict[str, str]:
    (folder / "prod.env").write_text(text)
    return environments.read("prod", SETTINGS, SECRETS, shell or {})


def test_lines_are_read_as_a_shell_reads_them(folder: Path) -> None:
    text = """
# A comment
PROJECT=p-test   # and another
MAIL_FROM="Events <events@example.com>"
AI_DAILY_LIMIT='5'
"""
    assert _read(folder, text) == {
        "PROJECT": "p-test",
        "MAIL_FROM": "Events <events@example.com>",
        "AI_DAILY_LIMIT": "5",
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "ALERT_MAIL=a@b.example",
            "line 1: nothing is called ALERT_MAIL. The nearest: ALERT_EMAIL",
        ),
        ("SMTP_URL=smtps://u:p@h", "line 1: SMTP_URL is a secret"),
        ("RELEASE=r1", "line 1: nothing is called RELEASE"),
        ("PROJECT p-test", "line 1: not of the form NAME=value"),
        ("MAIL_FROM=Events <e@example.com>", "line 1: not of the form NAME=value"),
        ("PROJECT='p", "line 1: no closing quotation"),
        ("SITE=a-site\nSITE=b-site", "line 2: SITE is set twice"),
    ],
)
def test_a_mistake_is_named_with_its_line(folder: Path, line: str, said: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        _read(folder, line)
    assert said in str(stopped.value)
    assert "p@h" not in str(stopped.value)


def test_every_mistake_is_said_at_once(folder: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        _read(folder, "PROJEKT=p\nREGIO=r\n")
    assert "line 1" in str(stopped.value)
    assert "line 2" in str(stopped.value)


def test_a_setting_in_the_shell_is_refused_rather_than_ignored(folder: Path) -> None:
    assert _read(folder, "PROJECT=p-test", {"PROJECT": "p-test", "HOME": "/"})
    for shell in ({"PROJECT": "other"}, {"AI_DAILY_LIMIT": "5"}):
        with pytest.raises(SystemExit, match="in your shell, and is not read from there"):
            _read(folder, "PROJECT=p-test", shell)


def test_an_environment_that_is_not_there_is_answered_with_those_that_are(folder: Path) -> None:
    for name in ("prod", "staging"):
        (folder / f"{name}.env").write_text("")
    with pytest.raises(SystemExit, match=r"ENV=.* There are: prod, staging"):
        environments.read("", SETTINGS, SECRETS, {})
    with pytest.raises(SystemExit, match=r"There is no deploy/live.env.* There are: prod, staging"):
        environments.read("live", SETTINGS, SECRETS, {})


@pytest.mark.parametrize("name", sorted(file.stem for file in environments.FOLDER.glob("*.env")))
def test_every_committed_environment_can_be_deployed(name: str) -> None:
    settings = environments.read(name, SETTINGS, SECRETS, {})

    assert {"PROJECT", "REGION", "MAIL_FROM"} <= set(settings)
    assert Target.read(settings | {"RELEASE": "r1"}, functions()).project == settings["PROJECT"]


def test_what_the_example_has_in_comments_can_be_set() -> None:
    lines = (environments.FOLDER / "example.env").read_text().splitlines()
    commented = {line[2:].partition("=")[0] for line in lines if line.startswith("# ")}

    assert {name for name in commented if name.isupper()} <= SETTINGS
    assert "GITHUB_REPO" in commented


def test_an_operators_command_works_on_what_the_functions_work_on() -> None:
    of = target(BUCKET="covers-of-p", TOPIC="published", PUBLIC_URL="https://events.example/")

    assert environment.deployed(of) == {
        "GOOGLE_CLOUD_PROJECT": "p-test",
        "GOOGLE_CLOUD_QUOTA_PROJECT": "p-test",
        "PUBLIC_URL": "https://events.example",
        "BUCKET": "covers-of-p",
        "TOPIC": "published",
    }
