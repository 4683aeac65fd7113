"""infra/firestore.indexes.json by itself; tests/browser/test_indexes.py has the queries."""

import json
import re

from infra.functions import ROOT

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
    for field in ("published_at", "starts_at", "ends_at", "cover.due", "confirmation.due"):
        assert ("events", field) in exempt
    for field in ("published_at", "starts_at", "ends_at"):
        assert ("pages", field) in exempt
    for collection, fields in INDEXES:
        assert collection == "events"
        assert fields[0][0] in ("shard", "owner")


def test_queries_are_made_in_two_files_only() -> None:
    """What this file looks at is all there is."""
    folders = ("functions", "shared", "infra/ops", "web/src")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.*")]
    code = [file for file in files if file.suffix in (".py", ".ts", ".tsx")]
    asking = re.compile(r"where\(filter=|order_by\(|orderBy\(|collection_group\(|collectionGroup\(")

    found = {f.relative_to(ROOT).as_posix() for f in code if asking.search(f.read_text())}

    assert found == {"shared/store/reading.py", "web/src/events.ts"}
