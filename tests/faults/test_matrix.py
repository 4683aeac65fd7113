"""Every fault of a publish once: nothing lost, nothing twice. `make faults` does it many times."""

import pytest

from tests.faults import changes
from tests.faults.matrix import ROWS, run
from tests.faults.row import Row
from tests.support.stack import Stack

PUBLISHING = [row for row in ROWS if row not in changes.ROWS]


@pytest.mark.parametrize(
    "row", [row for row in PUBLISHING if not row.slow], ids=lambda row: row.fault
)
def test_nothing_is_lost_and_nothing_happens_twice(stack: Stack, row: Row) -> None:
    for each in run(row, stack):
        verdict = each.verdict()
        assert not verdict.lost
        assert not verdict.duplicated
