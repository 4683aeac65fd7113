"""infra/firestore.rules for drafts, asked as the front end asks: commits over REST."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import requests

from infra.functions import ROOT
from tests.support.factories import draft
from tests.support.stack import Person, Stack

ALLOWED, DENIED, MISSING, EXISTS = 200, 403, 404, 409
RULES = (ROOT / "infra/firestore.rules").read_text()
LIMITS = {name: int(most) for name, most in re.findall(r"isText\('(\w+)', (\d+)\)", RULES)}


class Drafts:
    """One person's drafts, as their browser writes them."""

    def __init__(self, stack: Stack, owner: Person, by: Person | None = None) -> None:
        project = f"projects/{stack['project']}/databases/(default)/documents"
        self._url = f"http://{stack['firestore']}/v1/{project}"
        self._folder = f"{project}/organizers/{owner.uid}/drafts"
        self._headers = {"Authorization": f"Bearer {(by or owner).token}"}

    def write(
        self, key: str, *, exists: bool | None = False, stamped: bool = True, **fields: Any
    ) -> int:
        """Create, or with `exists` change; the fields that have no value are removed."""
        values = {name: _value(value) for name, value in fields.items() if value is not None}
        write: dict[str, Any] = {"update": {"name": f"{self._folder}/{key}", "fields": values}}
        if exists is not None:
            write["currentDocument"] = {"exists": exists}
        if exists is not False:
            write["updateMask"] = {"fieldPaths": list(fields)}
        if stamped:
            write["updateTransforms"] = [
                {"fieldPath": "edited_at", "setToServerValue": "REQUEST_TIME"}
            ]
        return self._post(":commit", {"writes": [write]})

    def delete(self, key: str) -> int:
        return self._post(":commit", {"writes": [{"delete": f"{self._folder}/{key}"}]})

    def get(self, key: str) -> int:
        return self._get(f"{self._folder}/{key}")

    def list(self) -> int:
        return self._get(self._folder)

    def _get(self, name: str) -> int:
        url = f"{self._url}/{name.partition('/documents/')[2]}"
        return requests.get(url, headers=self._headers, timeout=10).status_code

    def _post(self, method: str, body: object) -> int:
        answer = requests.post(self._url + method, json=body, headers=self._headers, timeout=10)
        return answer.status_code


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"mapValue": {"fields": {name: _value(each) for name, each in value.items()}}}
    if isinstance(value, list):
        return {"arrayValue": {"values": [_value(each) for each in value]}}
    kind = {str: "stringValue", int: "integerValue", bool: "booleanValue"}[type(value)]
    return {kind: value}


@pytest.fixture(scope="module")
def ada(stack: Stack) -> Person:
    return stack.person()


@pytest.fixture(scope="module")
def drafts(stack: Stack, ada: Person) -> Drafts:
    return Drafts(stack, ada)


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


FULL: dict[str, Any] = {
    **{name: "x" * most for name, most in LIMITS.items()},
    "tickets": {f"{n:036}/{part}": "1" for n in range(50) for part in ("name", "price", "order")},
}


def test_an_owner_creates_changes_reads_lists_and_deletes_a_draft(drafts: Drafts, key: str) -> None:
    assert drafts.write(key, title="Jazz") == ALLOWED
    assert drafts.write(key, title="Blues", exists=True) == ALLOWED
    assert drafts.write(key, title=None, exists=True) == ALLOWED
    assert drafts.get(key) == ALLOWED
    assert drafts.list() == ALLOWED
    assert drafts.delete(key) == ALLOWED
    assert drafts.get(key) == MISSING
    assert drafts.write(key, title="Blues", exists=True) == MISSING


def test_a_draft_at_all_of_its_limits_is_kept(drafts: Drafts, key: str) -> None:
    assert drafts.write(key, **FULL) == ALLOWED
    assert drafts.write(key, title="Jazz") == EXISTS


@pytest.mark.parametrize("name", LIMITS)
def test_a_text_that_is_longer_or_no_text_is_refused(drafts: Drafts, key: str, name: str) -> None:
    wrong: tuple[Any, ...] = ("x" * (LIMITS[name] + 1), 7, {"a": "b"}, ["a"])
    for value in wrong:
        assert drafts.write(key, **{name: value}) == DENIED
    assert drafts.write(key, title="Jazz") == ALLOWED
    for value in wrong:
        assert drafts.write(key, **{name: value}, exists=True) == DENIED


