"""infra/firestore.indexes.json by itself; tests/browser/test_indexes.py has the queries."""

import json
import re

from infra.functions import ROOT
from shared.event.model import WORKS

FILE = json.loads((ROOT / "infra/firestore.indexes.json").read_text())
INDEXES = [
    (index["collectionGroup"], tuple((f["fieldPath"], f["order"]) for f in index["fields"]))
    for index in FILE["indexes"]
]


def test_no_field_that_grows_with_time_has_an_index_of_its_own() -> None:
    """Firestore takes 500 writes a second on one."""
    exempt = {
        (override["collectionGroup"], override["fieldPath"])
        for override in FILE["fieldOverrides"]
        if not override["indexes"]
    }
    times = {
        *("published_at", "starts_at", "ends_at"),
        *("changed_at", "previous_starts_at", "unpublished_at"),
    }
    assert {("events", field) for field in times} <= exempt
    assert {("pages", field) for field in times} <= exempt
    assert {("events", work) for work in WORKS} <= exempt  # with all that is in them
    assert {("events", f"{work}.due") for work in WORKS} <= exempt
    assert {("changes", "changed_at"), ("drafts", "edited_at")} <= exempt
    for collection, fields in INDEXES:
        assert collection == "events"
        assert fields[0][0] in ("shard", "owner")


def test_what_nobody_searches_for_has_no_index() -> None:
    """Every entry of a list, and every field of a map, would be one more index entry."""
    exempt = {(each["collectionGroup"], each["fieldPath"]) for each in FILE["fieldOverrides"]}

    assert {("events", "tickets"), ("pages", "tickets"), ("changes", "before")} <= exempt
    assert {("drafts", name) for name in ("description", "photo", "tickets")} <= exempt


def test_queries_are_made_in_three_files_only() -> None:
    """What these tests look at is all there is; the canary's runs need no index of their own."""
    folders = ("functions", "shared", "infra/ops", "web/src")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.*")]
    code = [file for file in files if re.search(r"(?<!\.test)\.(py|tsx?)$", file.name)]
    asking = re.compile(r"where\(filter=|order_by\(|collection_group\(|:runQuery")

    found = {f.relative_to(ROOT).as_posix() for f in code if asking.search(f.read_text())}

    assert found == {
        "shared/store/canaries.py",
        "shared/store/reading.py",
        "web/src/events.ts",
    }
