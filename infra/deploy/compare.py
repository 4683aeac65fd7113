"""What the files want of a resource, against what the cloud says of it."""

import json
from dataclasses import dataclass
from typing import Any

# Google leaves out of its answers what has the value that it would have anyway.
_DEFAULTS: tuple[Any, ...] = (0, "", False, "0", "0s", "STRING", [], {})


@dataclass(frozen=True)
class Including:
    """A list that holds these, whatever else it holds."""

    values: tuple[Any, ...]


@dataclass(frozen=True)
class NotEmpty:
    """A list with anything in it: what it holds is people's choice."""


def differences(wanted: Any, found: Any, path: str = "") -> list[str]:
    """A line for each value that is wanted and not there. Google may add fields."""
    match wanted:
        case dict():
            found = found if isinstance(found, dict) else {}
            return [
                line
                for name, value in wanted.items()
                for line in differences(value, found.get(name), f"{path}.{name}".lstrip("."))
            ]
        case list() if isinstance(found, list) and len(found) == len(wanted):
            return [
                line
                for number, (one, other) in enumerate(zip(wanted, found, strict=True))
                for line in differences(one, other, f"{path}[{number}]")
            ]
        case Including(values):
            return [
                f"{path}: lacks {_shown(value)}" for value in values if value not in (found or [])
            ]
        case NotEmpty():
            return [] if found else [f"{path}: empty"]
        case _ if wanted == found or (found is None and wanted in _DEFAULTS):
            return []
        case _:
            return [f"{path}: {_shown(found)} in the cloud, {_shown(wanted)} here"]


def _shown(value: Any) -> str:
    text = " ".join(value.split()) if isinstance(value, str) and value else json.dumps(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
