"""A first deployment needs the secrets' values; a later one, from anywhere, does not."""

import pytest

from infra.deploy import __main__ as deploy
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Command
from tests.support.plans import target


@pytest.mark.parametrize(
    ("stored", "exported", "missing"),
    [
        ("", [], ["GEMINI_API_KEY", "SMTP_URL"]),
        (None, ["SMTP_URL"], ["GEMINI_API_KEY"]),  # there is no such secret yet
        (CommandFailed("the API is off"), ["SMTP_URL"], ["GEMINI_API_KEY"]),
        ("projects/1/secrets/x/versions/1", [], []),
    ],
)
def test_what_is_neither_exported_nor_in_the_cloud_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    stored: str | CommandFailed | None,
    exported: list[str],
    missing: list[str],
) -> None:
    def output(_: Executor, command: Command) -> str | None:
        assert command[:4] == ("gcloud", "secrets", "versions", "list")
        if isinstance(stored, CommandFailed):
            raise stored
        return stored

    monkeypatch.setattr(Executor, "output", output)
    for name in ("GEMINI_API_KEY", "SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in exported:
        monkeypatch.setenv(name, "x")

    assert list(deploy._secrets_without_value(target())) == missing
