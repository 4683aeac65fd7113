"""`make faults`: every row many times, and what came of it.

A round whose fault did not come about is begun anew, and counted as not arranged in the end. Exit
code 1 if anything was lost or happened twice, or if no round of a row was arranged.
"""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.faults.matrix import ROWS, run
from tests.faults.row import Row
from tests.support.attempts import NotArranged, Try
from tests.support.stack import Stack, running

_AT_ONCE = 4


@dataclass
class Count:
    tries: int = 0
    published: int = 0
    lost: int = 0
    duplicated: int = 0
    not_arranged: int = 0
    mails_twice: int = 0
    """The one duplicate that I6 allows: same Message-ID, worker or answer lost in between."""


def main() -> int:
    summary = __doc__ and __doc__.partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=summary)
    parser.add_argument("--tries", type=int, default=8, help="of every row")
    parser.add_argument("--row", default="", help="only rows whose name holds this")
    options = parser.parse_args()
    rows = [row for row in ROWS if options.row in row.fault]
    print(
        f"{'fault':48}{'tries':>7}{'events':>8}{'lost':>6}{'twice':>7}{'I6':>5}"
        f"{'not arranged':>14}",
        flush=True,
    )
    total = Count()
    unproved = []
    with running() as stack:
        for row in rows:
            count = played(stack, row, max(1, options.tries // 4) if row.slow else options.tries)
            _print(row.fault, count)
            if count.not_arranged == count.tries:
                unproved.append(row.fault)
            for name, value in vars(count).items():
                setattr(total, name, getattr(total, name) + value)
    _print("all", total)
    for fault in unproved:
        print(f"never arranged: {fault}")
    return 1 if total.lost or total.duplicated or unproved else 0


def played(stack: Stack, row: Row, tries: int) -> Count:
    count = Count(tries=tries)
    with ThreadPoolExecutor(1 if row.alone else _AT_ONCE) as pool:
        rounds = [pool.submit(run, row, stack) for _ in range(tries)]
    for each in rounds:
        if error := each.exception():
            if isinstance(error, NotArranged):
                count.not_arranged += 1
            else:
                count.lost += 1
            print(f"{type(error).__name__}: {error}", flush=True)
            continue
        for one in each.result():
            _judge(one, count)
    return count


def _judge(one: Try, count: Count) -> None:
    verdict = one.verdict()
    count.published += one.was_published
    count.lost += bool(verdict.lost)
    count.duplicated += bool(verdict.duplicated)
    mails = one.message_ids()
    count.mails_twice += len(mails) > len(set(mails))
    if verdict:
        print(json.dumps({"key": one.key} | vars(verdict)), flush=True)


def _print(name: str, count: Count) -> None:
    print(
        f"{name:48}{count.tries:7}{count.published:8}{count.lost:6}{count.duplicated:7}"
        f"{count.mails_twice:5}{count.not_arranged:14}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
