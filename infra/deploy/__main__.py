"""`python -m infra.deploy`: a plan, its execution, and the traffic. `make deploy` and its like.

Values come from the environment: PROJECT and REGION always; docs/runbook.md lists the others.
"""

import argparse
import os
import sys

from infra.deploy import health, site, traffic
from infra.deploy.executor import Executor, Failed, say
from infra.deploy.plan import plan
from infra.deploy.steps import Stage, shell
from infra.deploy.target import NEEDED_TO_DEPLOY, Target, commit
from infra.functions import Function, functions


def main() -> int:
    options = _options()
    command = {
        "plan": _plan,
        "run": _deploy,
        "rollout": _rollout,
        "rollback": _rollback,
        "pause": _pause,
        "resume": _resume,
        "health": _health,
    }[options.command]
    try:
        return command(options)
    except Failed as error:
        print(f"failed\n\n{error}\n\nRun it again: what was done is found.", file=sys.stderr)
        return 1


def _plan(_: argparse.Namespace) -> int:
    """The commands on stdout, one a line; their headings on stderr."""
    for stage in plan(_target(release=commit() or "uncommitted"), functions()):
        print(f"\n# {stage.title}", file=sys.stderr, flush=True)
        for step in stage.steps:
            print(shell(step.command), flush=True)
    return 0


def _deploy(_: argparse.Namespace) -> int:
    missing = [name for name in NEEDED_TO_DEPLOY if not os.environ.get(name)]
    if missing:
        raise SystemExit(f"Missing from the environment: {', '.join(missing)}")
    target = _releasing()
    site.write_configuration(target)
    Executor().carry_out(plan(target, functions()))
    project = target.project
    say(f"\nDeployed: {target.variables['PUBLIC_URL']}")
    say("By hand, once: switch on how people sign in (Google, email link), at")
    say(f"https://console.firebase.google.com/project/{project}/authentication/providers")
    if not target.alert_email:
        say("Nobody is told of alerts: deploy again with ALERT_EMAIL=…")
    return 0


def _rollout(options: argparse.Namespace) -> int:
    target, executor = _releasing(), Executor()
    for function in _chosen(options.function):
        now = _now(target, function, executor)
        steps = traffic.rollout(target, function, options.percent, now)
        executor.carry_out([Stage(function.name, steps)])
        if not steps:
            say("  this release is what served before: nothing to roll out")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    target = _target()
    for function in _chosen(options.function):
        Executor().carry_out([Stage(function.name, traffic.rollback(target, function))])
    return 0


def _pause(_: argparse.Namespace) -> int:
    target, executor = _target(), Executor()
    (publish,) = _chosen("publish")
    steps = traffic.pause(target, publish, _now(target, publish, executor))
    executor.carry_out([Stage("Pausing", steps)])
    return 0


def _resume(options: argparse.Namespace) -> int:
    options.function = "publish"
    return _rollback(options)


def _health(_: argparse.Namespace) -> int:
    well = True
    for ok, words in health.findings(_target(), functions(), Executor()):
        say(f"{'ok  ' if ok else 'BAD '} {words}")
        well = well and ok
    return 0 if well else 1


def _target(release: str = "none") -> Target:
    """`release` is for commands that deploy nothing new."""
    return Target.read({"RELEASE": release} | os.environ, functions())


def _releasing() -> Target:
    """Named by RELEASE, or else by the commit, which must then tell all of what is uploaded."""
    if release := os.environ.get("RELEASE") or commit():
        return _target(release)
    raise SystemExit("This checkout is no commit: commit it, or name the release with RELEASE=…")


def _chosen(name: str | None) -> tuple[Function, ...]:
    """All where none is named: who is called before who calls, which is the table from its end."""
    return tuple(row for row in reversed(functions()) if name in (None, "", row.name))


def _now(target: Target, function: Function, executor: Executor) -> traffic.Traffic:
    if description := executor.output(traffic.described(target, function.name)):
        return traffic.Traffic.read(description)
    raise SystemExit(f"There is no service {function.name} in {target.project}: make deploy")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    names = [function.name for function in functions()]

    def command(name: str, help: str) -> argparse.ArgumentParser:  # noqa: A002
        return commands.add_parser(name, help=help, description=help)

    command("plan", "Print every command of a deployment, and run none")
    command("run", "Run them; what is there already is left alone")
    moved = command("rollout", "Give this release a share of the traffic")
    moved.add_argument("--percent", type=int, required=True, choices=range(101), metavar="0-100")
    back = command("rollback", "Give it all to what served before")
    for one in (moved, back):
        one.add_argument("--function", choices=["", *names], help="all of them, unless told")
    command("pause", "Answer every publish with 503")
    command("resume", "Publish again")
    command("health", "What serves, what waits, what answers; 1 if something is wrong")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
