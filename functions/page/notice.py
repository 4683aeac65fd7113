"""What a page says before anything else: that its event is off, or is no longer as it was."""

from dataclasses import dataclass

from shared.event import wording
from shared.event.model import Page


@dataclass(frozen=True)
class Notice:
    """`kind` is `cancelled`, `postponed`, `moved` or `note`; `text` may be empty."""

    kind: str
    title: str
    text: str


def notice(page: Page, *, past: bool) -> Notice | None:
    """None when there is nothing to say, as of a `past` event that took place."""
    badge, spoken = wording.badge(page), wording.language(page)
    if page.status == "cancelled":
        # NOTE: On the page of an event, after the headline "Cancelled".
        return Notice("cancelled", badge, spoken.text("This event is not taking place."))
    if page.status == "postponed":
        day = wording.moment(page.starts_at, page)
        # NOTE: On the page of an event, after the headline "Postponed". {day} is date and time.
        text = spoken.text("No longer on {day}. A new date is not set yet.", day=day)
        return Notice("postponed", badge, text)
    if previous := wording.moved_from(page):
        return Notice("moved", badge, _moved(page, wording.moment(previous, page)))
    if page.moved_online and not past:
        # NOTE: On the page of an event that had a venue: a headline.
        title = spoken.text("Now online")
        # NOTE: On the page of an event that had a venue, after the headline "Now online".
        text = spoken.text("This event now takes place online.")
        return Notice("moved", title, text)
    return Notice("note", "", "") if page.note else None


def _moved(page: Page, day: str) -> str:
    spoken = wording.language(page)
    if page.moved_online:
        # NOTE: On the page of an event, after the headline "New date". {day} is the old one.
        return spoken.text("Moved from {day}. It now takes place online.", day=day)
    # NOTE: On the page of an event, after the headline "New date". {day} is the old one.
    return spoken.text("Moved from {day}.", day=day)
