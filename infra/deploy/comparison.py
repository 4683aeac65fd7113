"""What is wanted of a resource against what is found of it."""

import json
from typing import Any


def only(found: str, what: str) -> dict[str, Any]:
    """The one entry of a JSON list. Raises SystemExit if there are more."""
    listed = json.loads(found)
    if len(listed) > 1:
        raise SystemExit(f"There are {len(listed)} {what}: delete all but one of them")
    return dict(listed[0])


def differs(wanted: Any, found: Any) -> bool:
    """Whether something that is wanted is not there. Google may add fields, and drops defaults."""
    if isinstance(wanted, dict):
        found = found if isinstance(found, dict) else {}
        return any(differs(value, found.get(name)) for name, value in wanted.items())
    if isinstance(wanted, list):
        found = found if isinstance(found, list) else []
        pairs = zip(wanted, found, strict=False)
        return len(wanted) != len(found) or any(differs(one, other) for one, other in pairs)
    return bool(wanted != found and (wanted not in (0, "", False, "0s") or found is not None))
