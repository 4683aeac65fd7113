"""Every command that the deployment can print, for a project that does not exist."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from infra.deploy import health, preflight, services, traffic
from infra.deploy.executor import Executor
from infra.deploy.plan import plan
from infra.deploy.steps import Argument, Command, Lookup, Stage, Step
from infra.deploy.target import Target
from infra.functions import ROOT, Function, functions

# In CI it must be installed: there the test fails.
GCLOUD = pytest.mark.skipif(
    not shutil.which("gcloud") and not os.environ.get("CI"), reason="gcloud is not installed"
)
RUNBOOK = ROOT / "docs/runbook.md"


def target(**more: str) -> Target:
    given = {"PROJECT": "p-test", "REGION": "europe-west1", "RELEASE": "r1"}
    return Target.read(given | more, functions())


FULL = target(
    GITHUB_REPO="acme/events",
    ALERT_EMAIL="oncall@example.com",
    SUPPORT_EMAIL="help@example.com",
    RECAPTCHA_KEY="6Lc-site-key",
    CHECK_REVOKED="true",
    FIRESTORE_LOCATION="eur3",
    ALLOWED_ORIGINS="https://a.example,https://b.example",
)


def function(name: str) -> Function:
    return next(row for row in functions() if row.name == name)


def commands(stages: tuple[Stage, ...]) -> list[tuple[str, ...]]:
    """As text: a lookup in an argument is a shell's `$(…)`."""
    return [tuple(map(str, step.command)) for stage in stages for step in stage.steps]


def steps() -> Iterator[Step]:
    """Of a deployment, a rollout from its first percent to its last, back, and a whole pause."""
    for stage in plan(FULL, functions()):
        yield from stage.steps
    before = traffic.Traffic({"publish-r0": 100}, {})
    for percent in (0, 1, 100):
        yield from traffic.rollout(FULL, function("publish"), percent, before)
    after = traffic.Traffic({"publish-r1": 100}, {"stable": "publish-r0"})
    paused = traffic.Traffic({"publish-paused": 100}, after.tags | {"resumed": "publish-r1"})
    yield from traffic.rollback(FULL, function("publish"), after)
    yield from traffic.pause(FULL, function("publish"), before)
    yield from traffic.rollback(FULL, function("publish"), paused)
    yield from traffic.resume(FULL, function("publish"), paused)


@dataclass
class RecordingExecutor(Executor):
    """Runs nothing, and records the commands whose output is wanted."""

    answer: str | None = None
    recorded: list[Command] = field(default_factory=list)

    def output(self, command: Command) -> str | None:
        self.recorded.append(command)
        return self.answer


def all_commands() -> set[Command]:
    """Also those of `unless` and `update`, of lookups, of `deploy-check` and of `health`."""
    executor = RecordingExecutor()
    list(health.checks(target(PUBLIC_URL="http://127.0.0.1:9"), functions(), executor))
    found = {c for step in steps() for c in (step.command, step.unless, *_updates(step)) if c}
    executor.answer = "{}"
    list(preflight.checks(FULL, functions(), executor))
    found |= set(executor.recorded)
    found.add(services.list_revisions(FULL))
    return found | {lookup.command for command in found for lookup in lookups(command)}


def _updates(step: Step) -> Iterator[Command]:
    """Also those that depend on what is found: here something that differs in everything."""
    for state in ({"deleted": True, "state": "DELETED"}, {"state": "ACTIVE"}):
        found = {"name": "projects/p-test/found/1", "message": "other"} | state
        picked = found if step.pick else "projects/p-test/found/1"
        update = step.update(picked) if callable(step.update) else step.update
        yield from (update,) if update else ()
        yield from step.delete(picked) if callable(step.delete) else step.delete


def lookups(command: Command) -> Iterator[Lookup]:
    for argument in command:
        if isinstance(argument, Argument):
            yield from (part for part in argument.parts if isinstance(part, Lookup))


def runbook_lines() -> list[str]:
    """Every command of the runbook's shell blocks, a line each, without what is piped into it."""
    blocks = re.findall(r"```sh\n(.*?)```", RUNBOOK.read_text(), re.DOTALL)
    text = "\n".join(blocks).replace("$PROJECT", "p-test").replace("$REGION", "europe-west1")
    lines = text.replace("\\\n", " ").splitlines()
    return [line.partition("  # ")[0].rpartition(" | ")[2].strip() for line in lines if line]


def environment(**more: str) -> dict[str, str]:
    """The test's own, but for what would change a plan: that is the committed example's."""
    known = Target.settings(functions()) | {"GEMINI_API_KEY", "SMTP_URL", "RELEASE"}
    kept = {name: value for name, value in os.environ.items() if name not in known}
    return kept | {"ENV": "example"} | more


def anchors() -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", RUNBOOK.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}
