"""The cover that an organizer chose: what is previewed, made, replaced and paid for."""

import asyncio
import io
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
import time_machine
from PIL import Image

from shared.pixels import composed
from shared.store import budget
from tests.support.environment import Configure
from tests.support.factories import draft
from tests.support.files import quarters, saved
from tests.support.loops import looping, on
from tests.support.stack import Person, Stack
from tests.support.uploads import send

Json = dict[str, Any]


class Chosen:
    """An event that is published with a cover, and changed."""

    def __init__(self, stack: Stack, person: Person, **fields: Any) -> None:
        self.stack, self.person = stack, person
        self.key, self.body, self.revision = str(uuid.uuid4()), draft(), 0
        answer = stack.publish(person, self.body | fields, self.key)
        assert answer.status_code == 200, answer.text

    def settled(self) -> Json:
        return self.stack.settled(self.key, "cover", seconds=60)

    def change(self, **fields: Any) -> Json:
        answer = self.put(**fields)
        assert answer.status_code == 200, answer.text
        self.revision = answer.json()["revision"]
        return dict(answer.json())

    def put(self, **fields: Any) -> requests.Response:
        return self.stack.change(self.person, self.key, self.body | fields, self.revision)

    def calls(self) -> int:
        return len(self.stack.gemini_calls(self.body["title"]))


def preview(
    stack: Stack, person: Person | None, query: str, body: object, key: str | None = None
) -> requests.Response:
    headers = {"Authorization": f"Bearer {person.token}"} if person else {}
    headers |= {"Idempotency-Key": key} if key else {}
    url = f"{stack['site']}/api/covers/preview{query}"
    return requests.post(url, json=body, headers=headers, timeout=30)


# --- The preview ----------------------------------------------------------------------------------


def test_the_preview_is_the_very_picture_that_is_published(stack: Stack, organizer: Person) -> None:
    it = Chosen(stack, organizer, cover={"kind": "composed", "design": 7})
    cover = it.settled()

    seen = preview(stack, organizer, "?design=7", it.body)
    card = preview(stack, organizer, "?design=7&as=card", it.body)

    assert (cover["source"], cover["error"], it.calls()) == ("composed", None, 0)
    assert seen.content == requests.get(cover["url"], timeout=10).content
    assert card.content == requests.get(cover["social_url"], timeout=10).content
    assert (seen.headers["Content-Type"], card.headers["Content-Type"]) == (
        "image/webp",
        "image/jpeg",
    )
    assert seen.headers["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(card.content)).size == (1200, 630)
    small = preview(stack, organizer, "?design=7&as=thumbnail", it.body)
    assert Image.open(io.BytesIO(small.content)).size == (400, 225)


def test_the_preview_without_a_design_is_in_the_keys_own(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())

    seen = preview(stack, organizer, "", draft(title="Own"), key)

    design = composed.design_of(key)
    assert (
        seen.content == preview(stack, organizer, f"?design={design}", draft(title="Own")).content
    )


@pytest.mark.parametrize(
    ("query", "changes", "problem"),
    [
        ("", {}, "malformed-request"),
        ("?design=32", {}, "malformed-request"),
        ("?design=-1", {}, "malformed-request"),
        ("?design=x", {}, "malformed-request"),
        ("?design=1&as=poster", {}, "malformed-request"),
        ("?design=1", {"title": ""}, "invalid-event"),
    ],
)
def test_what_cannot_be_previewed_gets_a_problem(
    stack: Stack, organizer: Person, query: str, changes: Json, problem: str
) -> None:
    answer = preview(stack, organizer, query, draft() | changes)

    assert answer.status_code == 400
    assert answer.json()["type"] == f"urn:publish-event:problem:{problem}"


def test_a_stranger_sees_no_preview(stack: Stack) -> None:
    assert preview(stack, None, "?design=1", draft()).status_code == 401


def test_who_asks_too_often_is_told_when_to_come_again(stack: Stack, organizer: Person) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: preview(stack, organizer, "?design=1", draft(title="")), range(80))
        )
    assert {answer.status_code for answer in answers} == {400}  # what is refused costs nothing

    # 60 a minute: asked faster than that, some are refused.
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: preview(stack, organizer, "?design=1&as=card", draft()), range(80))
        )

    refused = [answer for answer in answers if answer.status_code != 200]
    assert refused
    assert {answer.status_code for answer in refused} == {429}
    assert {answer.json()["type"] for answer in refused} == {
        "urn:publish-event:problem:too-many-requests"
    }
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)


