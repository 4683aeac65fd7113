"""Steps of a plan: commands, their arguments, and how a shell would write them."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass

Command = tuple["str | Argument", ...]
Update = Callable[[str], "Command | None"]


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
    """One command of a plan.

    `unless` prints what the command creates if it exists already; an empty JSON list is nothing.
    Then `update` runs instead, if there is one. Where it is a function it gets what `unless`
    printed, and returns the command that brings it up to date, or None if it is.
    `secret` names the environment variable whose value the command reads on stdin.
    `slow` commands take minutes: their progress is shown.
    """

    title: str
    command: Command
    unless: Command | None = None
    update: Command | Update | None = None
    secret: str | None = None
    slow: bool = False


@dataclass(frozen=True)
class Stage:
    title: str
    steps: tuple[Step, ...]


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
    return f'{line} <<<"${secret}"' if secret else line


def _quoted(argument: str | Argument) -> str:
    text = str(argument)
    flag, equals, value = text.partition("=") if text.startswith("--") else ("", "", text)
    if isinstance(argument, Argument):
        return f'{flag}{equals}"{value}"'
    return flag + equals + (shlex.quote(value) if value else "")
