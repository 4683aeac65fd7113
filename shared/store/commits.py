"""One commit of writes, all or none, in Firestore's own protobuf messages.

The generated client also takes its own classes, which wrap every field of every value in a Python
object. Built from the messages themselves, a publish's commit costs a third of the CPU
(docs/performance.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.runtime import rpc
from shared.runtime.once import async_once
from shared.runtime.protos import CommitRequest, CommitResponse
from shared.store import calls

Fields = dict[str, Any]
REMOVED: Any = object()
"""The value of a field that a write with `merge` removes."""


@dataclass(frozen=True)
class Write:
    """A write to the document at `path` (`events/ID`), or without `fields` its deletion.

    By default it replaces the document. `exists` is a precondition, and so is `update_time`, which
    a `shared.store.gets.Document` and a `Written` have. With `merge`, fields may name members of
    maps (`cover.due`), everything else stays as it is, and the value REMOVED removes a field.
    Afterwards `increments` are added to fields, of which one that is not there is 0.
    """

    path: str
    fields: Fields | None = None
    merge: bool = False
    exists: bool | None = None
    update_time: Any = None
    increments: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A document after a write: its update time, and the sums of its increments, in order."""

    update_time: Any
    sums: list[int]


async def commit(writes: Iterable[Write]) -> list[Written]:
    """Write all or nothing, in one RPC.

    Raises google.api_core's AlreadyExists, NotFound or FailedPrecondition when a precondition does
    not hold.
    """
    request = CommitRequest(database=calls.database())
    for write in writes:
        _add(request.writes.add(), calls.name(write.path), write)
    send = await _send()
    answer = await send(request)
    return [
        Written(each.update_time, [value.integer_value for value in each.transform_results])
        for each in answer.write_results
    ]


def _add(message: Any, name: str, write: Write) -> None:
    if write.exists is not None:
        message.current_document.exists = write.exists
    elif write.update_time is not None:
        message.current_document.update_time.CopyFrom(write.update_time)
    if write.fields is None:
        message.delete = name
        return
    message.update.name = name
    if write.merge:
        message.update_mask.SetInParent()  # without a mask, also an empty one, it would replace
    for path, value in write.fields.items():
        if write.merge:
            message.update_mask.field_paths.append(path)
        if value is not REMOVED:
            _encode(value, _target(message.update.fields, path.split(".")))
    for path, count in write.increments.items():
        message.update_transforms.add(field_path=path).increment.integer_value = count


def _target(fields: Any, path: list[str]) -> Any:
    """The value at a path of member names, with the maps that it is in."""
    for member in path[:-1]:
        fields = fields[member].map_value.fields
    return fields[path[-1]]


@async_once
async def _send() -> rpc.Call:
    prefix = ("google-cloud-resource-prefix", calls.database())
    return await calls.call("Commit", CommitResponse, prefix)


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
            # As FromDatetime, in a third of the time; to the microsecond, which Firestore keeps.
            target.timestamp_value.seconds = int(value.replace(microsecond=0).timestamp())
            target.timestamp_value.nanos = value.microsecond * 1000
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