# --- The choice -----------------------------------------------------------------------------------


def test_somebody_elses_photo_cannot_be_chosen(stack: Stack, organizer: Person) -> None:
    theirs = {"kind": "uploaded", "upload": f"uploads/somebody-else/{'0' * 32}"}
    it = Chosen(stack, organizer)

    published = stack.publish(organizer, draft(cover=theirs))
    changed = it.put(cover=theirs)

    assert (published.status_code, changed.status_code) == (403, 403)


def test_another_picture_is_painted_and_the_earlier_one_costs_nothing(
    stack: Stack, organizer: Person
) -> None:
    it = Chosen(stack, organizer, cover={"kind": "generated"})
    first = it.settled()

    changed = it.change(cover={"kind": "generated"})
    second = it.settled()
    it.change(cover={"kind": "earlier", "revision": 1})
    third = it.settled()

    assert changed["changed"] == ["/cover"]
    assert (first["source"], second["source"], third["source"]) == ("generated",) * 3
    assert it.calls() == 2
    assert third["art"] == first["art"]
    assert third["url"] == first["url"]
    assert requests.get(third["url"], timeout=10).status_code == 200


def test_a_photo_takes_the_place_of_a_design_and_the_other_way_round(
    stack: Stack, organizer: Person
) -> None:
    upload = send(stack, saved(quarters(), "JPEG"), "image/jpeg", organizer.token).json()
    photo = {"kind": "uploaded", "upload": upload["cover_upload"]}
    design = {"kind": "composed", "design": 3}
    it = Chosen(stack, organizer, cover=design)
    it.settled()

    it.change(cover=photo)
    uploaded = it.settled()
    nothing = it.change(cover=photo)
    it.change(cover=design)
    composed = it.settled()

    assert (uploaded["source"], uploaded["error"]) == ("uploaded", None)
    assert nothing["changed"] == []
    assert (composed["source"], composed["design"], composed["upload"]) == ("composed", 3, None)
    assert it.calls() == 0


def test_a_picture_that_cannot_be_painted_leaves_the_one_before_and_says_why(
    stack: Stack, organizer: Person
) -> None:
    it = Chosen(stack, organizer, cover={"kind": "generated"})
    first = it.settled()
    stack.gemini_will("safety", it.body["title"])

    it.change(cover={"kind": "generated"})
    second = it.settled()

    assert "IMAGE_SAFETY" in second["error"]
    assert (second["source"], second["url"]) == ("generated", first["url"])


@pytest.mark.parametrize("revision", [1, 7])
def test_a_cover_that_was_never_replaced_cannot_be_gone_back_to(
    stack: Stack, organizer: Person, revision: int
) -> None:
    it = Chosen(stack, organizer, cover={"kind": "composed", "design": 1})

    answer = it.put(cover={"kind": "earlier", "revision": revision})

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/cover/revision"]


# --- Of another event -----------------------------------------------------------------------------


def test_a_painted_picture_is_copied_for_nothing_and_still_says_that_it_is_ais(
    stack: Stack, organizer: Person
) -> None:
    it = Chosen(stack, organizer)
    first = it.settled()
    copied = {"kind": "copied", "event": it.key}

    copy = Chosen(stack, organizer, cover=copied)
    second = copy.settled()
    stack.ops("purge", it.key, "--yes")  # the copy has its own

    replayed = stack.publish(organizer, copy.body | {"cover": copied}, copy.key)
    assert (replayed.status_code, replayed.headers["Idempotent-Replayed"]) == (200, "true")
    assert (second["source"], second["model"]) == ("generated", first["model"])
    assert (second["error"], copy.calls()) == (None, 0)
    assert second["art"] == first["art"].replace(it.key, copy.key)  # the same bytes
    picture = requests.get(second["url"], timeout=10).content
    assert b"trainedAlgorithmicMedia" in picture
    assert "Picture made by AI" in stack.page(stack.event(copy.key)["slug"]).text

    copy.change(title=f"{copy.body['title']} moved")
    third = copy.settled()

    assert (third["art"], third["error"], copy.calls()) == (second["art"], None, 0)
    assert third["social_url"] != second["social_url"]


