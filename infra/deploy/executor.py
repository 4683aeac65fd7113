"""Runs a plan: skips what exists, retries what fails, and reports every step."""

import os
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from infra.deploy.steps import Argument, Command, Lookup, Stage, Step, shell
from infra.functions import ROOT

_RETRY_DELAYS = (5, 15, 40)  # seconds: a new resource is not visible everywhere at once
_ENVIRONMENT = {"CLOUDSDK_CORE_DISABLE_PROMPTS": "1"}


class CommandFailed(Exception):
    """A command failed on its last attempt. Completed steps are skipped by the next run."""


@dataclass
class Executor:
    """Runs commands in the root of the checkout. Each lookup is run once."""

    retry_delays: tuple[float, ...] = _RETRY_DELAYS
    _answers: dict[Lookup, str] = field(default_factory=dict)

    def execute(self, stages: Iterable[Stage]) -> None:
        """Raises CommandFailed at the first step that fails."""
        stages = tuple(stages)
        count, total = 0, sum(len(stage.steps) for stage in stages)
        for stage in stages:
            report(f"\n{stage.title}")
            for step in stage.steps:
                count += 1
                report(f"  [{count:3}/{total}] {step.title} …", end=" ")
                report(self.run(step))

    def run(self, step: Step) -> str:
        """Run the step if it is needed; returns `done`, `updated` or `exists already`."""
        exists = step.unless is not None and bool(self.output(step.unless))
        if not exists:
            self._run_with_retries(step.command, step.secret)
            return "done"
        if step.update is None:
            return "exists already"
        self._run_with_retries(step.update, step.secret)
        return "updated"

    def output(self, command: Command) -> str | None:
        """What the command prints; None if it fails."""
        completed = _run(self._resolved(command), "")
        return completed.stdout.strip() if completed.returncode == 0 else None

    def _run_with_retries(self, command: Command, secret: str | None) -> None:
        # A build that failed would fail again, minutes later.
        for delay in () if "--source=." in command else self.retry_delays:
            if self._error(command, secret) is None:
                return
            time.sleep(delay)
        if error := self._error(command, secret):
            raise CommandFailed(f"This failed:\n  {shell(command)}\n{error}")

    def _error(self, command: Command, secret: str | None) -> str | None:
        """Run the command: None if it succeeds, else its error output without the secret."""
        stdin = os.environ[secret] if secret else ""
        try:
            completed = _run(self._resolved(command), stdin)
        except CommandFailed as error:
            return str(error)
        if completed.returncode == 0:
            return None
        output = (completed.stderr or completed.stdout).strip() or "(no output)"
        return output.replace(stdin, f"<{secret}>") if stdin else output

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
                raise CommandFailed(f"No answer: {shell(lookup.command)}")
            self._answers[lookup] = answer
        return self._answers[lookup]


def _run(command: tuple[str, ...], stdin: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | _ENVIRONMENT,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise SystemExit(f"Missing: {command[0]} (docs/runbook.md lists what is needed)") from None


def report(line: str, end: str = "\n") -> None:
    print(line, end=end, flush=True)
