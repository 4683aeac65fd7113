"""Carries out a plan: what is there is left alone, what fails is tried again, and all is told."""

import os
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from infra.deploy.steps import Command, Stage, Step, asked, shell
from infra.functions import ROOT

_PAUSES = (5, 15, 40)  # seconds: what was made a moment ago is not known everywhere at once
# Questions are for people at a terminal; a plan has none.
_ENVIRONMENT = {"CLOUDSDK_CORE_DISABLE_PROMPTS": "1"}


class Failed(Exception):
    """A command failed for good. What was done before it stands, and is found the next time."""


@dataclass
class Executor:
    """Runs commands in the checkout. What they answer is asked for once."""

    pauses: tuple[float, ...] = _PAUSES
    _answers: dict[Command, str] = field(default_factory=dict)

    def carry_out(self, stages: Iterable[Stage]) -> None:
        """Raises Failed at the first step that cannot be done."""
        stages = tuple(stages)
        count, total = 0, sum(len(stage.steps) for stage in stages)
        for stage in stages:
            say(f"\n{stage.title}")
            for step in stage.steps:
                count += 1
                say(f"  [{count:3}/{total}] {step.what} …", end=" ")
                say(self.run(step))

    def run(self, step: Step) -> str:
        """Do it unless it is done, and say in a word what that came to."""
        found = step.unless is not None and bool(self.output(step.unless))
        if found and not step.change:
            return "there already"
        command = step.change if found and step.change else step.command
        # A build that failed would fail again, minutes later.
        for pause in (*(() if "--source=." in command else self.pauses), None):
            error = self._tried(command, step.secret)
            if error is None:
                return "brought up to date" if found else "done"
            if pause is not None:
                time.sleep(pause)
        raise Failed(f"This failed:\n  {shell(command)}\n{error}")

    def output(self, command: Command) -> str | None:
        """What a question prints; None when it fails."""
        done = _run(self._resolved(command), "")
        return done.stdout.strip() if done.returncode == 0 else None

    def _tried(self, command: Command, secret: str | None) -> str | None:
        """None when it succeeded, else its last words."""
        given = os.environ[secret] if secret else ""
        try:
            done = _run(self._resolved(command), given)
        except Failed as error:
            return str(error)
        if done.returncode == 0:
            return None
        words = (done.stderr or done.stdout).strip()
        return words.replace(given, f"<{secret}>") if given else words

    def _resolved(self, command: Command) -> Command:
        return tuple(self._argument(part) for part in command)

    def _argument(self, part: str) -> str:
        """Raises Failed when what it needs to know has no answer."""
        if not (found := asked(part)):
            return part
        before, question, after = found
        if not self._answers.get(question):
            self._answers[question] = self.output(question) or ""
        if not (known := self._answers[question]):
            raise Failed(f"No answer: {shell(question)}")
        return f"{before}{known}{after}"


def _run(command: Command, given: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | _ENVIRONMENT,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise SystemExit(f"Missing: {command[0]} (docs/runbook.md tells what is needed)") from None


def say(line: str, end: str = "\n") -> None:
    print(line, end=end, flush=True)