def test_what_is_no_picture_of_ones_own_cannot_be_copied(stack: Stack, organizer: Person) -> None:
    design = Chosen(stack, organizer, cover={"kind": "composed", "design": 1})
    design.settled()
    painted = Chosen(stack, organizer)
    painted.settled()
    stranger = stack.person("Stranger")

    for person, event_id in (
        (organizer, design.key),
        (stranger, painted.key),
        (organizer, str(uuid.uuid4())),
    ):
        key = str(uuid.uuid4())
        sent = draft(cover={"kind": "copied", "event": event_id})
        answer = stack.publish(person, sent, key)
        assert answer.status_code == 400
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/cover/event"]
        assert stack.event(key) == {}


# --- Everybody's budget ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Paying:
    """Payments in a project of its own."""

    loop: asyncio.AbstractEventLoop
    project: str

    def pay(self, owner: str, limit: int, total: int) -> budget.Payment:
        return on(self.loop, budget.pay(owner, limit, total))

    def refund(self, payment: budget.Payment) -> None:
        on(self.loop, payment.refund())


@pytest.fixture
def paying(stack: Stack, configure: Configure) -> Iterator[Paying]:
    project = f"demo-{uuid.uuid4().hex[:12]}"
    configure(GOOGLE_CLOUD_PROJECT=project, FIRESTORE_EMULATOR_HOST=stack["firestore"])
    budget._full.clear()  # of another project
    with looping() as loop:
        yield Paying(loop, project)


def test_all_organizers_together_never_exceed_the_days_total(paying: Paying) -> None:
    def pay(n: int) -> budget.Payment | None:
        try:
            return paying.pay(f"owner-{n}", 20, 20)
        except budget.Spent:
            return None

    with ThreadPoolExecutor(4) as pool:
        payments = [each for each in pool.map(pay, range(60)) if each]
    assert 0 < len(payments) <= 20

    paying.refund(payments[0])

    assert any(pay(100 + n) for n in range(60))  # one is free again, and is found


def test_a_total_that_is_spent_costs_no_more_writes_for_ten_minutes(
    stack: Stack, paying: Paying
) -> None:
    """They would all go to the same few documents, for every cover of the rest of the day."""
    for n in range(60):
        with suppress(budget.Spent):
            paying.pay(f"owner-{n}", 20, 16)
    budgets = stack.other(paying.project).collection("budgets")
    written = {each.id: each.update_time for each in budgets.stream()}

    with pytest.raises(budget.Spent, match="all 16 generated covers"):
        paying.pay("somebody-else", 20, 16)

    assert {each.id: each.update_time for each in budgets.stream()} == written
    with (
        time_machine.travel(datetime.now(UTC) + timedelta(minutes=10, seconds=1)),
        pytest.raises(budget.Spent),
    ):
        paying.pay("somebody-else", 20, 16)
    assert {each.id: each.update_time for each in budgets.stream()} != written
    assert len(budget._full) == 3  # those that were tried again: what is over is forgotten


def test_nothing_is_paid_for_where_the_total_is_nothing(paying: Paying) -> None:
    with pytest.raises(budget.Spent, match="all 0 generated covers"):
        paying.pay("ada", 20, 0)


def test_an_owners_limit_is_their_own(paying: Paying) -> None:
    paying.pay("ada", 1, 1000)

    with pytest.raises(budget.Spent, match="the organizer's 1 "):
        paying.pay("ada", 1, 1000)
    paying.pay("bob", 1, 1000)
