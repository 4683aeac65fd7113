"""What a confirmation tells: that an event is live, or what changed since the last one was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from shared.event import wording
from shared.event.languages import Language
from shared.event.model import Event, Facts

Kind = Literal["live", "down", "up", "changed", "cancelled", "postponed", "scheduled"]
_STATUSES: dict[str, Kind] = {
    "cancelled": "cancelled",
    "postponed": "postponed",
    "scheduled": "scheduled",
}


@dataclass(frozen=True)
class Difference:
    """A fact that guests knew otherwise."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class News:
    """What happened, in the event's language: the mail's subject and headline, and what follows.

    `differences` are from what the last mail said; a first mail has none.
    """

    kind: Kind
    subject: str
    headline: str
    advice: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def is_worth_a_mail(self) -> bool:
        """Not when what had changed was changed back before anybody heard of it."""
        return self.kind != "changed" or bool(self.differences)


def of(event: Event) -> News:
    """What there is to say of an event as it is now."""
    before, spoken = event.confirmation.announced, wording.language(event)
    kind = _next(before, event) if before else _first(event)
    subject, headline = _SUBJECTS[kind](spoken, event.title), _HEADLINES[kind](spoken)
    is_still_down = before and event.unpublished_at and kind != "down"
    advice = _still_down(spoken) if is_still_down else _advice(kind, spoken)
    differences = _differences(before, event) if before else ()
    return News(kind, subject, headline, advice, differences)


def _first(event: Event) -> Kind:
    if event.unpublished_at:
        return "down"
    return "live" if event.status == "scheduled" else _STATUSES.get(event.status, "live")


def _next(before: Facts, event: Event) -> Kind:
    if event.unpublished_at and not before.unpublished_at:
        return "down"
    if event.status != before.status:
        return _STATUSES.get(event.status, "changed")
    return "up" if before.unpublished_at and not event.unpublished_at else "changed"


# --- In words -------------------------------------------------------------------------------------

_SUBJECTS: dict[Kind, Callable[[Language, str], str]] = {
    # NOTE: Subject of the mail to an organizer whose event was just published.
    "live": lambda spoken, title: spoken.text("Your event is live: {title}", title=title),
    # NOTE: Subject of the mail to an organizer whose event page was taken down.
    "down": lambda spoken, title: spoken.text("Taken down: {title}", title=title),
    # NOTE: Subject of the mail to an organizer whose event page was taken down and is up again.
    "up": lambda spoken, title: spoken.text("Back online: {title}", title=title),
    # NOTE: Subject of the mail to an organizer whose event has other facts: its title, time, place.
    "changed": lambda spoken, title: spoken.text("Changed: {title}", title=title),
    # NOTE: An event's title after its status. Also the subject of a mail.
    "cancelled": lambda spoken, title: spoken.text("Cancelled: {title}", title=title),
    # NOTE: An event's title after its status. Also the subject of a mail.
    "postponed": lambda spoken, title: spoken.text("Postponed: {title}", title=title),
    # NOTE: Subject of the mail about an event that was cancelled, and takes place after all.
    "scheduled": lambda spoken, title: spoken.text("Back on: {title}", title=title),
}
_HEADLINES: dict[Kind, Callable[[Language], str]] = {
    # NOTE: Headline of a mail: the event was published, and everybody can see it.
    "live": lambda spoken: spoken.text("Your event is live"),
    # NOTE: Headline of a mail.
    "down": lambda spoken: spoken.text("Your event page is taken down"),
    # NOTE: Headline of a mail: the page was taken down, and can be seen again.
    "up": lambda spoken: spoken.text("Your event page is back online"),
    # NOTE: Headline of a mail.
    "changed": lambda spoken: spoken.text("Your event has changed"),
    # NOTE: Headline of a mail.
    "cancelled": lambda spoken: spoken.text("Your event is cancelled"),
    # NOTE: Headline of a mail.
    "postponed": lambda spoken: spoken.text("Your event is postponed"),
    # NOTE: Headline of a mail: it was cancelled or postponed, and takes place after all.
    "scheduled": lambda spoken: spoken.text("Your event is back on"),
}


def _advice(kind: Kind, spoken: Language) -> str:
    if kind == "live":
        return ""
    if kind == "down":
        # NOTE: Advice in the mail about an event page that was taken down. "It" is the page.
        return spoken.text(
            "Its link now leads to a page that says so. You can put it up again at any time."
        )
    if kind == "up":
        # NOTE: Advice in the mail about an event page that is up again.
        return spoken.text("Its link works again.")
    # NOTE: Advice in the mail about an event that was changed, cancelled or postponed.
    return spoken.text("Its page and its calendar file say so now. The link stays the same.")


def _still_down(spoken: Language) -> str:
    # NOTE: Advice in the mail about a change of an event whose page was taken down before.
    return spoken.text("Its page is still taken down. You can put it up again at any time.")


def _differences(before: Facts, event: Event) -> tuple[Difference, ...]:
    """The facts in words, all in the event's present language.

    What reads the same as before has not changed for anybody.
    """
    known = before.model_copy(update={"language": event.language})
    was, now = _shown(known), _shown(event)
    return tuple(Difference(name, was[name], now[name]) for name in now if was[name] != now[name])


def _shown(facts: Facts) -> dict[str, str]:
    spoken = wording.language(facts)
    # NOTE: In a table of what changed: an event that is not online has no link to join it.
    none = spoken.term("link", "None")
    # NOTE: In a table of what changed, the state of an event's page.
    down = spoken.term("page", "Taken down")
    # NOTE: In a table of what changed, the state of an event's page: everybody can see it.
    up = spoken.term("page", "Online")
    return {
        # NOTE: The name of a row in a table of what changed.
        spoken.term("row", "Title"): facts.title,
        # NOTE: The name of a row in a table of what changed: date and time.
        spoken.term("row", "When"): wording.when(facts),
        # NOTE: The name of a row in a table of what changed: the place.
        spoken.term("row", "Where"): wording.where(facts),
        # NOTE: The name of a row in a table of what changed: the address to join an online event.
        spoken.term("row", "Link"): facts.location.url or none,
        # NOTE: The name of a row in a table of what changed: cancelled, postponed or scheduled.
        spoken.term("row", "Status"): wording.status(facts),
        # NOTE: The name of a row in a table of what changed: whether the page can be seen.
        spoken.term("row", "Page"): down if facts.unpublished_at else up,
    }
