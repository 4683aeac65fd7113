"""`python -m infra.deploy`: print or run a deployment, and move traffic between revisions.

ENV names the file in deploy/ that has the settings; docs/runbook.md lists them.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial

from infra.deploy import (
    destroy,
    drift,
    environments,
    health,
    pipeline,
    preflight,
    site,
    storage,
    traffic,
)
from infra.deploy.executor import CommandFailed, Executor, environment, report
from infra.deploy.plan import plan
from infra.deploy.services import SWITCH, Deployed, list_revisions
from infra.deploy.steps import Stage, Step, shell
from infra.deploy.target import Target, commit
from infra.functions import Function, functions


def main() -> int:
    options = _options()
    command = {
        "plan": _plan,
        "check": _check,
        "run": _deploy,
        "rollout": _rollout,
        "rollback": _rollback,
        "pause": _pause,
        "resume": _resume,
        "health": _health,
        "diff": _diff,
        "destroy": _destroy,
    }[options.command]
    try:
        return command(options)
    except CommandFailed as error:
        hint = "Fix the cause and run it again: it skips what is done."
        print(f"failed\n\n{error}\n\n{hint}", file=sys.stderr)
        return 1


def _plan(_: argparse.Namespace) -> int:
    """The commands on stdout, one a line, to be pasted; the titles of their stages on stderr."""
    target = environments.target(release=commit() or "uncommitted")
    site.write_configuration(target)  # some of the commands read what is written
    site.write_site(target)
    exports = (f"{name}={value}" for name, value in environment(target.project).items())
    print("export", *exports, flush=True)
    for stage in plan(target, functions()):
        print(f"\n# {stage.title}", file=sys.stderr, flush=True)
        for step in stage.steps:
            print(shell(step.command, step.secret), flush=True)
    return 0


def _check(_: argparse.Namespace) -> int:
    """The executor does not wait here: what is not there yet is what is asked about."""
    target = environments.target()
    findings = []
    for finding in preflight.checks(target, functions(), Executor(target.project, patience=0)):
        report(str(finding))
        findings.append(finding)
    return 1 if any(finding.passed is False for finding in findings) else 0


def _deploy(_: argparse.Namespace) -> int:
    target = _release_target()
    missing = [] if "MAIL_FROM" in environments.current() else ["MAIL_FROM (in the file)"]
    missing += [f"{name} (exported)" for name in _secrets_without_value(target)]
    if missing:
        raise SystemExit(f"Missing: {', '.join(missing)}")
    site.write_configuration(target)
    site.write_site(target)
    executor = _executor(target)
    executor.execute(plan(target, functions(), _deployed(target, executor)))
    report(f"\nDeployed: {target.variables['PUBLIC_URL']}")
    if not target.support_email:
        report("Sign-in with Google is as it was: SUPPORT_EMAIL=… in the file sets it up")
    if not target.alert_email:
        report("Alerts notify nobody: set ALERT_EMAIL=… in the file")
    if target.github_repo:
        report(
            f"GitHub's variable WORKLOAD_IDENTITY_PROVIDER: {pipeline.provider(executor, target)}"
        )
    return 0


def _secrets_without_value(target: Target) -> Iterator[str]:
    """The secrets that are neither exported nor in the cloud already."""
    executor = Executor(target.project, patience=0)
    for name in sorted(environments.secret_names()):
        try:
            stored = executor.output(storage.newest_version(target, name))
        except CommandFailed:  # a fresh project has no such API yet
            stored = None
        if not stored and not os.environ.get(name):
            yield name


def _diff(_: argparse.Namespace) -> int:
    """Exit code 1 if something differs."""
    target = environments.target()
    site.write_configuration(target)
    stages = plan(target, functions(), Deployed(image="any"))
    found = list(drift.lines(stages, target, Executor(target.project, patience=0)))
    for line in found:
        report(line)
    report("" if found else "The cloud is as the files say.")
    return 1 if found else 0


def _destroy(_: argparse.Namespace) -> int:
    target = environments.target()
    site.write_configuration(target)
    stages = plan(target, functions(), Deployed(image="any"))
    return destroy.destroy(stages, target, _executor(target), input)


def _rollout(options: argparse.Namespace) -> int:
    target = _release_target()
    executor = _executor(target)
    for function in _selected(options.function):
        now = _current_traffic(target, function, executor)
        image = _deployed(target, executor).image
        steps = traffic.rollout(target, function, options.percent, now, image)
        executor.execute([Stage(function.name, steps)])
        if not steps:
            report("  this release serves already: nothing to roll out")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    target = environments.target()
    rows = _selected(options.function)[::-1]  # what people wait for comes first
    return _moved(target, rows, partial(traffic.rollback, target), "nothing to go back to")


def _pause(_: argparse.Namespace) -> int:
    target = environments.target()
    pause = partial(traffic.pause, target)
    return _moved(target, _switched(), pause, "it is paused already")


def _resume(_: argparse.Namespace) -> int:
    """A rollout that is under way is left alone."""
    target = environments.target()
    return _moved(target, _switched(), partial(traffic.resume, target), "it is not paused")


def _moved(
    target: Target,
    functions: tuple[Function, ...],
    steps: Callable[[Function, traffic.Traffic], tuple[Step, ...]],
    otherwise: str,
) -> int:
    """Goes on after a failure: in an emergency every function whose traffic can move should.

    `otherwise` says why there are no steps.
    """
    executor, failures = _executor(target), []
    for function in functions:
        try:
            now = _current_traffic(target, function, executor)
            moving = steps(function, now)
            executor.execute([Stage(function.name, moving)])
            if not moving:
                report(f"  {otherwise}: {now.serving} stays")
        except (CommandFailed, SystemExit) as error:
            report(f"\n{function.name}\n  {error}")
            failures.append(function.name)
    if failures:
        report(f"\nThis failed for: {', '.join(failures)}")
    return 1 if failures else 0


def _health(_: argparse.Namespace) -> int:
    healthy = True
    target = environments.target()
    for passed, line in health.checks(target, functions(), Executor(target.project, patience=0)):
        report(f"{'ok  ' if passed else 'BAD '} {line}")
        healthy = healthy and passed
    return 0 if healthy else 1


def _release_target() -> Target:
    """Named by RELEASE, or else by the commit, of which nothing may be changed."""
    if release := os.environ.get("RELEASE") or commit():
        return environments.target(release)
    raise SystemExit("This is no clean Git checkout: commit your changes, or set RELEASE=…")


def _executor(target: Target) -> Executor:
    return Executor(project=target.project)


def _deployed(target: Target, executor: Executor) -> Deployed:
    return Deployed.read(target, functions(), executor.output(list_revisions(target)))


def _switched() -> tuple[Function, ...]:
    return tuple(row for row in functions() if SWITCH in row.environment)


def _selected(name: str | None) -> tuple[Function, ...]:
    """One function, or all from the table's end: each before the functions that call it."""
    return tuple(row for row in reversed(functions()) if name in (None, "", row.name))


