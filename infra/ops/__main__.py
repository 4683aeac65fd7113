"""`python -m infra.ops`: inspect events, retry their work, re-publish dead letters, delete.

With --local on the stack of `make run`; otherwise on the deployment that ENV names, as in
infra.deploy, with your own credentials.
"""

import argparse
import os
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from infra.deploy import environments
from infra.functions import ROOT
from infra.ops import environment

_EVER = datetime(1, 1, 1, tzinfo=UTC)
Command = Callable[[argparse.Namespace], int]


def main() -> int:
    options = _options()
    os.environ.update(_environment(options))
    # Imported after the environment is set: settings and emulator addresses are read from it.
    from infra.ops import commands  # noqa: PLC0415

    command: Command = getattr(commands, options.command.replace("-", "_"))
    return command(options)


def _environment(options: argparse.Namespace) -> dict[str, str]:
    if options.local:
        return environment.local(environment.described(options.state))
    target = environments.target()
    print(f"on {target.project}", file=sys.stderr)
    return environment.deployed(target)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.ops", description=__doc__)
    parser.add_argument("--local", action="store_true", help="use the local stack of make run")
    parser.add_argument("--state", type=Path, default=ROOT / ".local", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help: str, *, event: bool = True) -> argparse.ArgumentParser:  # noqa: A002
        subparser = commands.add_parser(name, help=help, description=help)
        if event:
            about = "the event's ID, which is its idempotency key"
            subparser.add_argument("event", metavar="EVENT", type=_canonical, help=about)
        return subparser

    command("show", "Print an event, the state of its cover and confirmation, and its revisions")
    command("pending", "List covers and confirmations that are due, the oldest first", event=False)
    retry = command(
        "retry",
        "Retry unfinished and failed work, and a cover that was only composed",
        event=False,
    )
    retry.add_argument("event", metavar="EVENT", type=_canonical, nargs="?", help="one event's ID")
    retry.add_argument("--failed", action="store_true", help="every event whose work failed")
    retry.add_argument(
        "--since", metavar="TIME", type=_instant, default=_EVER, help="only those published since"
    )
    dead = command("replay-dead", "Re-publish every dead letter", event=False)
    dead.add_argument("--discard", action="store_true", help="delete messages of unknown format")
    restore = command("restore", "Publish a revision of an event again, as the next one")
    restore.add_argument("revision", metavar="REVISION", type=_revision, help="as show lists them")
    command("unpublish", "Take an event's page down (410) and stop its work")
    purge = command("purge", "Delete an event with its tickets, changes, page and objects")
    purge.add_argument(
        "--yes", action="store_true", help="delete; without it, only list what would be deleted"
    )
    return parser.parse_args()


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time like 2027-06-12T18:00Z") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _revision(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a revision, such as 0")


def _canonical(key: str) -> str:
    try:
        return str(uuid.UUID(key))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{key!r} is not an event ID (a UUID)") from None


if __name__ == "__main__":
    sys.exit(main())
