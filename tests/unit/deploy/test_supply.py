"""What is installed, with what, under which licence: pinned in one place each."""

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from infra import audit
from infra.deploy import services
from infra.functions import PYTHON, ROOT
from tests.support import checkout

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


LOCKS = tuple(audit.lock_files())
PIP = [path for path in LOCKS if path.suffix == ".txt"]
NPM = [path for path in LOCKS if path.suffix == ".json"]


def test_every_committed_lock_file_is_found() -> None:
    assert {"requirements.txt", "requirements-dev.txt"} == set(map(str, PIP))
    assert {Path("web"), Path("infra/local"), Path("tests/performance")} <= {p.parent for p in NPM}
    assert {Path(checkout.short(file)) for file in checkout.files("package-lock.json")} <= set(NPM)


@pytest.mark.parametrize("path", PIP, ids=str)
def test_every_package_is_pinned_by_hash(path: Path) -> None:
    lines = (ROOT / path).read_text().replace("\\\n", " ").splitlines()
    pinned = [line for line in lines if line and not line.lstrip().startswith("#")]

    assert len(pinned) > 50
    for line in pinned:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("path", NPM, ids=str)
def test_every_npm_package_is_pinned_by_integrity(path: Path) -> None:
    lock = json.loads((ROOT / path).read_text())
    package = json.loads((ROOT / path.parent / "package.json").read_text())
    wanted = package.get("dependencies", {}) | package.get("devDependencies", {})

    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values())
    for name, entry in lock["packages"].items():
        assert not name or entry.get("integrity") or entry.get("bundled") or entry.get("inBundle")


def test_every_licence_lets_anyone_use_this() -> None:
    found = dict(audit.licences())

    assert len(found) > 50
    assert {n: words for n, words in found.items() if not audit.ALLOWED.search(words)} == {}


def test_no_key_or_password_is_committed() -> None:
    secret = re.compile(rb"AIza[\w-]{35}|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{36}|ya29\.")

    files = checkout.files("")
    assert len(files) > 300
    assert [str(file) for file in files if secret.search(file.read_bytes())] == []


def test_every_shell_script_is_linted() -> None:
    scripts = {
        checkout.short(file)
        for file in checkout.files("")
        if re.match(rb"#!.*\b(ba|da|z)?sh\b", file.read_bytes()[:64])
    }
    (line,) = re.findall(r"bin/shellcheck (.*)", (ROOT / "Makefile").read_text())

    assert scripts == set(line.split())


def test_audit_checks_every_lock_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With an npm and a uv that find one vulnerability, in the performance tests' packages."""
    for program in ("npm", "uv"):
        script = tmp_path / program
        script.write_text(
            f'#!/bin/sh\necho "$@" >>{tmp_path}/calls\ncase "$*" in *performance*)\n'
            'echo "1 high severity vulnerability"; exit 1;; esac\n'
        )
        script.chmod(0o755)
    monkeypatch.setattr(audit, "UV", str(tmp_path / "uv"))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert audit.main() == 1

    calls = (tmp_path / "calls").read_text()
    for path in PIP:
        assert f"--require-hashes -r {path}\n" in calls
    for path in NPM:
        assert f"--prefix {path.parent} audit" in calls
    reported = capsys.readouterr().out
    assert "requirements.txt: ok" in reported
    assert "tests/performance/package-lock.json: vulnerable" in reported