def _current_traffic(target: Target, function: Function, executor: Executor) -> traffic.Traffic:
    if description := executor.output(traffic.describe_service(target, function.name)):
        return traffic.Traffic.read(description)
    raise SystemExit(f"There is no service {function.name} in {target.project}: make deploy")


def _percent(text: str) -> int:
    if text.isdecimal() and int(text) <= 100:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no share of the traffic: PERCENT=0 to 100")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    names = [function.name for function in functions()]

    def command(name: str, help: str) -> argparse.ArgumentParser:  # noqa: A002
        return commands.add_parser(name, help=help, description=help)

    command("plan", "Print every command of a deployment; run none")
    command("check", "Check what would stop a deployment; exit code 1 if something would")
    command("run", "Deploy: run the commands, skip what exists")
    rollout = command("rollout", "Send a share of the traffic to this release")
    rollout.add_argument("--percent", type=_percent, required=True, metavar="0-100")
    rollback = command("rollback", "Send all traffic to the revision that served before")
    for subparser in (rollout, rollback):
        subparser.add_argument("--function", choices=["", *names], help="default: all")
    command("pause", "Answer every publish and change with 503")
    command("resume", "Accept publishes and changes again")
    command("diff", "Compare the files with the cloud; exit code 1 if something differs")
    command("destroy", "Take down what was deployed, after asking twice")
    command("health", "Check services, sweep, dead letters and site; exit code 1 if one fails")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
