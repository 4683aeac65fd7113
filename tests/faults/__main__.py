"""`make faults`: every row many times, and what came of it. Exit code 1 if anything was lost."""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

from tests.faults.matrix import ROWS, Row, run
from tests.stack import Stack, running

_AT_ONCE = 4


@dataclass
class Count:
    tries: int = 0
    published: int = 0
    lost: int = 0
    duplicated: int = 0
    mails_twice: int = 0
    """The one duplicate that I6 allows: same Message-ID, worker or answer lost in between."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--tries", type=int, default=14, help="of every row")
    parser.add_argument("--row", default="", help="only rows whose name holds this")
    options = parser.parse_args()
    rows = [row for row in ROWS if options.row in row.fault]
    print(f"{'fault':48}{'tries':>7}{'events':>8}{'lost':>6}{'twice':>7}{'I6':>5}", flush=True)
    total = Count()
    with running() as stack:
        for row in rows:
            count = _played(stack, row, max(1, options.tries // 7) if row.slow else options.tries)
            _print(row.fault, count)
            for name, value in vars(count).items():
                setattr(total, name, getattr(total, name) + value)
    _print("all", total)
    return 1 if total.lost or total.duplicated else 0


def _played(stack: Stack, row: Row, tries: int) -> Count:
    count = Count(tries=tries)
    with ThreadPoolExecutor(1 if row.alone else _AT_ONCE) as pool:
        rounds = list(pool.map(lambda _: run(row, stack), range(tries)))
    for each in chain.from_iterable(rounds):
        verdict = each.verdict()
        count.published += each.was_published
        count.lost += bool(verdict.lost)
        count.duplicated += bool(verdict.duplicated)
        count.mails_twice += len(stack.mails(each.person.email)) > 1
        if verdict.lost or verdict.duplicated:
            print(json.dumps({"key": each.key} | vars(verdict)), flush=True)
    return count


def _print(name: str, count: Count) -> None:
    print(
        f"{name:48}{count.tries:7}{count.published:8}{count.lost:6}{count.duplicated:7}"
        f"{count.mails_twice:5}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
