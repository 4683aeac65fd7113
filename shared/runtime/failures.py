"""The two ways in which a job fails. Retryable or permanent is a type, not a flag."""


class Retryable(Exception):
    """May succeed later. The worker refuses the message, and Pub/Sub delivers it again."""


class Permanent(Exception):
    """Will never succeed. The job ends, and its `error` in Firestore says why."""
