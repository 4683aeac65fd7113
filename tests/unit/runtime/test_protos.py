"""Our copies of Google's messages are Google's: the same fields, and the same bytes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from google.cloud.firestore_v1 import types as firestore
from google.pubsub_v1 import types as pubsub

from shared.runtime import protos
from shared.store import commits
from shared.store.commits import REMOVED, Write

_NAMES = {
    firestore: (
        "CommitRequest",
        "CommitResponse",
        "GetDocumentRequest",
        "BatchGetDocumentsRequest",
        "BatchGetDocumentsResponse",
        "Document",
    ),
    pubsub: ("PublishRequest", "PublishResponse"),
}


@pytest.mark.parametrize(
    ("package", "name"), [(package, name) for package, names in _NAMES.items() for name in names]
)
def test_a_message_has_the_fields_of_googles_own(package: Any, name: str) -> None:
    ours, its = getattr(protos, name).DESCRIPTOR, getattr(package, name).pb().DESCRIPTOR

    assert _fields(ours, {}) == _fields(its, {})


def _fields(message: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Of the message, and of all that it is made of, by their full names."""
    if message.full_name not in found:
        found[message.full_name] = {
            field.number: (field.name, field.type, field.is_repeated) for field in message.fields
        }
        for field in message.fields:
            if field.message_type:
                _fields(field.message_type, found)
    return found


def test_google_reads_a_commit_as_it_was_meant() -> None:
    noon = datetime(2027, 6, 12, 12, 0, 0, 123456, tzinfo=UTC)
    ours = protos.CommitRequest(database="d")
    fields = {"title": "Fête", "cover.due": noon, "cover.sizes": {"400": [1, None]}, "a": REMOVED}
    commits._add(ours.writes.add(), "d/documents/events/1", Write("events/1", fields, merge=True))

    read = firestore.CommitRequest.deserialize(ours.SerializeToString()).writes[0]

    assert list(read.update_mask.field_paths) == list(fields)
    assert read.update.name == "d/documents/events/1"
    assert set(read.update.fields) == {"title", "cover"}
    assert read.update.fields["title"].string_value == "Fête"
    cover = read.update.fields["cover"].map_value.fields
    assert cover["due"].timestamp_value == noon
    one, none = cover["sizes"].map_value.fields["400"].array_value.values
    assert one.integer_value == 1
    assert none._pb.WhichOneof("value_type") == "null_value"


def test_protobufs_own_types_know_what_they_are() -> None:
    """A timestamp in a pool of its own still converts itself."""
    noon = datetime(2027, 6, 12, 12, tzinfo=UTC)
    document = protos.Document()
    document.update_time.FromDatetime(noon)

    assert document.update_time.ToDatetime(UTC) == noon
