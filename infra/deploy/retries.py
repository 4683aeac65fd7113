"""Which failures of a command pass by themselves, and for how long to wait for that."""

import re

_FIRST_PAUSE, _LONGEST_PAUSE = 5, 60

# Seconds, by what the error output holds; the first line that matches counts.
_PATIENCE = (
    # A log-based metric can be used in an alert minutes after it was made.
    (r"Cannot find metric", 600),
    # A new service account, its roles and a new API are not known everywhere at once.
    (r"does not exist|NOT_FOUND|[Nn]ot found|has not been used in project|is disabled", 300),
    (r"PERMISSION_DENIED|does not have permission|does not have (the )?\S+ access|\b403\b", 240),
    (r"ABORTED|concurrent|being (created|changed|deleted)|\b409\b", 300),
    (r"RESOURCE_EXHAUSTED|\b429\b|UNAVAILABLE|DEADLINE_EXCEEDED|\b50[0234]\b", 300),
    (r"[Tt]imed? ?out|ConnectionError|ECONNRESET|Failed to make request", 300),
)
_ABSENT = re.compile(
    r"NOT_FOUND|[Nn]ot found|Cannot find|does not exist|not be found|was not found|\b404\b"
)
_EXISTS = re.compile(r"ALREADY_EXISTS|already exists|Already Exists|\b409\b.*exists")


def pause(error: str, waited: float) -> float | None:
    """Seconds until the next attempt, when `waited` of them are over; None if it stays so."""
    text = " ".join(error.split())  # bq wraps its lines
    patience = next((found for pattern, found in _PATIENCE if re.search(pattern, text)), 0)
    if waited >= patience:
        return None
    return min(waited + _FIRST_PAUSE, _LONGEST_PAUSE, patience - waited)  # 5, 10, 20, 40, 60 …


def is_absent(error: str) -> bool:
    """Whether the thing asked for does not exist, as opposed to: the question failed."""
    return bool(_ABSENT.search(error))


def is_there(error: str) -> bool:
    """Whether a create failed because the thing exists."""
    return bool(_EXISTS.search(error))
