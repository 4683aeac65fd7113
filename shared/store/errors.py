"""Why the store refuses. `shared.edge.problems` says which answer each becomes."""


class Refused(Exception):
    """Root of the store's refusals. Nothing was written."""


class EventIsOver(Refused):
    """The event would be published, or moved, to a time that is over."""


class EventPurged(Refused):
    """An operator removed the event that was published under this key."""


class KeyInUse(Refused):
    """Another account published under this key."""


class KeyReused(Refused):
    """The same account published another draft under this key."""


class SlugTaken(Refused):
    """The address that was asked for is another event's: `free` are like it, and nobody's yet."""

    def __init__(self, free: tuple[str, ...]) -> None:
        super().__init__(free)
        self.free = free


class SlugStays(Refused):
    """A change names another address than the event has."""


class ChangeKeyReused(Refused):
    """This key changed the same event in another way."""


class NoSuchCover(Refused):
    """A change asks for the cover before a revision that changed nothing, or does not exist."""


class NothingToCopy(Refused):
    """A draft asks for the picture of an event that has none, is not the caller's, or is none."""


class NoSuchEvent(Refused):
    """There is no such event, or it is somebody else's."""


class StaleRevision(Refused):
    """The event has changed since the editor looked at it: `revision` is the present one."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class TakenDownByOperator(Refused):
    """An operator took the page down, and its owner cannot put it up."""
