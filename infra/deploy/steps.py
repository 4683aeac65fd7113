"""Steps of a plan: commands, their arguments, and how a shell would write them."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

Command = tuple["str | Argument", ...]
PYTHON = (".venv/bin/python", "-m")
"""Begins a command that is one of our own modules."""
Json = dict[str, Any]
Pick = Callable[[Any], Json | None]
Update = Callable[[Any], "Command | None"]
Deletions = Callable[[Any], "tuple[Command, ...]"]


@dataclass(frozen=True)
class Lookup:
    """A value that is known only while the plan runs: what `command` prints."""

    command: Command

    def __str__(self) -> str:
        return f"$({shell(self.command)})"


@dataclass(frozen=True)
class Argument:
    """An argument with a lookup in it, which a shell would write in double quotes.

    The text beside the lookup must need no escaping in them; `Target` checks its values for that.
    """

    parts: tuple[str | Lookup, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.parts))


@dataclass(frozen=True)
class Step:
    """One command of a plan, and how to tell whether it is needed.

    `unless` prints what the command creates if it exists already. With `pick` it prints JSON, of
    which `pick` returns the resource, or None; steps of a stage may share the question.
    `wanted` is what the files say of that resource (`compare.differences`): where something
    differs, `update` runs. An `update` that is a function gets what was found, and returns the
    command, or None if there is nothing to do. Without `update` a difference is only reported.
    `delete` takes away again what the step made, in this order, and may depend on what is found;
    `data` is kept unless asked for; `leaves` says what stays all the same.
    `secret` names the environment variable whose value the command reads on stdin.
    `slow` commands take minutes: their progress is shown.
    """

    title: str
    command: Command
    unless: Command | None = None
    pick: Pick | None = None
    wanted: Json | None = None
    update: Command | Update | None = None
    delete: tuple[Command, ...] | Deletions = ()
    data: bool = False
    leaves: str = ""
    secret: str | None = None
    slow: bool = False


@dataclass(frozen=True)
class Stage:
    title: str
    steps: tuple[Step, ...]


def named(value: str, field: str = "name", *, within: str = "") -> Pick:
    """Picks, from a JSON list, the entry whose field is `value`, alone or as the end of a path.

    `within` is the path of the list in the answer. Raises SystemExit if there are several.
    """

    def pick(answer: Any) -> Json | None:
        entries = reduce(
            lambda part, name: part.get(name) or {}, filter(None, within.split(".")), answer
        )
        found = [entry for entry in entries if f"/{_at(entry, field)}".endswith(f"/{value}")]
        if len(found) > 1:
            raise SystemExit(f"There are {len(found)} with {field} {value}: delete all but one")
        return dict(found[0]) if found else None

    return pick


def whole(answer: Any) -> Json | None:
    """Picks all of a JSON answer."""
    return answer or None


def _at(entry: Any, path: str) -> str:
    for part in path.split("."):
        entry = entry.get(part, "") if isinstance(entry, dict) else ""
    return str(entry)


def join(*parts: str | Lookup | Argument) -> str | Argument:
    """The parts as one argument; plain text where none of them is a lookup."""
    flat: list[str | Lookup] = []
    for part in parts:
        flat += part.parts if isinstance(part, Argument) else (part,)
    if any(isinstance(part, Lookup) for part in flat):
        return Argument(tuple(flat))
    return "".join(map(str, flat))


def shell(command: Command, secret: str | None = None) -> str:
    """The command as one line that a shell reads as the same arguments, and the same stdin."""
    line = " ".join(map(_quoted, command))
    return f'printf %s "${secret}" | {line}' if secret else line


def _quoted(argument: str | Argument) -> str:
    text = str(argument)
    flag, equals, value = text.partition("=") if text.startswith("--") else ("", "", text)
    if isinstance(argument, Argument):
        return f'{flag}{equals}"{value}"'
    return flag + equals + (shlex.quote(value) if value else "")
