"""`make deploy-diff`: where the cloud is not as the files say, a line each."""

import json
from collections.abc import Iterator

from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Command, Stage, Step, shell
from infra.deploy.target import Target

_OURS = "serviceAccount:event-"


def lines(stages: tuple[Stage, ...], target: Target, executor: Executor) -> Iterator[str]:
    """Changes nothing. Steps that leave nothing to ask about have no lines."""
    steps = [step for stage in stages for step in stage.steps]
    for step in steps:
        if step.unless:
            try:
                yield from (f"{step.title}: {line}" for line in _of(step, executor))
            except (CommandFailed, SystemExit) as error:  # or several have its name
                yield f"{step.title}: cannot be compared: {error}"
    try:
        yield from _roles_of_nobodys(steps, target, executor)
    except CommandFailed as error:
        yield f"roles: cannot be compared: {error}"


def _of(step: Step, executor: Executor) -> list[str]:
    found = executor.found(step)
    if found is None:
        return ["not in the cloud"]
    hint = "" if step.update else "; a rollout changes it"
    return [f"{line}{hint}" for line in executor.differences(step, found)]


def _roles_of_nobodys(steps: list[Step], target: Target, executor: Executor) -> Iterator[str]:
    """What our accounts and strangers may do without any file saying so."""
    granted: dict[Command, set[tuple[str, str]]] = {}
    for step in steps:
        for part in step.command:
            if step.unless and isinstance(part, str) and part.startswith("--role="):
                who = executor.plain(step.wanted)["members"].values
                pairs = {(part.removeprefix("--role="), member) for member in who}
                granted.setdefault(step.unless, set()).update(pairs)
    for question, wanted in granted.items():
        for role, member in _bindings(executor.asked(question)):
            if _concerns_us(member, target) and (role, member) not in wanted:
                yield f"{member} has {role}, which no file says: {shell(question)}"


def _concerns_us(member: str, target: Target) -> bool:
    ours = f"@{target.project}.iam.gserviceaccount.com"
    return member == "allUsers" or (member.startswith(_OURS) and member.endswith(ours))


def _bindings(answer: str | None) -> Iterator[tuple[str, str]]:
    for binding in json.loads(answer or "{}").get("bindings", []):
        for member in binding["members"]:
            yield binding["role"], member
