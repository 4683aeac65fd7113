"""A step: one command, and how to see that it need not be run again."""

import shlex
from dataclasses import dataclass

Command = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One command of a plan.

    `unless` prints something once there is what the command makes. Then `change` runs instead, or
    nothing. `secret` names the environment variable whose value the command reads on stdin.
    """

    what: str
    command: Command
    unless: Command | None = None
    change: Command | None = None
    secret: str | None = None


@dataclass(frozen=True)
class Stage:
    title: str
    steps: tuple[Step, ...]


def answer(*command: str) -> str:
    """What `command` will print, asked for when it is needed: a shell's `$(…)`.

    At most one in an argument, and nothing with double quotes in it.
    """
    return f"$({shell(command)})"


def shell(command: Command) -> str:
    """The command as one line that a shell understands as it is meant."""
    return " ".join(_quoted(part) for part in command)


def _quoted(part: str) -> str:
    flag, equals, value = part.partition("=") if part.startswith("--") else ("", "", part)
    return flag + equals + (f'"{value}"' if "$(" in value else shlex.quote(value) * bool(value))


def asked(argument: str) -> tuple[str, Command, str] | None:
    """An argument with an `answer` in it: what stands before, the question, what stands after."""
    before, found, rest = argument.partition("$(")
    inner, _, after = rest.rpartition(")")
    return (before, tuple(shlex.split(inner)), after) if found else None
