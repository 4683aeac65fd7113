"""The questions a business asks: BigQuery's SQL, checked, and answered from rows and log lines."""

import json
import re
from base64 import b64encode
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlglot import exp, parse_one, transpile
from sqlglot.optimizer.qualify import qualify

from infra.analytics import queries
from infra.analytics.queries import Query
from infra.functions import ROOT
from infra.local.analytics.__main__ import page
from infra.local.analytics.dialect import for_duckdb
from infra.local.analytics.warehouse import Refused, Warehouse, row
from shared.store.canaries import MARK
from tests.support.plans import RUNBOOK
from tests.support.sent import message

ALL = (*queries.views(), *queries.questions())
COLUMNS = json.loads((ROOT / "infra/analytics/event_published.schema.json").read_text())
DAY = datetime(2026, 5, 4, 18, tzinfo=UTC)


def delivery(event_id: str = "a", **fields: Any) -> dict[str, Any]:
    """As Pub/Sub pushes it."""
    content = message(event_id, DAY).model_dump(mode="json") | fields
    data = b64encode(json.dumps(content).encode()).decode()
    attributes = {"event_type": "event_published"}
    sent = {"data": data, "messageId": "7", "publishTime": DAY.isoformat()}
    return {"message": sent | {"attributes": attributes}, "subscription": "analytics"}


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path)


def logged(folder: Path, name: str, *lines: dict[str, Any]) -> None:
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / f"{name}.log").write_text(f"not a structured line\n{text}" + '{"message": "cut o')


def answer(warehouse: Warehouse, name: str) -> list[dict[str, Any]]:
    (query,) = (each for each in queries.questions() if each.name == name)
    warehouse.refresh()
    names, rows = warehouse.ask(query.sql)
    return [dict(zip(names, each, strict=True)) for each in rows]


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.name)
def test_it_is_bigquerys_sql_of_columns_that_exist(query: Query) -> None:
    tables: dict[str, object] = {
        "event_published": {each["name"]: each["type"] for each in COLUMNS},
        "_AllLogs": {"json_payload": "JSON"},
    }
    for view in queries.views():
        selected = parse_one(view.sql, read="bigquery", into=exp.Select).selects
        tables[view.name] = dict.fromkeys((each.alias_or_name for each in selected), "STRING")
    tree = parse_one(for_duckdb(query.sql), read="duckdb")

    qualify(tree, schema=tables, dialect="duckdb", validate_qualify_columns=True)
    assert query.sql.startswith("-- ")
    assert transpile(query.sql, read="bigquery", write="bigquery")


def test_what_the_canary_publishes_is_left_out() -> None:
    for view in queries.views():
        assert re.search(rf"NOT STARTS_WITH\(.*event_id.*, '{MARK}'\)", view.sql), view.name
    assert f'NOT STARTS_WITH(event_id, "{MARK}")' in RUNBOOK.read_text()


def test_a_view_names_the_project_of_its_tables() -> None:
    for view in queries.views():
        assert "`my-project.publish_event" in view.bigquery("my-project")
        assert "PROJECT" not in view.bigquery("my-project")
        assert "\n" not in view.bigquery("my-project")  # the plan prints a command a line
        assert "--" not in view.bigquery("my-project")


def test_a_row_has_the_tables_columns_and_nothing_else() -> None:
    made = row(delivery(of_a_newer_release=1), COLUMNS)

    assert list(made) == [each["name"] for each in COLUMNS]
    assert (made["event_id"], made["message_id"]) == ("a", "7")
    assert json.loads(made["attributes"]) == {"event_type": "event_published"}


@pytest.mark.parametrize(
    "envelope",
    [
        None,
        {},
        {"message": {"data": "e30="}},
        {"message": {"data": b64encode(b"{").decode()}},
        delivery(published_at=None),
        delivery(published_at="soon"),
        delivery(ticket_count="many"),
    ],
    ids=["nothing", "no message", "no event", "no JSON", "a field missing", "no time", "no number"],
)
def test_what_bigquery_would_refuse_is_refused(warehouse: Warehouse, envelope: Any) -> None:
    with pytest.raises(Refused):
        warehouse.insert(envelope)

    assert answer(warehouse, "1-publishes") == []


def test_a_publish_counts_once_however_often_its_message_comes(warehouse: Warehouse) -> None:
    for envelope in (
        delivery("a"),
        delivery("a"),
        delivery("a", revision=1),
        delivery("b", owner="bob", visibility="unlisted", has_upload=True),
    ):
        warehouse.insert(envelope)

    assert answer(warehouse, "1-publishes") == [
        {"day": DAY.date(), "events": 2, "organizers": 2, "unlisted": 1, "with_a_photo": 1}
    ]


def test_covers_are_timed_and_counted_by_source(warehouse: Warehouse, tmp_path: Path) -> None:
    first = {"message": "cover_ready", "event_id": "a", "revision": 0, "source": "generated"}
    logged(
        tmp_path,
        "image",
        first | {"seconds": 4.26},
        first | {"seconds": 900, "revision": 1},
        {"message": "cover_composed", "event_id": "a"},
    )
    warehouse.insert(delivery("a"))

    assert answer(warehouse, "2-time-to-cover") == [
        {"day": date(2026, 5, 4), "covers": 1, "median": 4.3, "p95": 4.3}
    ]
    assert answer(warehouse, "3-sources") == [{"source": "generated", "events": 1}]


def test_changes_are_counted_by_field_and_a_replay_is_none(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    change = {"message": "change_complete", "event_id": "a", "replayed": False}
    cancelled = change | {"revision": 1, "changed": ["/status", "/note"], "status": "cancelled"}
    logged(
        tmp_path,
        "change",
        cancelled,
        cancelled | {"replayed": True},
        change | {"revision": 2, "changed": ["/unpublished_at"], "status": "taken down"},
    )
    warehouse.insert(delivery("a"))
    warehouse.insert(delivery("b"))

    changes = {each["field"]: each["changes"] for each in answer(warehouse, "4-changes")}
    assert changes == {"/status": 1, "/note": 1, "/unpublished_at": 1}
    (day,) = answer(warehouse, "5-cancellations")
    assert (day["events"], day["cancelled"], day["postponed"], day["taken_down"]) == (2, 1, 0, 1)


@pytest.mark.parametrize("sql", ["DROP TABLE event_published", "SELECT", "SELECT nothing"])
def test_only_a_select_that_can_be_answered_is(warehouse: Warehouse, sql: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        warehouse.ask(sql)


def test_the_page_shows_every_question_and_ones_own(warehouse: Warehouse) -> None:
    warehouse.insert(delivery("a", title="<script>"))

    shown = page(warehouse, "SELECT title FROM publish_event.event_published")

    for question in queries.questions():
        assert question.title in shown
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert 'role="alert"' not in shown
    assert 'role="alert"' in page(warehouse, "SELECT nothing")
