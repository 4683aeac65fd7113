"""BigQuery's part on this machine: the table, the log lines, and the views over them.

A delivery becomes a row under the rules of a BigQuery subscription with `use-table-schema` and
`drop-unknown-fields`: unknown fields are dropped, and a message without a required one is refused.
The log lines of the functions are read from their files; Cloud Logging has them in `_AllLogs`.
"""

import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from infra.analytics import queries
from infra.functions import ROOT
from infra.local.analytics.dialect import for_duckdb

_SCHEMA = ROOT / "infra/analytics/event_published.schema.json"
_TABLE = "event_published"
_LOGS = ("change", "email", "image")  # the functions whose lines a view reads
_TYPES = {
    "STRING": "VARCHAR",
    "TIMESTAMP": "TIMESTAMP",
    "INTEGER": "BIGINT",
    "BOOLEAN": "BOOLEAN",
    "JSON": "JSON",
}
# Nothing is fetched from the network, as DuckDB does for time zones: times are stored in UTC.
_CONFIGURATION: dict[str, Any] = {"autoinstall_known_extensions": False, "threads": 1}
Row = dict[str, Any]


class Refused(ValueError):
    """A message that BigQuery would not take: Pub/Sub delivers it again, then gives it up."""


def row(envelope: Any, columns: list[Row]) -> Row:
    """The row of a delivery. Raises Refused."""
    try:
        message = envelope["message"]
        content = json.loads(b64decode(message.get("data", "")))
        values = content | {
            "subscription_name": envelope.get("subscription"),
            "message_id": message.get("messageId"),
            "publish_time": message.get("publishTime"),
            "attributes": json.dumps(message.get("attributes", {})),
        }
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Refused(f"not a message in JSON: {error!r}") from None
    for column in columns:
        if column["mode"] == "REQUIRED" and values.get(column["name"]) is None:
            raise Refused(f"{column['name']} is required")
    return {column["name"]: values.get(column["name"]) for column in columns}


class Warehouse:
    """The table, the logs and the views over them. One connection, used by one at a time."""

    def __init__(self, logs: Path) -> None:
        self._logs, self._lock = logs, threading.Lock()
        self._columns: list[Row] = json.loads(_SCHEMA.read_text())
        self._database = duckdb.connect(config=_CONFIGURATION)
        columns = ", ".join(f"{each['name']} {_TYPES[each['type']]}" for each in self._columns)
        self._database.execute(f"CREATE TABLE {_TABLE} ({columns})")
        self._database.execute("CREATE TABLE _AllLogs (json_payload JSON)")
        for view in queries.views():
            self._database.execute(f"CREATE VIEW {view.name} AS {for_duckdb(view.sql)}")

    def insert(self, envelope: Any) -> None:
        """Add a delivery's row. Raises Refused, also when a value is not of its column's type."""
        values = row(envelope, self._columns)
        marks = ", ".join("?" * len(values))
        with self._lock:
            try:
                self._database.execute(
                    f"INSERT INTO {_TABLE} VALUES ({marks})",  # noqa: S608  # marks alone
                    list(values.values()),
                )
            except duckdb.Error as error:
                raise Refused(str(error)) from None

    def ask(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names and rows of a SELECT in BigQuery's dialect. Raises ValueError.

        The log lines are those of the last `refresh`.
        """
        translated = for_duckdb(sql)
        with self._lock:
            try:
                found = self._database.execute(translated)
                return [name for name, *_ in found.description or ()], found.fetchall()
            except duckdb.Error as error:
                raise ValueError(str(error)) from None

    def refresh(self) -> None:
        """Read the functions' logs again."""
        lines = [[line] for name in _LOGS for line in _lines(self._logs / f"{name}.log")]
        with self._lock:
            self._database.execute("DELETE FROM _AllLogs")
            if lines:
                self._database.executemany("INSERT INTO _AllLogs VALUES (?)", lines)


def _lines(log: Path) -> Iterator[str]:
    """The structured lines of a function's log. One that is still being written is left out."""
    if not log.exists():
        return
    for line in log.read_text(errors="replace").splitlines():
        try:
            json.loads(line)
        except ValueError:
            continue
        yield line
