"""The part of Cloud Logging's query language that infra/monitoring uses, on lines of real logs.

https://cloud.google.com/logging/docs/view/logging-query-language
"""

import re
from typing import Any

Entry = dict[str, Any]

_SEVERITIES = ("DEFAULT", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL")
_CLAUSE = re.compile(r'([\w.]+)(=~|!~|!=|>=|=|:)("(?:[^"\\]|\\.)*"|\*|\w+)')
_SPECIAL = ("severity", "logging.googleapis.com/trace", "logging.googleapis.com/spanId")


def entry(function: str, line: dict[str, Any]) -> Entry:
    """A line of stdout as Cloud Run hands it on: the special fields leave the payload."""
    payload = {name: value for name, value in line.items() if name not in _SPECIAL}
    return {
        "severity": line["severity"],
        "jsonPayload": payload,
        "resource": {"type": "cloud_run_revision", "labels": {"service_name": function}},
    }


def matches(entry: Entry, filter: str) -> bool:  # noqa: A002
    """Raises ValueError for what this part does not have: then it must be written differently."""
    clauses = [_CLAUSE.fullmatch(clause) for clause in filter.split(" AND ")]
    if not all(clauses):
        raise ValueError(f"not understood: {filter}")
    return all(_holds(entry, *clause.groups()) for clause in clauses if clause)


def _holds(entry: Entry, path: str, operator: str, written: str) -> bool:
    found, wanted = value(entry, path), written.strip('"')
    if found is None or operator == ":":
        return found is not None and wanted == "*"
    if operator == ">=":
        return _SEVERITIES.index(found) >= _SEVERITIES.index(wanted)
    if operator in ("=~", "!~"):
        return (re.search(wanted, found) is not None) == (operator == "=~")
    return (_text(found) == wanted) == (operator == "=")


def extracted(entry: Entry, extractor: str) -> str | None:
    """What a label's or a value's EXTRACT or REGEXP_EXTRACT takes out."""
    if found := re.fullmatch(r"EXTRACT\(([\w.]+)\)", extractor):
        got = value(entry, found[1])
        return None if got is None else _text(got)
    if found := re.fullmatch(r'REGEXP_EXTRACT\(([\w.]+), "(.*)"\)', extractor):
        hit = re.search(found[2], _text(value(entry, found[1])))
        return hit[1] if hit else None
    raise ValueError(f"not understood: {extractor}")


def value(entry: Entry, path: str) -> Any:
    found: Any = entry
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _text(found: Any) -> str:
    return str(found).lower() if isinstance(found, bool) else str(found)
