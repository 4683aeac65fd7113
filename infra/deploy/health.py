"""Is it well: what a person would look at first, each in a line."""

import json
from collections.abc import Iterator

import requests

from infra.deploy import traffic
from infra.deploy.executor import Executor
from infra.deploy.messaging import DEAD
from infra.deploy.target import Target
from infra.functions import Function

Finding = tuple[bool, str]


def findings(target: Target, functions: tuple[Function, ...], ask: Executor) -> Iterator[Finding]:
    for function in functions:
        yield _service(function, ask.output(traffic.described(target, function.name)))
    yield _sweep(target, ask)
    yield _dead_letters(target, ask)
    yield from _site(target.variables["PUBLIC_URL"])


def _service(function: Function, description: str | None) -> Finding:
    if not description:
        return False, f"{function.name}: no answer"
    conditions = {c["type"]: c["status"] for c in json.loads(description)["status"]["conditions"]}
    shares = traffic.Traffic.read(description)
    split = ", ".join(f"{name} {share}%" for name, share in shares.shares.items() if share)
    return conditions.get("Ready") == "True", f"{function.name}: {split}"


def _sweep(target: Target, ask: Executor) -> Finding:
    job = ("gcloud", "scheduler", "jobs", "describe", "sweep")
    said = ask.output((*job, f"--location={target.region}", target.flag, "--format=json"))
    if not said:
        return False, "sweep job: no answer"
    found = json.loads(said)
    state, last = found.get("state"), found.get("lastAttemptTime", "never")
    well = state == "ENABLED" and not found.get("status", {}).get("code")
    return well, f"sweep job: {state}, last run {last}"


def _dead_letters(target: Target, ask: Executor) -> Finding:
    """Looks without acknowledging: what is there comes again."""
    pull = ("gcloud", "pubsub", "subscriptions", "pull", DEAD, "--limit=10", target.flag)
    said = ask.output((*pull, "--format=value(message.messageId)"))
    if said is None:
        return False, "dead letters: no answer"
    found = len(said.split())
    return not found, f"dead letters: {'at least ' * bool(found)}{found}"


def _site(url: str) -> Iterator[Finding]:
    """Through Hosting, as a browser comes: the front end, no such page, a publish by nobody."""
    for method, path, wanted in (
        ("GET", "/", 200),
        ("GET", "/e/no-such-event", 404),
        ("POST", "/api/events/publish", 401),
    ):
        try:
            status = requests.request(method, url + path, timeout=15).status_code
        except requests.RequestException as error:
            yield False, f"{method} {path}: {type(error).__name__}"
        else:
            yield status == wanted, f"{method} {path}: {status}"
