"""infra/firestore.indexes.json, against the queries that are really sent: none too few or many."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from google.cloud.firestore_v1.types import RunQueryRequest, StructuredQuery
from google.protobuf.json_format import ParseDict
from playwright.sync_api import Browser, Request

from infra.functions import ROOT
from tests.support.app import opened
from tests.support.relay import Relay
from tests.support.stack import Person, Stack

FILE = json.loads((ROOT / "infra/firestore.indexes.json").read_text())
Direction = StructuredQuery.Direction
Operator = StructuredQuery.FieldFilter.Operator
EQUALITIES = (Operator.EQUAL, Operator.IN)


class Shape(NamedTuple):
    """What Firestore needs of an index: fields in any order first, then these in theirs."""

    collection: str
    equal: frozenset[str]
    ordered: tuple[tuple[str, str], ...]

    @property
    def is_composite(self) -> bool:
        return len(self.equal) + len(self.ordered) > 1


INDEXES = [
    (index["collectionGroup"], tuple((f["fieldPath"], f["order"]) for f in index["fields"]))
    for index in FILE["indexes"]
]


@pytest.fixture(scope="module")
def sent(stack: Stack, browser: Browser) -> set[Shape]:
    """Every query that the code sends, taken off the wire."""
    return {*_python(stack), *_front_end(stack, browser, stack.person())}


def _python(stack: Stack) -> Iterator[Shape]:
    """`pending` asks for all that the sweep asks for, `retry --failed` for the rest of Python's."""
    relay = Relay()
    relay.start(stack["firestore"])
    described = json.loads((stack.state / "stack.json").read_text())
    state = stack.state / "indexes"
    state.mkdir(exist_ok=True)
    here = described | {"firestore": f"127.0.0.1:{relay.port}"}
    (state / "stack.json").write_text(json.dumps(here))
    ops = [sys.executable, "-m", "infra.ops", "--local", "--state", str(state)]
    for command in (["pending"], ["retry", "--failed", "--since", "2999-01-01"]):
        subprocess.run([*ops, *command], cwd=ROOT, check=True, capture_output=True)
    for request in relay.requests("RunQuery", "events"):
        yield _shape(RunQueryRequest.deserialize(request).structured_query)
    relay.stop()


def _front_end(stack: Stack, browser: Browser, person: Person) -> Iterator[Shape]:
    """The dashboard's."""
    with (
        opened(browser, stack, person) as app,
        app.tab.expect_request(lambda request: bool(_queries(request))) as asking,
    ):
        app.sign_in("/dashboard")
    yield from _queries(asking.value)


def _queries(request: Request) -> list[Shape]:
    if not request.url.endswith(":runQuery"):
        return []
    query = json.loads(request.post_data or "")["structuredQuery"]
    return [_shape(StructuredQuery(ParseDict(query, StructuredQuery.pb()())))]


def _shape(query: StructuredQuery) -> Shape:
    filters = list(_filters(query.where))
    orders = {o.field.field_path: o.direction.name for o in query.order_by}
    ranged = {f.field.field_path: "ASCENDING" for f in filters if f.op not in EQUALITIES}
    ordered = {name: way for name, way in (ranged | orders).items() if name != "__name__"}
    return Shape(
        query.from_[0].collection_id,
        frozenset(f.field.field_path for f in filters if f.op in EQUALITIES),
        tuple(ordered.items()),
    )


def _filters(where: Any) -> Iterator[Any]:
    if where.composite_filter.filters:
        for inner in where.composite_filter.filters:
            yield from _filters(inner)
    elif where.field_filter.field.field_path:
        yield where.field_filter


def _serves(index: tuple[str, tuple[tuple[str, str], ...]], shape: Shape) -> bool:
    collection, fields = index
    equal, ordered = fields[: len(shape.equal)], fields[len(shape.equal) :]
    return (
        collection == shape.collection
        and {name for name, _ in equal} == shape.equal
        and ordered == shape.ordered
    )


def test_the_queries_are_those_we_know(sent: set[Shape]) -> None:
    due = {
        Shape("events", frozenset({"shard"}), ((f"{w}.due", "ASCENDING"),))
        for w in ("cover", "confirmation")
    }
    failed = {
        Shape("events", frozenset({"shard", field}), ())
        for field in ("confirmation.state", "cover.source")
    }
    own = Shape("events", frozenset({"owner"}), (("published_at", "DESCENDING"),))

    assert sent == due | failed | {own}


def test_every_query_has_its_index(sent: set[Shape]) -> None:
    for shape in sent:
        assert shape.is_composite
        assert any(_serves(index, shape) for index in INDEXES), shape


def test_every_index_has_its_query(sent: set[Shape]) -> None:
    for index in INDEXES:
        assert any(_serves(index, shape) for shape in sent), index
