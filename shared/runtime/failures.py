"""Why a piece of work did not get done: retryable or permanent is a type, not a flag."""


class Retryable(Exception):
    """May succeed later: the message is refused, and Pub/Sub delivers it again."""


class Permanent(Exception):
    """Will never succeed: the work ends here, and its document says why."""
