"""`python -m infra.smoke`: the canary's journey, from this machine, with a time for each step.

On the stack of `make run`; or on the deployment that ENV names, as in infra.deploy.
"""

import argparse
import json
import os
import sys
import uuid
from dataclasses import fields
from functools import partial
from pathlib import Path

from functions.canary import proofs
from functions.canary.app_check import Attestation
from functions.canary.journey import Journey, Line, Patience, Product
from infra.deploy import environments, secrets, services, traffic
from infra.deploy.executor import Executor, report
from infra.deploy.target import Target
from infra.functions import ROOT, functions
from infra.ops import environment

ALL = "all"


def main() -> int:
    options = _options()
    product = (
        _deployed(options.candidate)
        if os.environ.get("ENV")
        else _local(options.state, options.site)
    )
    report(f"{product.site}" + "".join(f"\n  {name} at {url}" for name, url in product.at.items()))
    try:
        went_well = Journey(product, _say, _patience(options)).make(
            f"smoke-{uuid.uuid4().hex[:12]}"
        )
    except KeyboardInterrupt:
        return 130
    report("All is well." if went_well else "Something is broken: docs/runbook.md#red-canary")
    return 0 if went_well else 1


def _say(line: Line) -> None:
    verdict = "BAD " if line.error else "ok  "
    report(f"{verdict} {line.seconds:6.2f} s  {line.name}" + (line.error and f": {line.error}"))


def _patience(options: argparse.Namespace) -> Patience:
    return Patience(options.work, options.page, options.sweep)


def _local(state: Path, site: str) -> Product:
    stack = environment.described(state)
    os.environ.update(environment.local(stack))
    key = os.environ.get("GEMINI_API_KEY", "local")
    return Product(
        site or stack["site"],
        {
            "GEMINI_API_KEY": partial(proofs.gemini, key, stack["gemini"]),
            "SMTP_URL": partial(proofs.mail_log_in, f"smtp://{stack['smtp']}"),
        },
    )


def _deployed(candidate: str) -> Product:
    target = environments.target()
    os.environ.update(environment.deployed(target))
    executor = Executor(target.project)
    at = _candidates(target, executor, candidate) if candidate else {}
    demanded = target.enabled("REQUIRE_APP_CHECK")
    attest = Attestation(target.project).token if demanded else None
    return Product(target.address, secrets.of(target, functions(), executor), at, attest)


def _candidates(target: Target, executor: Executor, candidate: str) -> dict[str, str]:
    """The addresses of the revisions under way of what a visitor calls: of one function, or all."""
    found = {}
    for row in functions():
        if row.trigger == "http" and candidate in (row.name, ALL):
            description = executor.output(traffic.describe_service(target, row.name))
            for entry in json.loads(description or '{"status": {}}')["status"].get("traffic", []):
                if entry.get("tag") == services.CANDIDATE:
                    found[row.name] = entry["url"]
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.smoke", description=__doc__)
    names = [row.name for row in functions()]
    parser.add_argument(
        "--candidate",
        choices=["", ALL, *names],
        help="call the candidate of this function, or all, past the site",
    )
    parser.add_argument("--state", type=Path, default=ROOT / ".local", help=argparse.SUPPRESS)
    parser.add_argument("--site", help=argparse.SUPPRESS)
    for each in fields(Patience):
        parser.add_argument(
            f"--{each.name}", type=float, default=each.default, help=argparse.SUPPRESS
        )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
