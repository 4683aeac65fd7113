"""When failed work is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.event.model import WorkName
from shared.event.retries import is_over, next_due

FIRST = datetime(2027, 6, 12, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempts", "delay"),
    [
        (1, 30 * SECOND),
        (2, 2 * MINUTE),
        (3, 10 * MINUTE),
        (4, HOUR),
        (5, 3 * HOUR),
        (6, 3 * HOUR),
        (40, 3 * HOUR),
    ],
)
def test_each_attempt_waits_longer_than_the_one_before(attempts: int, delay: timedelta) -> None:
    assert next_due("confirmation", attempts, FIRST, FIRST, chance=0) == FIRST + delay


def test_jitter_only_shortens_and_by_a_fifth_at_most() -> None:
    """The first retry relies on it: it is due before Pub/Sub delivers the message again."""
    waits = {
        chance: next_due("cover", 1, FIRST, FIRST, chance) - FIRST for chance in (0.0, 0.5, 1.0)
    }

    assert waits == {0.0: 30 * SECOND, 0.5: 27 * SECOND, 1.0: 24 * SECOND}


@pytest.mark.parametrize(("work", "hours"), [("cover", 24), ("confirmation", 48)])
def test_the_last_attempt_is_made_when_the_time_is_up(work: WorkName, hours: int) -> None:
    last = FIRST + hours * HOUR

    assert next_due(work, 20, FIRST, last - HOUR, chance=0) == last
    assert not is_over(work, FIRST, last - SECOND)
    assert is_over(work, FIRST, last)


@pytest.mark.parametrize("hours", [24, 30])
def test_what_could_not_even_be_given_up_in_time_is_tried_again(hours: int) -> None:
    late = FIRST + hours * HOUR

    assert next_due("cover", 9, FIRST, late, chance=0) == late + 3 * HOUR
