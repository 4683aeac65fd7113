"""The settings of an environment: `deploy/ENV.env`, lines of NAME=value as a shell reads them."""

import os
import shlex
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

from infra.deploy.target import Target
from infra.functions import ROOT, functions

FOLDER = ROOT / "deploy"


def current() -> dict[str, str]:
    """The settings of the environment that ENV names. Raises SystemExit."""
    known = Target.settings(functions())
    return read(os.environ.get("ENV", ""), known, secret_names(), os.environ)


def target(release: str = "none") -> Target:
    """That environment as a target, of the release that RELEASE names, or else of `release`."""
    release = os.environ.get("RELEASE") or release
    return Target.read(current() | {"RELEASE": release}, functions())


def secret_names() -> set[str]:
    """The variables that hold secrets, whose first versions are exported."""
    return {name for function in functions() for name in function.secrets}


def read(
    name: str, settings: Collection[str], secrets: Collection[str], shell: Mapping[str, str]
) -> dict[str, str]:
    """What the file of that name sets. Raises SystemExit with a line for each mistake.

    A setting that `shell` has and the file has not, or otherwise, is a mistake too: it would not
    be used, whatever whoever typed it thinks.
    """
    file = _file(name)
    given: dict[str, str] = {}
    mistakes = []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if mistake := _read(line, given, settings, secrets):
            mistakes.append(f"line {number}: {mistake}")
    mistakes += [
        f"{setting} is {shell[setting]!r} in your shell, and is not read from there"
        for setting in sorted(settings)
        if shell.get(setting) and shell[setting] != given.get(setting)
    ]
    if mistakes:
        raise SystemExit("\n  ".join([f"{_short(file)}:", *mistakes]))
    return given


def _file(name: str) -> Path:
    there = sorted(file.stem for file in FOLDER.glob("*.env"))
    if name in there:
        return FOLDER / f"{name}.env"
    known = f"There are: {', '.join(there)}" if there else "There is none"
    if not name:
        raise SystemExit(f"Which environment? ENV=… names a file in deploy/. {known}")
    raise SystemExit(f"There is no deploy/{name}.env: copy deploy/example.env. {known}")


def _read(
    line: str, given: dict[str, str], settings: Collection[str], secrets: Collection[str]
) -> str:
    """Adds what the line sets; returns what is wrong with it."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError as error:
        return str(error).lower()
    if not words:
        return ""
    name, equals, value = words[0].partition("=")
    if not equals or len(words) > 1:
        return "not of the form NAME=value; a value with spaces is written in quotes"
    mistake = _wrong_name(name, settings, secrets) or (name in given and f"{name} is set twice")
    given[name] = value
    return mistake or ""


def _wrong_name(name: str, settings: Collection[str], secrets: Collection[str]) -> str:
    if name in secrets:
        return f"{name} is a secret: export it for the first deployment, and keep it out of files"
    if name not in settings:
        nearest = get_close_matches(name, settings, n=1, cutoff=0)
        return f"nothing is called {name}. The nearest: {nearest[0]}"
    return ""


def _short(file: Path) -> Path:
    return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
