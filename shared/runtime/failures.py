"""The two ways in which a job fails. Retryable or permanent is a type, not a flag."""

from google.api_core.exceptions import GoogleAPIError
from google.auth.exceptions import GoogleAuthError

GOOGLE_ERRORS = (GoogleAPIError, GoogleAuthError)
"""The roots of what Google's clients raise; RetryError, for one, is not a GoogleAPICallError."""


class Retryable(Exception):
    """May succeed later. The job is tried again by time (`shared.event.retries`)."""


class Died(Retryable):
    """The process that computed has died, or had to be ended. If it does so again and again, it is
    the job's doing.
    """


class Permanent(Exception):
    """Will never succeed. The job ends, and its `error` in Firestore says why."""
