"""Broken rules as a form shows them: where each is, and what to do about it."""

import pytest
from pydantic import ValidationError

from shared.edge.validation import EMPTY, MISMATCHED, SENTENCES, mistakes, pointer
from shared.event.draft import RULES, EventDraft
from tests.support.evening import ONLINE, sent
from tests.support.factories import ticket


def said(**changes: object) -> dict[str, str]:
    """Pointer → sentence."""
    with pytest.raises(ValidationError) as refused:
        EventDraft.model_validate(sent(**changes))
    return {each["pointer"]: each["detail"] for each in mistakes(refused.value)}


def test_every_field_that_is_missing_says_what_to_put_there() -> None:
    with pytest.raises(ValidationError) as refused:
        EventDraft.model_validate({"tickets": [{}]})

    found = {each["pointer"]: each["detail"] for each in mistakes(refused.value)}

    fields = {where.replace("/*/", "/0/"): text for where, text in EMPTY.items()}
    assert found == {where: text for where, text in fields.items() if "/location/" not in where}


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("/title", {"title": " "}),
        ("/location/name", {"location": {"kind": "venue", "name": ""}}),
        ("/location/name", {"location": {"kind": "venue"}}),
        ("/location/url", {"location": {"kind": "online"}}),
        ("/tickets/*/name", {"tickets": [ticket(name="")]}),
        ("/tickets/*/name", {"tickets": [*[ticket(name=str(n)) for n in range(12)], {}]}),
    ],
)
def test_an_empty_field_says_the_same_wherever_it_stands(
    where: str, changes: dict[str, object]
) -> None:
    found = said(**changes)

    assert EMPTY[where] in found.values()
    assert all(path.startswith(where.split("/*/", maxsplit=1)[0]) for path in found)


@pytest.mark.parametrize(
    ("changes", "where", "kind", "limits"),
    [
        ({"title": 7}, "/title", "string_type", {}),
        ({"title": "x" * 121}, "/title", "string_too_long", {"max_length": 120}),
        (
            {"tickets": [ticket(name=str(n)) for n in range(51)]},
            "/tickets",
            "too_long",
            {"max_length": 50},
        ),
        ({"tickets": [ticket(price=-1)]}, "/tickets/0/price", "greater_than_equal", {"ge": 0}),
        (
            {"tickets": [ticket(quantity=10**9 + 1)]},
            "/tickets/0/quantity",
            "less_than_equal",
            {"le": 10**9},
        ),
        ({"tickets": [ticket(price=1.5)]}, "/tickets/0/price", "int_type", {}),
        (
            {"visibility": "secret"},
            "/visibility",
            "literal_error",
            {"expected": "'public' or 'unlisted'"},
        ),
        (
            {"location": {"kind": "moon"}},
            "/location",
            "union_tag_invalid",
            {"expected_tags": "'venue', 'online'"},
        ),
        ({"location": {"name": "x"}}, "/location", "union_tag_not_found", {}),
        ({"colour": "red"}, "/colour", "extra_forbidden", {}),
        ({"location": ONLINE | {"name": "x"}}, "/location/name", "extra_forbidden", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_rule_says_its_limit(
    changes: dict[str, object], where: str, kind: str, limits: dict[str, object]
) -> None:
    assert said(**changes) == {where: SENTENCES[kind].format(**limits)}


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("/location/url", {"location": {"kind": "online", "url": "http://meet.example"}}),
        ("/cover_upload", {"cover_upload": "x"}),
    ],
)
def test_what_does_not_match_says_what_it_should_be_like(
    where: str, changes: dict[str, object]
) -> None:
    assert said(**changes) == {where: MISMATCHED[where]}


def test_a_rule_of_our_own_says_its_own_words_as_a_sentence() -> None:
    (detail,) = said(timezone="Mars/Base").values()

    assert detail == RULES["timezone"]


def test_every_broken_rule_is_told_in_the_drafts_order() -> None:
    assert list(said(title="", timezone="x", visibility="x")) == [
        "/title",
        "/timezone",
        "/visibility",
    ]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ((), ""),
        (("tickets", 0, "price"), "/tickets/0/price"),
        (("a/b~c",), "/a~1b~0c"),
        (("location", "venue", "name"), "/location/name"),
        (("location", "online", "url"), "/location/url"),
        # Only where pydantic put it: a field of that name elsewhere is one.
        (("venue",), "/venue"),
        (("location",), "/location"),
        (("location", "venue", "venue"), "/location/venue"),
        (("tickets", "venue"), "/tickets/venue"),
        (("location", "moon"), "/location/moon"),
    ],
)
def test_a_pointer_is_a_path_in_the_json_that_was_sent(
    location: tuple[int | str, ...], path: str
) -> None:
    assert pointer(location) == path
