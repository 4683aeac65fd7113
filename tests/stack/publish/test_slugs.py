"""An address that was chosen: free or taken, and the same for every retry."""

import uuid

import pytest

from tests.support.factories import draft
from tests.support.stack import Person, Stack


def _slug() -> str:
    return f"jazz-{uuid.uuid4().hex[:12]}"


def test_a_chosen_slug_is_the_pages_address(stack: Stack, organizer: Person) -> None:
    slug = _slug()

    answer = stack.publish(organizer, draft(slug=slug, visibility="unlisted"))

    assert answer.status_code == 200, answer.text
    assert answer.json()["slug"] == slug
    assert answer.json()["public_url"] == f"{stack['site']}/e/{slug}"
    assert stack.page(slug).status_code == 200


def test_a_taken_one_is_refused_with_three_free_ones_and_nothing_is_lost(
    stack: Stack, organizer: Person
) -> None:
    slug, key = _slug(), str(uuid.uuid4())
    sent = draft(slug=slug, starts_at="2031-05-01T18:00:00Z", ends_at="2031-05-01T20:00:00Z")
    stack.publish(organizer, draft(slug=slug))
    stack.publish(organizer, draft(slug=f"{slug}-2"))

    answer = stack.publish(organizer, sent, key)

    assert answer.status_code == 409
    body = answer.json()
    assert body["type"] == "urn:publish-event:problem:slug-taken"
    assert body["suggestions"] == [f"{slug}-2031", f"{slug}-3", f"{slug}-4"]
    assert stack.event(key) == {}
    # The same key, with one of them.
    again = stack.publish(organizer, sent | {"slug": body["suggestions"][0]}, key)
    assert (again.status_code, again.json()["slug"]) == (200, f"{slug}-2031")


def test_a_replay_is_a_replay_although_its_slug_is_taken_by_itself(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft(slug=_slug())
    first = stack.publish(organizer, sent, key)

    again = stack.publish(organizer, sent, key)
    other = stack.publish(organizer, sent | {"slug": _slug()}, key)

    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 422  # another slug is another draft


def test_a_form_can_ask_before_it_publishes(stack: Stack, organizer: Person) -> None:
    slug = _slug()

    free = stack.look_up(organizer, slug)
    stack.publish(organizer, draft(slug=slug))
    taken = stack.look_up(organizer, slug)

    assert free.json() == {"slug": slug, "free": True, "suggestions": []}
    assert free.headers["Cache-Control"] == "no-store"
    assert taken.json()["free"] is False
    assert len(set(taken.json()["suggestions"])) == 3
    for each in taken.json()["suggestions"]:
        assert stack.look_up(organizer, each).json()["free"] is True


@pytest.mark.parametrize("slug", ["ab", "x" * 81, "Jazz", "a--b", "-jazz", "j%C3%A4zz"])
def test_what_can_be_no_slug_is_not_looked_up(stack: Stack, organizer: Person, slug: str) -> None:
    answer = stack.look_up(organizer, slug)

    assert (answer.status_code, answer.json()["type"]) == (
        400,
        "urn:publish-event:problem:malformed-request",
    )


def test_only_accounts_may_ask(stack: Stack) -> None:
    assert stack.look_up("no token", _slug()).status_code == 401


def test_a_change_keeps_the_slug_and_may_name_it(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft(slug=_slug(), language="de")
    stack.publish(organizer, sent, key)

    named = stack.change(organizer, key, sent | {"title": "Anders"})
    other = stack.change(organizer, key, sent | {"slug": _slug()}, revision=1)
    silent = stack.change(
        organizer, key, {k: v for k, v in sent.items() if k not in ("slug", "language")}, revision=1
    )

    assert (named.status_code, named.json()["slug"]) == (200, sent["slug"])
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (400, "/slug")
    assert (silent.status_code, silent.json()["changed"]) == (200, ["/title"])
    assert stack.event(key)["language"] == "de"
