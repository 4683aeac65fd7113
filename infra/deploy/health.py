"""`make health`: one line a check, of what an operator would look at first."""

import json
from collections.abc import Iterator

import requests

from infra.deploy import secrets, traffic
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Command
from infra.deploy.target import Target
from infra.functions import Function
from infra.topics import DEAD_LETTERS

Check = tuple[bool, str]
"""Whether it passed, and what was seen."""


def checks(target: Target, functions: tuple[Function, ...], executor: Executor) -> Iterator[Check]:
    for function in functions:
        yield _service(target, function, executor)
    building, indexes = _indexes(target, executor)
    yield indexes
    for function in functions:
        if function.trigger == "schedule":
            yield _job(target, function, executor, building)
    yield _dead_letters(target, executor)
    yield from secrets.checks(target, functions, executor)
    yield from _site(target.address)


def _asked(executor: Executor, command: Command) -> tuple[str, str]:
    """What the command prints, and why it prints nothing."""
    try:
        output = executor.output(command)
    except CommandFailed as error:
        return "", f"no answer, {error.reason}"
    return output or "", "not found" if output is None else ""


def _service(target: Target, function: Function, executor: Executor) -> Check:
    description, why = _asked(executor, traffic.describe_service(target, function.name))
    if not description:
        return False, f"{function.name}: {why}"
    conditions = {c["type"]: c["status"] for c in json.loads(description)["status"]["conditions"]}
    shares = traffic.Traffic.read(description).shares
    split = ", ".join(f"{revision} {share}%" for revision, share in shares.items() if share)
    return conditions.get("Ready") == "True", f"{function.name}: {split}"


def _indexes(target: Target, executor: Executor) -> tuple[int, Check]:
    """How many are still being built, as in a deployment's first minutes, and the check."""
    composite = ("gcloud", "firestore", "indexes", "composite", "list")
    output, why = _asked(executor, (*composite, target.flag, "--format=json"))
    if why:
        return 0, (False, f"indexes: {why}")
    states = [index.get("state") for index in json.loads(output or "[]")]
    ready = states.count("READY")
    building = states.count("CREATING")
    broken = len(states) - ready - building
    line = f"indexes: {ready} ready, {building} being built"
    if broken:
        line += f", {broken} broken"
    return building, (bool(states) and not broken, line)


def _job(target: Target, function: Function, executor: Executor, building: int) -> Check:
    """Its runs fail for as long as an index is being built: that passes by itself."""
    describe = ("gcloud", "scheduler", "jobs", "describe", function.name)
    place = (f"--location={target.region}", target.flag)
    output, why = _asked(executor, (*describe, *place, "--format=json"))
    if not output:
        return False, f"{function.name} job: {why}"
    job = json.loads(output)
    state, last_run = job.get("state"), job.get("lastAttemptTime", "never")
    failed = bool(job.get("status", {}).get("code"))
    line = f"{function.name} job: {state}, last run {last_run}{', failed' if failed else ''}"
    if failed and building:
        line += ": it succeeds once the indexes are built"
    return state == "ENABLED" and (not failed or building > 0), line


def _dead_letters(target: Target, executor: Executor) -> Check:
    """Pulls without acknowledging: the messages stay in the subscription.

    Pub/Sub may answer none although there are some, so it is asked again before that is believed.
    """
    pull = ("gcloud", "pubsub", "subscriptions", "pull", DEAD_LETTERS, "--limit=10", target.flag)
    for _ in range(3):
        output, why = _asked(executor, (*pull, "--format=value(message.messageId)"))
        if why:
            return False, f"dead letters: {why}"
        if count := len(output.split()):
            return False, f"dead letters: at least {count}"
    return True, "dead letters: none found"


def _site(url: str) -> Iterator[Check]:
    """Through Hosting: the front end, an unknown page, a publish without token (or paused)."""
    for method, path, expected in (
        ("GET", "/", (200,)),
        ("GET", "/e/no-such-event", (404,)),
        ("POST", "/api/events/publish", (401, 503)),
    ):
        try:
            status = requests.request(method, url + path, timeout=15).status_code
        except requests.RequestException as error:
            yield False, f"{method} {path}: {type(error).__name__}"
        else:
            yield status in expected, f"{method} {path}: {status}"
