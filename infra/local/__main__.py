"""`python -m infra.local`: the local stack in the foreground, until Ctrl-C or SIGTERM."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from infra.functions import ROOT
from infra.local.addresses import Addresses
from infra.local.processes import Died
from infra.local.provision import ORGANIZER
from infra.local.stack import Stack, offset, say


def main() -> int:
    options = _options()
    at = Addresses(offset())
    if taken := at.taken():
        advice = "End what listens there, or move every port: PORT_OFFSET=100 make run"
        print("\n".join([*taken, advice]), file=sys.stderr)
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    state: Path = options.state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    say(f"Starting the emulators, the functions and the site; logs in {state / 'logs'}")
    try:
        with Stack(at, state, reloading=options.dev).running() as stack:
            say(f"inbox: {at.url('inbox')}  ·  sign in as {' / '.join(ORGANIZER.values())}")
            say(f"ready: {at.url('site')}  (Ctrl-C ends it)")
            stack.watch()
    except KeyboardInterrupt:
        say("Stopped: nothing is left running.")
    except Died as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    for later in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(later, signal.SIG_IGN)  # the way out is short, and must be walked to its end
    say("\nStopping …")
    raise KeyboardInterrupt


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("--state", type=Path, default=ROOT / ".local", help="where its files go")
    parser.add_argument("--dev", action="store_true", help="the front end reloads as it is edited")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
