"""The same of every fault of a change: in a file of its own, which another process can run."""

import pytest

from tests.faults import changes
from tests.faults.matrix import run
from tests.faults.row import Row
from tests.support.stack import Stack


@pytest.mark.parametrize(
    "row", [row for row in changes.ROWS if not row.slow], ids=lambda row: row.fault
)
def test_nothing_is_lost_and_nothing_happens_twice(stack: Stack, row: Row) -> None:
    for each in run(row, stack):
        verdict = each.verdict()
        assert not verdict.lost
        assert not verdict.duplicated
