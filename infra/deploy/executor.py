"""Runs a plan: skips what exists, retries what passes by itself, and reports every step."""

import contextlib
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any, cast

from infra.deploy import compare, debug_log, modules, retries
from infra.deploy.steps import PYTHON, Argument, Command, Lookup, Stage, Step, shell
from infra.functions import ROOT


def environment(project: str) -> dict[str, str]:
    """What the programs find in theirs. The project pays: Firebase's APIs answer 403 without."""
    quota = {"GOOGLE_CLOUD_QUOTA_PROJECT": project} if project else {}
    return {"CLOUDSDK_CORE_DISABLE_PROMPTS": "1"} | quota


class CommandFailed(Exception):
    """A command failed for good. Completed steps are skipped by the next run."""

    @property
    def reason(self) -> str:
        """What the program said of its error, on one line."""
        lines = str(self).splitlines() or [""]
        said = next((line for line in lines if line.startswith("ERROR:")), lines[-1])
        return re.sub(r"^ERROR: (\([\w.-]+\) )?", "", said.strip())[:160]


@dataclass(frozen=True)
class _Outcome:
    code: int
    output: str
    error: str

    @property
    def failed(self) -> bool:
        return self.code != 0


@dataclass
class Executor:
    """Runs commands in the root of the checkout. Each lookup is run once.

    `project` pays for the requests: with a user's credentials Firebase's APIs demand that it is
    named.
    """

    project: str = ""
    patience: float = 600
    """The most seconds that a command is waited for."""
    sleep: Callable[[float], None] = time.sleep
    _answers: dict[Lookup, str] = field(default_factory=dict)
    _asked: dict[Command, str | None] = field(default_factory=dict)
    """Answers to `unless`. The steps of a stage may share the question, until one updates it."""
    _changed: bool = False
    """Something was carried out since then."""

    def execute(self, stages: Iterable[Stage]) -> None:
        """Raises CommandFailed at the first step that fails."""
        stages = tuple(stages)
        count, total = 0, sum(len(stage.steps) for stage in stages)
        for stage in stages:
            report(f"\n{stage.title}")
            if self._changed:
                self.forget()
            for step in stage.steps:
                count += 1
                report(f"  [{count:3}/{total}] {step.title} …", end=" ")
                report(self.run(step))

    def run(self, step: Step) -> str:
        """Run the step if it is needed; returns what came of it, for people."""
        found = self.found(step)
        if found is None:
            if self.carry_out(step.command, step):
                return "done"
            self.forget()
            found = self.found(step)
            if found is None:
                raise CommandFailed(
                    f"Its name is taken, by something else:\n  {shell(step.command)}"
                )
        lines = self.differences(step, found)
        if step.update is None and lines:
            return f"exists already, and differs ({lines[0]})"
        if step.wanted is not None and not lines:
            return "exists already"
        update = step.update(found) if callable(step.update) else step.update
        if update is None:
            return "exists already"
        self.carry_out(update, step)
        if step.unless:
            self._asked.pop(step.unless, None)
        return "updated"

    def found(self, step: Step) -> Any:
        """What exists already of what the step creates; None if nothing does.

        Raises CommandFailed if the question itself fails.
        """
        if step.unless is None:
            return None
        answer = self.asked(step.unless)
        if answer in (None, "", "[]"):
            return None
        return step.pick(json.loads(answer)) if step.pick else answer

    def asked(self, question: Command) -> str | None:
        """What it prints, or printed since `forget`; None if what it asks for does not exist."""
        if question not in self._asked:
            self._asked[question] = self.output(question)
        return self._asked[question]

    def differences(self, step: Step, found: Any) -> list[str]:
        """Where what was found is not as the files say; raises CommandFailed."""
        return compare.differences(self.plain(step.wanted), found) if step.wanted else []

    def forget(self) -> None:
        """What was asked before may have changed."""
        self._asked.clear()
        self._changed = False

    def plain(self, value: Any) -> Any:
        """With its lookups' answers."""
        match value:
            case dict():
                return {name: self.plain(one) for name, one in value.items()}
            case list():
                return [self.plain(one) for one in value]
            case compare.Including(values):
                return compare.Including(tuple(self.plain(one) for one in values))
            case Lookup() | Argument():
                return self._text(value)
            case _:
                return value

    def output(self, command: Command) -> str | None:
        """What the command prints; None if what it asks for does not exist.

        Raises CommandFailed if the question itself fails.
        """
        outcome = self._tried(command, stdin="", give_up=retries.is_absent)
        if not outcome.failed:
            return outcome.output.strip()
        if retries.is_absent(outcome.error):
            return None
        raise CommandFailed(f"This failed:\n  {shell(command)}\n{outcome.error}")

    def carry_out(self, command: Command, step: Step) -> bool:
        """False if what it creates turned out to exist. Raises CommandFailed."""
        stdin = _secret(step.secret) if step.secret else ""
        outcome = self._tried(command, stdin, give_up=retries.is_there, slow=step.slow)
        error = outcome.error.replace(stdin, f"<{step.secret}>") if stdin else outcome.error
        self._changed = True
        if not outcome.failed:
            for line in (line for line in error.splitlines() if line.startswith("WARNING:")):
                report(f"\n      {line}", end=" ")
            return True
        if step.unless and retries.is_there(error):
            return False
        raise CommandFailed(f"This failed:\n  {shell(command)}\n{error}")

    def _tried(
        self,
        command: Command,
        stdin: str,
        give_up: Callable[[str], bool],
        *,
        slow: bool = False,
    ) -> _Outcome:
        """The last of as many attempts as the kind of its error deserves."""
        waited = 0.0
        while True:
            outcome = self._attempt(command, stdin, slow=slow)
            if not outcome.failed or give_up(outcome.error):
                return outcome
            pause = retries.pause(outcome.error, waited)
            if pause is None or waited + pause > self.patience:
                return outcome
            if not waited:
                report(f"\n      waiting for: {_last_line(outcome.error)}", end=" ")
            self.sleep(pause)
            waited += pause

    def _attempt(self, command: Command, stdin: str, *, slow: bool) -> _Outcome:
        try:
            resolved = self._resolved(command)
        except CommandFailed as error:
            return _Outcome(1, "", str(error))
        if resolved[:2] == PYTHON:
            outcome = _Outcome(*modules.run(*resolved[2:]))
        else:
            outcome = _run(resolved, stdin, os.environ | environment(self.project), slow=slow)
        if outcome.failed:
            said = f"{outcome.error}\n{outcome.output}".strip() or "(no output)"
            details = debug_log.details(resolved)
            return _Outcome(outcome.code, outcome.output, f"{said}\n{details}".strip())
        return outcome

    def _resolved(self, command: Command) -> tuple[str, ...]:
        """Raises CommandFailed if a lookup has no answer."""
        return tuple(self._text(argument) for argument in command)

    def _text(self, part: str | Lookup | Argument) -> str:
        match part:
            case str():
                return part
            case Lookup():
                return self._answer(part)
            case Argument(parts):
                return "".join(map(self._text, parts))

    def _answer(self, lookup: Lookup) -> str:
        if lookup not in self._answers:
            answer = self.output(lookup.command)
            if not answer:
                raise CommandFailed(f"NOT_FOUND: no answer: {shell(lookup.command)}")
            self._answers[lookup] = answer
        return self._answers[lookup]


def _secret(name: str) -> str:
    if value := os.environ.get(name):
        return value
    raise CommandFailed(f"{name} is not in the environment: it is this secret's first version")


def _run(
    command: tuple[str, ...], stdin: str, environment: dict[str, str], *, slow: bool
) -> _Outcome:
    """Of a slow command every line of its error output is shown as it comes."""
    with tempfile.TemporaryFile("w+") as output:
        try:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.PIPE,
                text=True,
            )
        except FileNotFoundError:
            name = f"Missing: {command[0]} (docs/runbook.md lists what is needed)"
            raise SystemExit(name) from None
        lines = []
        with process:
            _write(cast("IO[str]", process.stdin), stdin)
            for line in cast("IO[str]", process.stderr):
                lines.append(line)
                if slow and line.strip():
                    report(f"\n      {line.strip()}", end=" ")
        output.seek(0)
        return _Outcome(process.returncode, output.read(), "".join(lines))


def _write(stream: IO[str], text: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # a program that reads no input may have ended
        stream.write(text)
        stream.close()


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1][:200]


def report(line: str, end: str = "\n") -> None:
    print(line, end=end, flush=True)
