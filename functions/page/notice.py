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
    badge = wording.badge(page)
    if page.status == "cancelled":
        return Notice("cancelled", badge, "This event is not taking place.")
    if page.status == "postponed":
        day = wording.moment(page.starts_at, page)
        return Notice("postponed", badge, f"No longer on {day}. A new date is not set yet.")
    if previous := wording.moved_from(page):
        text = f"Moved from {wording.moment(previous, page)}."
        if page.moved_online:
            text += " It now takes place online."
        return Notice("moved", badge, text)
    if page.moved_online and not past:
        return Notice("moved", "Now online", "This event now takes place online.")
    return Notice("note", "", "") if page.note else None
