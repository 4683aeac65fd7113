"""Why the store refuses to publish. `shared.edge.problems` says which answer each becomes."""


class Refused(Exception):
    """Root of the store's refusals. Nothing was written."""


class EventIsOver(Refused):
    """The draft's event has ended, and its key has published nothing."""


class EventPurged(Refused):
    """An operator removed the event that was published under this key."""


class KeyInUse(Refused):
    """Another account published under this key."""


class KeyReused(Refused):
    """The same account published another draft under this key."""
