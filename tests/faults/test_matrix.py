"""Every fault once: nothing lost, nothing twice. `make faults` does it many times over."""

import pytest

from tests.faults.matrix import ROWS, run
from tests.faults.row import Row
from tests.support.stack import Stack


@pytest.mark.parametrize("row", [row for row in ROWS if not row.slow], ids=lambda row: row.fault)
def test_nothing_is_lost_and_nothing_happens_twice(stack: Stack, row: Row) -> None:
    for each in run(row, stack):
        verdict = each.verdict()
        assert not verdict.lost
        assert not verdict.duplicated