@pytest.mark.parametrize(
    "tickets",
    [
        {f"{n}/name": "" for n in range(501)},
        {"1/name": "x" * 30_001},
        {"1/name": "x" * 15_001, "2/name": "x" * 15_000},
        {"x" * 1400 + str(n): "" for n in range(22)},
        {"1/name": {"a": "b"}},
        {"1/name": ["a"]},
        ["1"],
        "1",
    ],
    ids=["entries", "long", "long together", "long names", "map", "list", "a list", "a text"],
)
def test_tickets_are_a_bounded_map_of_texts(drafts: Drafts, key: str, tickets: Any) -> None:
    assert drafts.write(key, tickets=tickets) == DENIED


def test_only_known_fields_are_stored_with_the_servers_time(drafts: Drafts, key: str) -> None:
    assert drafts.write(key, title="Jazz", owner="ada") == DENIED
    assert drafts.write(key, title="Jazz", stamped=False) == DENIED
    assert drafts.write(key, title="Jazz", edited_at="now", stamped=False) == DENIED
    assert drafts.write(key, title="Jazz") == ALLOWED
    assert drafts.write(key, owner="ada", exists=True) == DENIED
    assert drafts.write(key, title="Blues", exists=True, stamped=False) == DENIED


@pytest.mark.parametrize("name", ["1", "jazz", "A" * 36, "B466A668-7D60-4F6D-9A7A-AB61566C38CC"])
def test_a_draft_is_named_by_a_key_that_publishes(drafts: Drafts, name: str) -> None:
    assert drafts.write(name, title="Jazz") == DENIED


def test_others_neither_see_nor_touch_a_draft(
    stack: Stack, ada: Person, drafts: Drafts, key: str
) -> None:
    bobs = Drafts(stack, ada, stack.person())
    assert drafts.write(key, title="Jazz") == ALLOWED

    assert (bobs.get(key), bobs.list(), bobs.delete(key)) == (DENIED, DENIED, DENIED)
    assert bobs.write(key, title="Mine", exists=True) == DENIED
    assert bobs.write(str(uuid.uuid4()), title="Mine") == DENIED


def test_publishing_deletes_the_draft_and_no_late_edit_brings_it_back(
    stack: Stack, ada: Person, drafts: Drafts, key: str
) -> None:
    other = str(uuid.uuid4())
    assert (drafts.write(key, title="Jazz"), drafts.write(other, title="B")) == (ALLOWED, ALLOWED)

    assert stack.publish(ada, draft(), key).status_code == 200

    assert drafts.get(key) == MISSING
    assert drafts.get(other) == ALLOWED
    attempts: dict[str, Callable[[], int]] = {
        "change": lambda: drafts.write(key, title="Late", exists=True),
        "create": lambda: drafts.write(key, title="Late"),
        "either": lambda: drafts.write(key, title="Late", exists=None),
    }
    found = {name: attempt() for name, attempt in attempts.items()}
    assert found == dict.fromkeys(attempts, DENIED)
    assert drafts.get(key) == MISSING


def test_a_draft_left_beside_an_event_is_not_changed(
    stack: Stack, ada: Person, drafts: Drafts, key: str
) -> None:
    """As when another account's event has its ID."""
    assert drafts.write(key, title="Jazz") == ALLOWED
    assert stack.publish(stack.person(), draft(), key).status_code == 200

    assert drafts.write(key, title="Late", exists=True) == DENIED
    assert (drafts.get(key), drafts.delete(key)) == (ALLOWED, ALLOWED)


def test_a_refused_publish_leaves_the_draft(
    stack: Stack, ada: Person, drafts: Drafts, key: str
) -> None:
    assert drafts.write(key, title="Jazz") == ALLOWED

    assert stack.publish(ada, draft(title=""), key).status_code == 400

    assert drafts.get(key) == ALLOWED


def test_the_front_end_knows_the_names_and_limits_of_the_rules() -> None:
    source = (ROOT / "web/src/drafts/fields.ts").read_text()
    (block,) = re.findall(r"export const LIMITS = \{(.*?)\}", source, re.DOTALL)
    known = {
        name: int(most.replace("_", "")) for name, most in re.findall(r"(\w+): ([\d_]+)", block)
    }
    (fields,) = re.findall(r"hasOnly\(\[(.*?)\]\)", RULES, re.DOTALL)
    entries, size = re.findall(r"MAX_TICKET_\w+ = ([\d_]+)", source)

    assert known == LIMITS
    assert set(re.findall(r"'(\w+)'", fields)) == {*LIMITS, "tickets", "edited_at"}
    assert f"tickets.size() <= {int(entries)}\n" in RULES
    assert RULES.count(f".join('').size() <= {int(size.replace('_', ''))}") == 2
