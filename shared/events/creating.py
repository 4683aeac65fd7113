"""One commit that creates documents, all or none, in Firestore's own protobuf messages.

The generated client takes its own classes, which put a Python object around every field of every
value, or the messages beneath them. Made beneath, the commit of a publish costs a third of the CPU
(docs/performance.md).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from google.cloud.firestore_v1.types import CommitRequest

from shared.clients import firestore_client
from shared.events.documents import DEADLINE

_Commit: Any = CommitRequest.pb()


def create(documents: Mapping[str, Mapping[str, Any]]) -> None:
    """Create documents by path: `events/ID`. One RPC.

    Raises google.api_core's AlreadyExists when one of them exists; then none is created.
    """
    client: Any = firestore_client()  # and what its own WriteBatch uses of it
    database = client._database_string
    commit = _Commit(database=database)
    for path, fields in documents.items():
        write = commit.writes.add()
        write.update.name = f"{database}/documents/{path}"
        write.current_document.exists = False
        for name, value in fields.items():
            _put(value, write.update.fields[name])
    client._firestore_api.commit(
        CommitRequest.wrap(commit), metadata=client._rpc_metadata, **DEADLINE
    )


def _put(value: Any, into: Any) -> None:
    """A value of the kinds that our models dump, as the wire's `Value`. Raises TypeError."""
    match value:
        case str():
            into.string_value = value
        case bool():
            into.boolean_value = value
        case int():
            into.integer_value = value
        case None:
            into.null_value = 0
        case datetime():
            into.timestamp_value.FromDatetime(value)
        case dict():
            into.map_value.SetInParent()
            for name, each in value.items():
                _put(each, into.map_value.fields[name])
        case tuple() | list():
            into.array_value.SetInParent()
            for each in value:
                _put(each, into.array_value.values.add())
        case _:
            raise TypeError(f"no Firestore value: {type(value).__name__}")
