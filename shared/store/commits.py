"""One commit that creates documents, all or none, in Firestore's own protobuf messages.

The generated client also takes its own classes, which wrap every field of every value in a Python
object. Built from the messages themselves, a publish's commit costs a third of the CPU
(docs/performance.md).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from google.cloud.firestore_v1.types import CommitRequest

from shared.runtime.clients import firestore_client
from shared.store.documents import DEADLINE

_Commit: Any = CommitRequest.pb()


def create(documents: Mapping[str, Mapping[str, Any]]) -> None:
    """Create documents, given as path → fields (`events/ID` → …), in one RPC.

    Raises google.api_core's AlreadyExists when any of them exists; then none is created.
    """
    client: Any = firestore_client()  # the same three names that its own WriteBatch uses
    database = client._database_string
    commit = _Commit(database=database)
    for path, fields in documents.items():
        write = commit.writes.add()
        write.update.name = f"{database}/documents/{path}"
        write.current_document.exists = False
        for name, value in fields.items():
            _encode(value, write.update.fields[name])
    client._firestore_api.commit(
        CommitRequest.wrap(commit), metadata=client._rpc_metadata, **DEADLINE
    )


def _encode(value: Any, target: Any) -> None:
    """Write a dumped model's value into a Firestore `Value`. Raises TypeError for other types."""
    match value:
        case str():
            target.string_value = value
        case bool():
            target.boolean_value = value
        case int():
            target.integer_value = value
        case None:
            target.null_value = 0
        case datetime():
            target.timestamp_value.FromDatetime(value)
        case dict():
            target.map_value.SetInParent()
            for name, entry in value.items():
                _encode(entry, target.map_value.fields[name])
        case tuple() | list():
            target.array_value.SetInParent()
            for entry in value:
                _encode(entry, target.array_value.values.add())
        case _:
            raise TypeError(f"not a Firestore value: {type(value).__name__}")
