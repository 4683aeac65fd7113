"""What a confirmation tells: that an event is live, or what changed since the last one was sent."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.event import wording
from shared.event.model import Event, Facts


@dataclass(frozen=True)
class Kind:
    """What happened, in the words of the subject and of the headline, and what that means."""

    subject: str
    headline: str
    advice: str = ""


@dataclass(frozen=True)
class Difference:
    """A fact that guests knew otherwise."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class News:
    """`differences` are from what the last mail said; a first mail has none."""

    kind: Kind
    advice: str
    differences: tuple[Difference, ...] = ()

    @property
    def is_worth_a_mail(self) -> bool:
        """Not when what had changed was changed back before anybody heard of it."""
        return self.kind is not _CHANGED or bool(self.differences)


_SEEN = "Its page and its calendar file say so now. The link stays the same."
_STILL_DOWN = "Its page is still taken down. You can put it up again at any time."
_LIVE = Kind("Your event is live", "Your event is live")
_DOWN = Kind(
    "Taken down",
    "Your event page is taken down",
    "Its link now leads to a page that says so. You can put it up again at any time.",
)
_UP = Kind("Back online", "Your event page is back online", "Its link works again.")
_CHANGED = Kind("Changed", "Your event has changed", _SEEN)
_STATUSES = {
    "cancelled": Kind("Cancelled", "Your event is cancelled", _SEEN),
    "postponed": Kind("Postponed", "Your event is postponed", _SEEN),
    "scheduled": Kind("Back on", "Your event is back on", _SEEN),
}

_SHOWN: dict[str, Callable[[Facts], str]] = {
    "Title": lambda facts: facts.title,
    "When": wording.when,
    "Where": wording.where,
    "Link": lambda facts: facts.location.url or "None",
    "Status": wording.status,
    "Page": lambda facts: "Taken down" if facts.unpublished_at else "Online",
}
"""The facts in words. What reads the same as before has not changed for anybody."""


def of(event: Event) -> News:
    """What there is to say of an event as it is now."""
    before = event.confirmation.announced
    if before is None:
        first = _first(event)
        return News(first, first.advice)
    kind = _next(before, event)
    advice = _STILL_DOWN if event.unpublished_at and kind is not _DOWN else kind.advice
    differences = tuple(
        Difference(name, was, now)
        for name, show in _SHOWN.items()
        if (was := show(before)) != (now := show(event))
    )
    return News(kind, advice, differences)


def _first(event: Event) -> Kind:
    if event.unpublished_at:
        return _DOWN
    return _LIVE if event.status == "scheduled" else _STATUSES.get(event.status, _LIVE)


def _next(before: Facts, event: Event) -> Kind:
    if event.unpublished_at and not before.unpublished_at:
        return _DOWN
    if event.status != before.status:
        return _STATUSES.get(event.status, _CHANGED)
    return _UP if before.unpublished_at and not event.unpublished_at else _CHANGED
