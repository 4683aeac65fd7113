"""What a page says before anything else, in its words."""

from datetime import timedelta
from typing import Any

import pytest

from functions.page.notice import Notice, notice
from tests.support.evening import ONLINE, page

START = page().starts_at
MOVED = {"previous_starts_at": START - timedelta(weeks=1)}
MOVED_ONLINE = {"moved_online": True, "location": ONLINE}

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, None),
        ({"status": "a later release's"}, None),
        (
            {"status": "cancelled"} | MOVED | MOVED_ONLINE,
            Notice("cancelled", "Cancelled", "This event is not taking place."),
        ),
        (
            {"status": "postponed"},
            Notice(
                "postponed",
                "Postponed",
                "No longer on Sat 12 June 2027, 19:30 CEST. A new date is not set yet.",
            ),
        ),
        (MOVED, Notice("moved", "New date", "Moved from Sat 5 June 2027, 19:30 CEST.")),
        (
            {"previous_starts_at": START - timedelta(hours=1)},
            Notice("moved", "New time", "Moved from Sat 12 June 2027, 18:30 CEST."),
        ),
        (
            MOVED | MOVED_ONLINE,
            Notice(
                "moved",
                "New date",
                "Moved from Sat 5 June 2027, 19:30 CEST. It now takes place online.",
            ),
        ),
        (MOVED_ONLINE, Notice("moved", "Now online", "This event now takes place online.")),
        ({"note": "Bring a coat."}, Notice("note", "", "")),
    ],
)
def test_it_says_what_became_of_the_event(changes: dict[str, Any], said: Notice | None) -> None:
    assert notice(page(**changes), past=False) == said


def test_of_an_event_that_is_over_only_what_was_off_is_news(clock: Any) -> None:
    clock.move_to(page().ends_at)

    assert notice(page(**MOVED, **MOVED_ONLINE), past=True) is None
    assert (notice(page(status="cancelled"), past=True) or Notice("", "", "")).kind == "cancelled"
