"""The two ways in which a job fails. Retryable or permanent is a type, not a flag."""


class Retryable(Exception):
    """May succeed later. The job is tried again by time (`shared.event.retries`)."""


class Permanent(Exception):
    """Will never succeed. The job ends, and its `error` in Firestore says why."""
