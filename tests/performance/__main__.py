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
    soak,
    sweep,
    views,
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
    "views": views.figures,
    "web": web.figures,
    "peer": firebase.figures,
    "soak": soak.figures,
}
_ONLY_IF_NAMED = {"soak"}
"""It takes an hour."""
_FILE = ROOT / ".local/bench.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.performance", description=__doc__)
    parser.add_argument("sections", nargs="*", help=f"of {', '.join(_SECTIONS)}")
    parser.add_argument("--base", type=Path, help="another checkout, measured in the same run")
    parser.add_argument("--draw", action="store_true", help="also the curves in docs/images")
    options = parser.parse_args()
    chosen = options.sections or [name for name in _SECTIONS if name not in _ONLY_IF_NAMED]
    LOG.unlink(missing_ok=True)
    print(HEADING, flush=True)
    found: list[Figure] = []
    with world(options.base, draws=options.draw) as measured:
        for name in chosen:
            for figure in _SECTIONS[name](measured):
                print(figure.line(), flush=True)
                found.append(figure)
    write(_FILE, found)
    print(f"Written to {_FILE.relative_to(ROOT)}")
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
