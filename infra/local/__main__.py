"""`python -m infra.local`: the local stack in the foreground, until Ctrl-C or SIGTERM."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from infra.functions import ROOT
from infra.local.addresses import Addresses
from infra.local.processes import ProcessExited
from infra.local.provision import ORGANIZER
from infra.local.stack import Stack, offset, report


def main() -> int:
    options = _options()
    at = Addresses(offset())
    if conflicts := at.conflicts():
        advice = "Stop that program, or move every port: PORT_OFFSET=100 make run"
        print("\n".join([*conflicts, advice]), file=sys.stderr)
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    state: Path = options.state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    report(f"Starting the emulators, the functions and the site; logs in {state / 'logs'}")
    try:
        with Stack(at, state, hot_reload=options.dev).running() as stack:
            report(f"inbox: {at.url('inbox')}  ·  sign in as {' / '.join(ORGANIZER.values())}")
            report(f"analytics: {at.url('analytics')}")
            report(f"ready: {at.url('site')}  (Ctrl-C stops it)")
            stack.watch()
    except KeyboardInterrupt:
        report("Stopped. No process is left running.")
    except ProcessExited as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # a second one would leave processes behind
    report("\nStopping …")
    raise KeyboardInterrupt


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument(
        "--state", type=Path, default=ROOT / ".local", help="the folder of its files"
    )
    parser.add_argument("--dev", action="store_true", help="serve the front end with hot reload")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
