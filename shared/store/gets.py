"""One read of a document, in Firestore's own protobuf messages.

The generated client wraps every message in a class of its own and copies every document four times;
this is a third of the CPU, for pages and for the event that a change reads (docs/performance.md).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from google.api_core import exceptions as google
from google.cloud.firestore_v1.types import Document as Message
from google.cloud.firestore_v1.types import GetDocumentRequest

from shared.runtime import rpc
from shared.runtime.once import async_once
from shared.store import calls

_Get: Any = GetDocumentRequest.pb()


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
        found = await send(_Get(name=f"{calls.database()}/documents/{path}"))
    except google.NotFound:
        return Document(path.rpartition("/")[2], None)
    return Document(path.rpartition("/")[2], _decoded_fields(found.fields), found.update_time)


@async_once
async def _send() -> rpc.Call:
    return await calls.call("GetDocument", Message.pb())


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
