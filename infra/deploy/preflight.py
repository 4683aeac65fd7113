"""`make deploy-check`: what would stop a deployment half-way, before anything is made.

Each check is a line: `ok`, `BAD` with what to do, or `?` where Google did not say.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Command
from infra.deploy.target import Target
from infra.functions import Function

_COMPONENTS = ("alpha", "beta", "bq")
_SHARING = "iam.allowedPolicyMemberDomains"
_PUBLIC = "storage.publicAccessPrevention"


@dataclass(frozen=True)
class Finding:
    passed: bool | None
    """None: it could not be found out, which stops no deployment."""
    line: str

    def __str__(self) -> str:
        return f"{ {True: 'ok  ', False: 'BAD ', None: '?   '}[self.passed] }{self.line}"


def checks(
    target: Target, functions: tuple[Function, ...], executor: Executor
) -> Iterator[Finding]:
    account = _asked(
        executor, ("gcloud", "auth", "list", "--filter=status:ACTIVE", _value("account"))
    )
    if not account:
        yield Finding(passed=False, line="logged in: gcloud auth login")
        return
    yield Finding(passed=True, line=f"logged in as {account}")
    yield _components(executor)
    adc = ("gcloud", "auth", "application-default", "print-access-token", "--quiet")
    known = _asked(executor, adc)
    yield Finding(
        bool(known),
        "credentials of firebase" + _hint(known, "gcloud auth application-default login"),
    )
    yield _billing(target, executor)
    yield from _quotas(target, functions, executor)
    yield from _policies(target, executor)
    if target.enabled("REQUIRE_APP_CHECK") and not target.recaptcha_key:
        hint = "REQUIRE_APP_CHECK without RECAPTCHA_KEY: the site could not publish"
        yield Finding(passed=False, line=hint)
    yield _bucket(target, executor)


def _components(executor: Executor) -> Finding:
    version = _asked(executor, ("gcloud", "version", "--format=json"))
    missing = [name for name in _COMPONENTS if name not in json.loads(version or "{}")]
    hint = _hint(not missing, f"gcloud components install {' '.join(missing)}")
    return Finding(not missing, f"gcloud's components{hint}")


def _billing(target: Target, executor: Executor) -> Finding:
    describe = ("gcloud", "billing", "projects", "describe", target.project)
    answer = _asked(executor, (*describe, _value("billingEnabled")))
    if answer is None:
        return Finding(None, f"billing of {target.project}: no answer")
    link = f"gcloud billing projects link {target.project} --billing-account=…"
    enabled = answer.lower() == "true"
    return Finding(enabled, f"billing of {target.project}{_hint(enabled, link)}")


def _quotas(
    target: Target, functions: tuple[Function, ...], executor: Executor
) -> Iterator[Finding]:
    """Cloud Run compares each service's instances × CPU, and × memory, with them."""
    needed = {
        "CpuAllocPerProjectRegion": max(_most(target, f) * f.cpu * 1000 for f in functions),
        "MemAllocPerProjectRegion": max(_most(target, f) * _bytes(f.memory) for f in functions),
    }
    for name, amount in needed.items():
        describe = ("gcloud", "beta", "quotas", "info", "describe", name)
        place = ("--service=run.googleapis.com", target.flag, "--format=json")
        limit = _limit(_asked(executor, (*describe, *place)), target.region)
        if limit is None:
            yield Finding(None, f"{name}: no answer; a young project has room for 20 instances")
            continue
        enough = limit < 0 or amount <= limit
        hint = _hint(enough, f"ask for {amount}, or deploy with a smaller MAX_INSTANCES")
        yield Finding(enough, f"{name}: {amount} of {limit}{hint}")


def _most(target: Target, function: Function) -> int:
    public = function.trigger == "http"
    return (public and target.max_instances) or function.instances[1]


def _bytes(memory: str) -> int:
    return int(memory[:-2]) * (1024**3 if memory.endswith("Gi") else 1024**2)


def _limit(answer: str | None, region: str) -> int | None:
    """Of the region, or else of all of them."""
    found = None
    for info in json.loads(answer or "{}").get("dimensionsInfos", []):
        places = info.get("applicableLocations", [])
        if region in places or (found is None and "global" in places):
            found = int(info["details"]["value"])
    return found


def _policies(target: Target, executor: Executor) -> Iterator[Finding]:
    """Covers are objects that anyone may get."""
    describe = ("gcloud", "resource-manager", "org-policies", "describe")
    place = ("--effective", target.flag, "--format=json")
    public = _asked(executor, (*describe, _PUBLIC, *place))
    sharing = _asked(executor, (*describe, _SHARING, *place))
    for name, answer, forbids in (
        (_PUBLIC, public, json.loads(public or "{}").get("booleanPolicy", {}).get("enforced")),
        (_SHARING, sharing, json.loads(sharing or "{}").get("listPolicy", {}).get("allowedValues")),
    ):
        if answer is None:
            yield Finding(None, f"organization policy {name}: no answer")
        else:
            hint = _hint(not forbids, "ask for an exception: covers are public objects")
            yield Finding(not forbids, f"organization policy {name}{hint}")


def _bucket(target: Target, executor: Executor) -> Finding:
    """Names of buckets are everybody's: another project's answers 403."""
    describe = ("gcloud", "storage", "buckets", "describe", f"gs://{target.bucket}", _value("name"))
    try:
        found = executor.output(describe)
    except CommandFailed:
        return Finding(passed=False, line=f"bucket {target.bucket}: it is another's, set BUCKET")
    state = "exists" if found else "its name is free"
    return Finding(passed=True, line=f"bucket {target.bucket}: {state}")


def _asked(executor: Executor, command: Command) -> str | None:
    try:
        return executor.output(command)
    except CommandFailed:
        return None


def _value(field: str) -> str:
    return f"--format=value({field})"


def _hint(passed: object, hint: str) -> str:
    return "" if passed else f": {hint}"
