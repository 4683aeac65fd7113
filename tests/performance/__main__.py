"""`make bench`: what the functions cost, as ratios to a floor measured in the same run."""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from infra.functions import ROOT
from tests.performance import (
    burst,
    change,
    cold,
    firebase,
    growth,
    imports,
    memory,
    page,
    publish,
    sweep,
    web,
)
from tests.performance.report import HEADING, Figure, write
from tests.performance.serving import LOG
from tests.performance.world import World, world

_SECTIONS: dict[str, Callable[[World], Iterable[Figure]]] = {
    "publish": publish.figures,
    "change": change.figures,
    "page": page.figures,
    "cold": cold.figures,
    "imports": imports.figures,
    "memory": memory.figures,
    "growth": growth.figures,
    "sweep": sweep.figures,
    "burst": burst.figures,
    "web": web.figures,
    "peer": firebase.figures,
}
_FILE = ROOT / ".local/bench.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.performance", description=__doc__)
    parser.add_argument("sections", nargs="*", help=f"of {', '.join(_SECTIONS)}; default: all")
    parser.add_argument("--base", type=Path, help="another checkout, measured in the same run")
    options = parser.parse_args()
    chosen = options.sections or list(_SECTIONS)
    LOG.unlink(missing_ok=True)
    print(HEADING, flush=True)
    found: list[Figure] = []
    with world(options.base) as measured:
        for name in chosen:
            for figure in _SECTIONS[name](measured):
                print(figure.line(), flush=True)
                found.append(figure)
    write(_FILE, found)
    print(f"Written to {_FILE.relative_to(ROOT)}")
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
