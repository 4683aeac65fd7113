"""What Firestore holds, as lines to compare."""

import pytest

from infra.deploy import released
from infra.deploy.steps import Json


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ({"order": "DESCENDING"}, "events: tags DESCENDING"),
        ({"arrayConfig": "CONTAINS"}, "events: tags CONTAINS"),
        ({"vectorConfig": {"dimension": 8, "flat": {}}}, "events: tags other"),
        ({"searchConfig": {"textSpec": {}}}, "events: tags other"),
    ],
)
def test_an_index_that_somebody_added_is_a_line_whatever_its_kind(field: Json, line: str) -> None:
    name = {"fieldPath": "__name__", "order": "ASCENDING"}

    assert released.index_line("events", [{"fieldPath": "tags"} | field, name]) == line
