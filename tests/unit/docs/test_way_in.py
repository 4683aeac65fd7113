"""The way in: licence, dev container, issue forms, CI and Dependabot say what is true."""

import json
import tomllib
from typing import Any

import pytest
import yaml

from infra.functions import PYTHON, ROOT
from infra.local.addresses import PORTS
from tests.support import checkout

FORMS = ["bug", "idea"]


def _yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text())


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text()

    assert "Apache License\n                           Version 2.0" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_dev_container_has_the_python_that_is_deployed_and_forwards_the_stack() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    forwarded = container["forwardPorts"]

    assert container["image"].endswith(f":{PYTHON}")
    # What the browser itself connects to.
    browsers = ("site", "inbox", "analytics", "app_check", "auth", "firestore")
    for name in (*browsers, "firestore_websocket", "storage"):
        assert PORTS[name] in forwarded, name
    assert set(forwarded) <= set(PORTS.values())
    assert {int(port) for port in container["portsAttributes"]} == set(forwarded)


@pytest.mark.parametrize("name", FORMS)
def test_an_issue_form_asks_for_something_and_names_each_field_once(name: str) -> None:
    form = _yaml(f".github/ISSUE_TEMPLATE/{name}.yml")
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    ids = [field["id"] for field in fields]

    assert form["name"]
    assert form["description"]
    assert len(ids) == len(set(ids)) > 2
    assert all(field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_ci_runs_what_anyone_can_run_and_pins_its_actions() -> None:
    jobs = _yaml(".github/workflows/ci.yml")["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    commands = " ".join(step.get("run", "") for step in steps)

    assert ".ci/run" in commands
    assert "make contract-breaks" in commands
    for step in steps:
        if "uses" in step:
            assert step["uses"].partition("@")[2].startswith("v"), step


def test_dependabot_sees_every_lock_file() -> None:
    updates = _yaml(".github/dependabot.yml")["updates"]
    watched = {
        (update["package-ecosystem"], folder)
        for update in updates
        for folder in update.get("directories") or [update["directory"]]
    }
    npm = checkout.files("package-lock.json")
    python = checkout.files("requirements.txt", "requirements-dev.txt")
    expected = {("npm", f"/{checkout.short(lock.parent)}") for lock in npm}
    expected |= {("pip", f"/{checkout.short(lock.parent)}".removesuffix(".")) for lock in python}

    assert len(npm) >= 3
    assert watched == expected | {("github-actions", "/")}


@pytest.mark.parametrize("table", ["only_mutate", "pytest_add_cli_args_test_selection"])
def test_a_mutation_run_names_files_that_exist(table: str) -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"][table]

    assert [path for path in named if not any(ROOT.glob(path))] == []
