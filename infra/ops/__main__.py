"""`python -m infra.ops`: look at events, and mend what could not mend itself.

With --local it works on the running `make run`; otherwise on --project with your own credentials.
"""

import argparse
import json
import os
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from infra.functions import ROOT

_EVER = datetime(1, 1, 1, tzinfo=UTC)
Command = Callable[[argparse.Namespace], int]


def main() -> int:
    options = _options()
    os.environ.update(_environment(options))
    # Imported only now: settings and emulator addresses are read from the environment.
    from infra.ops import commands  # noqa: PLC0415

    command: Command = getattr(commands, options.command.replace("-", "_"))
    return command(options)


def _environment(options: argparse.Namespace) -> dict[str, str]:
    if options.local:
        return _local(options.state / "stack.json")
    if not options.project:
        raise SystemExit("Name the project: --project PROJECT (or --local for make run)")
    return {
        "GOOGLE_CLOUD_PROJECT": options.project,
        "PUBLIC_URL": options.site or f"https://{options.project}.web.app",
        "BUCKET": options.bucket or f"{options.project}-media",
    }


def _local(file: Path) -> dict[str, str]:
    if not file.exists():
        raise SystemExit("Nothing runs here: start it with make run")
    stack = json.loads(file.read_text())
    return {
        "GOOGLE_CLOUD_PROJECT": stack["project"],
        "PUBLIC_URL": stack["site"],
        "BUCKET": stack["bucket"],
        "FIRESTORE_EMULATOR_HOST": stack["firestore"],
        "PUBSUB_EMULATOR_HOST": stack["pubsub"],
        "STORAGE_EMULATOR_HOST": stack["storage"],
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.ops", description=__doc__)
    parser.add_argument("--project", help="the Google Cloud project")
    parser.add_argument("--site", help="its public address; https://PROJECT.web.app unless told")
    parser.add_argument("--bucket", help="its bucket of covers; PROJECT-media unless told")
    parser.add_argument("--local", action="store_true", help="the running make run")
    parser.add_argument("--state", type=Path, default=ROOT / ".local", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help: str, *, event: bool = True) -> argparse.ArgumentParser:  # noqa: A002
        made = commands.add_parser(name, help=help, description=help)
        if event:
            about = "the event's ID, which is its idempotency key"
            made.add_argument("event", metavar="EVENT", type=_canonical, help=about)
        return made

    command("show", "An event and the state of its work")
    command("pending", "Work that is due, the longest first", event=False)
    retry = command(
        "retry",
        "Try unfinished and failed work again, and covers that had to be composed",
        event=False,
    )
    retry.add_argument("event", metavar="EVENT", type=_canonical, nargs="?", help="one event's ID")
    retry.add_argument("--failed", action="store_true", help="every event whose work failed")
    retry.add_argument("--since", type=_instant, default=_EVER, help="published since then, UTC")
    dead = command("replay-dead", "Publish what the workers could not take again", event=False)
    dead.add_argument("--discard", action="store_true", help="drop what is no message of ours")
    command("unpublish", "Take a page down (410), and stop its work")
    purge = command("purge", "Delete an event, its tickets, page, slug and objects")
    purge.add_argument(
        "--yes", action="store_true", help="really; otherwise only say what would go"
    )
    return parser.parse_args()


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time like 2027-06-12T18:00Z") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _canonical(key: str) -> str:
    try:
        return str(uuid.UUID(key))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{key!r} is no event's ID") from None


if __name__ == "__main__":
    sys.exit(main())
