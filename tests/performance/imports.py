"""What a cold start loads until its first answer: milliseconds of importing, by package."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.performance import cold
from tests.performance.report import Figure
from tests.performance.serving import LOG
from tests.performance.world import World

_ROUNDS = 5
_SHOWN = 20
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
_OURS = ("functions", "shared")
_DEPTH = {"google": 3}
"""How many parts of a module's name are its package's; of others one."""


def figures(world: World) -> list[Figure]:
    """Prints the packages that take longest; a module's time is the least of all rounds.

    Timing each import makes it slower: the times are for comparing.
    """
    for name, start in cold.starts(world).items():
        best: dict[str, int] = {}
        for _ in range(_ROUNDS):
            for module, microseconds in _imported(start):
                best[module] = min(microseconds, best.get(module, microseconds))
        _show(name, best)
    return []


def _imported(start: cold.Start) -> Iterator[tuple[str, int]]:
    """Modules, and the microseconds that each took without those that it imports."""
    seen = LOG.stat().st_size if LOG.exists() else 0
    start.measured(PYTHONPROFILEIMPORTTIME="1")
    with LOG.open() as log:
        log.seek(seen)
        for line in log:
            if found := _LINE.match(line):
                yield found[2], int(found[1])


def _show(name: str, best: dict[str, int]) -> None:
    total, count = Counter[str](), defaultdict[str, int](int)
    for module, microseconds in best.items():
        package = _package(module)
        total[package] += microseconds
        count[package] += 1
    print(f"\n{name}: {len(best)} modules, {sum(best.values()) / 1e3:.0f} ms", flush=True)
    for package, microseconds in total.most_common(_SHOWN):
        print(f"{microseconds / 1e3:10.1f} ms {count[package]:5} {package}", flush=True)


def _package(module: str) -> str:
    parts = module.split(".")
    return "ours" if parts[0] in _OURS else ".".join(parts[: _DEPTH.get(parts[0], 1)])
