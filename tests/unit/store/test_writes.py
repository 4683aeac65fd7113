"""What a commit's writes and a read's documents look like in Firestore's own messages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from google.cloud.firestore_v1.types import Value
from google.cloud.firestore_v1.types import Write as Message
from google.protobuf.timestamp_pb2 import Timestamp  # type: ignore[attr-defined]

from shared.store import commits, gets
from shared.store.commits import REMOVED, Write

NOON = datetime(2027, 6, 12, 12, 0, 0, 123456, tzinfo=UTC)


def _message(**how: Any) -> Any:
    message: Any = Message.pb()()
    commits._add(message, "p/events/1", Write("events/1", **how))
    return message


def test_a_write_replaces_the_document() -> None:
    message = _message(fields={"a": 1, "b": REMOVED})

    assert message.update.name == "p/events/1"
    assert set(message.update.fields) == {"a"}
    assert not message.HasField("update_mask")
    assert not message.HasField("current_document")


def test_a_merge_names_each_path_and_reaches_into_maps() -> None:
    fields = {"title": "A", "cover.due": NOON, "cover.error": None, "cover.art": REMOVED}

    message = _message(fields=fields, merge=True)

    assert list(message.update_mask.field_paths) == list(fields)
    assert set(message.update.fields) == {"title", "cover"}
    cover = message.update.fields["cover"].map_value.fields
    assert set(cover) == {"due", "error"}  # what the mask names and the update lacks is removed
    assert cover["due"].timestamp_value.ToDatetime(UTC) == NOON


def test_a_merge_of_nothing_leaves_the_document_as_it_is() -> None:
    """Without a mask Firestore would replace the document by nothing."""
    message = _message(fields={}, merge=True)

    assert message.HasField("update_mask")
    assert not message.update_mask.field_paths


def test_without_fields_it_deletes() -> None:
    message = _message()

    assert message.delete == "p/events/1"
    assert not message.HasField("update")


def test_preconditions_are_existence_or_the_time_of_the_last_write() -> None:
    time = Timestamp(seconds=7)

    assert _message(fields={}, exists=False).current_document.exists is False
    assert _message(fields={}, exists=False).current_document.HasField("exists")
    assert _message(fields={}, update_time=time).current_document.update_time == time


@pytest.mark.parametrize(
    "value",
    ["text", "", True, False, 0, -7, 10**15, None, NOON, {}, {"a": {"b": [1, "c", None]}}, [], 1.5],
)
def test_what_is_written_is_read_back(value: object) -> None:
    message: Any = Value.pb()()
    if isinstance(value, float):
        message.double_value = value  # this release writes none
    else:
        commits._encode(value, message)

    assert gets._decoded(message) == value


def test_what_firestore_cannot_hold_is_named() -> None:
    with pytest.raises(TypeError, match="set"):
        commits._encode({1}, Value.pb()())
