"""Reads of documents by their paths, in Firestore's own protobuf messages.

The generated client wraps every message in a class of its own and copies every document four times;
this is a third of the CPU, for pages and for the events that changes and workers read
(docs/performance.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from google.api_core import exceptions as google

from shared.runtime import protos, rpc
from shared.runtime.once import async_once
from shared.store import calls


@dataclass(frozen=True)
class Document:
    """A document as it was read; `fields` is None when there is none.

    `update_time` is what `shared.store.commits.Write` takes as a precondition.
    """

    id: str
    fields: dict[str, Any] | None
    update_time: Any = None

    @property
    def exists(self) -> bool:
        return self.fields is not None

    def to_dict(self) -> dict[str, Any] | None:
        return self.fields


async def get(path: str) -> Document:
    """The document at `path` (`events/ID`), in one RPC."""
    send = await _send()
    try:
        found = await send(protos.GetDocumentRequest(name=calls.name(path)))
    except google.NotFound:
        return Document(_id(path), None)
    return _document(found)


async def get_all(paths: Sequence[str], *fields: str) -> list[Document]:
    """The documents at `paths`, in this order, as they were at one moment, in one RPC.

    With `fields`, these alone are read.
    """
    names = {calls.name(path): path for path in paths}
    request = protos.BatchGetDocumentsRequest(database=calls.database(), documents=names)
    if fields:
        request.mask.field_paths.extend(fields)
    send = await _send_all()
    answers = await send(request)
    found = {each.found.name: _document(each.found) for each in answers if each.HasField("found")}
    return [found.get(name) or Document(_id(path), None) for name, path in names.items()]


@async_once
async def _send() -> rpc.Call:
    return await calls.call("GetDocument", protos.Document)


@async_once
async def _send_all() -> rpc.Call:
    answer = protos.BatchGetDocumentsResponse
    return await calls.call("BatchGetDocuments", answer, kind=rpc.listing)


def _id(path: str) -> str:
    return path.rpartition("/")[2]


def _document(message: Any) -> Document:
    return Document(_id(message.name), _decoded_fields(message.fields), message.update_time)


def _decoded_fields(fields: Any) -> dict[str, Any]:
    return {name: _decoded(value) for name, value in fields.items()}


def _decoded(value: Any) -> Any:
    """What a Firestore `Value` holds; times in UTC, to the microsecond, which Firestore keeps."""
    match value.WhichOneof("value_type"):
        case "null_value" | None:
            return None
        case "timestamp_value":
            time = value.timestamp_value
            seconds = datetime.fromtimestamp(time.seconds, UTC)
            return seconds.replace(microsecond=time.nanos // 1000)
        case "map_value":
            return _decoded_fields(value.map_value.fields)
        case "array_value":
            return [_decoded(each) for each in value.array_value.values]
        case kind:
            return getattr(value, kind)
