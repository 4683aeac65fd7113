"""Stands where gcloud, bq and firebase would, and remembers. Ours: it imitates no more than exists.

It knows what was made, answers questions about that, and fails whatever holds FAKE_FAILS.
"""

import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

MAKING = ("create", "deploy", "add", "mk", "apps:create", "projects:addfirebase")
ASKING = ("describe", "list", "show", "apps:sdkconfig", "hosting:sites:list")
# Where the name is no argument of its own, or making is a verb that asking is not.
_GROUPS = {
    "alert": r"alerts/([\w-]+)\.json|userLabels\.alert=([\w-]+)",
    "monitoring": r"monitoring (channels|dashboards)",
    "versions": r"secrets versions \w+ (\w+)",
    "service": r"(?:services describe|run deploy) (\w+)",
    "app": r"apps:(?:create|sdkconfig)",
    "firebase": r"projects:addfirebase|hosting:sites:list",
    "bq": r"--headless .* ([\w-]+:\w[\w.]*)",
}


def main() -> int:
    state = Path(os.environ["FAKE_STATE"])
    arguments, given = sys.argv[1:], sys.stdin.read()
    program = Path(sys.argv[0]).name
    _write(state / "calls.jsonl", {"command": [program, *arguments], "given": given})
    fails = os.environ.get("FAKE_FAILS")
    if fails and fails in " ".join(arguments):
        print(f"PERMISSION_DENIED for {given}", file=sys.stderr)
        return 1
    if any(verb in arguments for verb in ASKING):
        return _answered(state, arguments)
    if makes(arguments):
        name = _name(arguments)
        if name in _made(state):
            print(f"ALREADY_EXISTS {name}", file=sys.stderr)
            return 1
        _write(state / "made.jsonl", name)
    return 0


def makes(arguments: Sequence[str]) -> bool:
    """Whether it may be done once only. An identity or a site may be as often as one likes."""
    repeatable = "identity" in arguments or any("--only=" in part for part in arguments)
    return not repeatable and any(verb in arguments for verb in MAKING)


def _answered(state: Path, arguments: list[str]) -> int:
    if "projects" in arguments:
        print("123456789012")
        return 0
    if _name(arguments) in _made(state):
        print(f"https://{_name(arguments)[-1]}.example")
        return 0
    return 0 if "list" in arguments else 1


def _name(arguments: list[str]) -> list[str]:
    """A group and a name, the same for making it and for asking about it."""
    text = " ".join(arguments)
    for group, pattern in _GROUPS.items():
        if found := re.search(pattern, text):
            return [group, *filter(None, found.groups())]
    verb = next(i for i, part in enumerate(arguments) if part in (*MAKING, *ASKING))
    rest = [part for part in arguments[verb + 1 :] if not part.startswith("--") and part != "http"]
    name = rest[0] if rest else "(default)"
    return [arguments[verb - 1], name.partition("@")[0]]


def _made(state: Path) -> list[list[str]]:
    file = state / "made.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def _write(file: Path, entry: object) -> None:
    with file.open("a") as lines:
        lines.write(json.dumps(entry) + "\n")


if __name__ == "__main__":
    sys.exit(main())
