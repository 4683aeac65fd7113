"""What is installed, with what, under which licence: pinned in one place each."""

import json
import re
import subprocess
import sys
import tomllib

import pytest

from infra import audit
from infra.deploy import services
from infra.functions import PYTHON, ROOT

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]


def test_one_python_is_deployed_locked_linted_and_typed_for() -> None:
    digits = PYTHON.replace(".", "")
    assert f"python{digits}" == services.BASE_IMAGE
    assert TOOLS["ruff"]["target-version"] == f"py{digits}"
    assert TOOLS["mypy"]["python_version"] == PYTHON
    assert "--python-version $$(cat .python-version)" in (ROOT / "Makefile").read_text()


def test_the_tests_run_on_the_python_that_is_deployed() -> None:
    here = "{}.{}".format(*sys.version_info)
    if here != PYTHON:
        pytest.skip(f"this machine has Python {here}; {PYTHON} is what is deployed")
    assert "python" + here.replace(".", "") == services.BASE_IMAGE


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_by_hash(name: str) -> None:
    lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    pinned = [line for line in lines if line and not line.lstrip().startswith("#")]

    assert len(pinned) > 50
    for line in pinned:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("folder", ["web", "infra/local"])
def test_every_npm_package_is_pinned_by_integrity(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text())
    package = json.loads((ROOT / folder / "package.json").read_text())
    wanted = package["dependencies"] | package.get("devDependencies", {})

    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values())
    for path, entry in lock["packages"].items():
        assert not path or entry.get("integrity") or entry.get("bundled") or entry.get("inBundle")


def test_every_licence_lets_anyone_use_this() -> None:
    found = dict(audit.licences())

    assert len(found) > 50
    assert {n: words for n, words in found.items() if not audit.ALLOWED.search(words)} == {}


def test_no_key_or_password_is_committed() -> None:
    kept = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if kept.returncode:
        pytest.skip("this is no git checkout")
    secret = re.compile(rb"AIza[\w-]{35}|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{36}|ya29\.")

    files = [ROOT / name for name in kept.stdout.decode().split("\0") if name]
    assert [str(file) for file in files if file.exists() and secret.search(file.read_bytes())] == []


def test_dependabot_looks_at_every_lock_file() -> None:
    text = (ROOT / ".github/dependabot.yml").read_text()
    for place in ("pip", "npm", "/web", "/infra/local"):
        assert place in text
