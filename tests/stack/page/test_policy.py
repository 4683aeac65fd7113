"""What a page forbids a browser, whole; and how soon a page is looked at again."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.support.factories import cover, document, now
from tests.support.stack import Stack

HARDENED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def put(stack: Stack, **changes: Any) -> str:
    page = document(**changes)
    stack.firestore.document(f"pages/{page['slug']}").set(page)
    return str(page["slug"])


def get(stack: Stack, path: str) -> requests.Response:
    return requests.get(f"{stack['page']}/e/{path}", timeout=10, allow_redirects=False)


def test_a_page_loads_its_own_pictures_style_and_script_and_does_nothing_else(stack: Stack) -> None:
    answers = [get(stack, put(stack)), get(stack, "nothing-of-that-name")]

    for answer in answers:
        rules = dict(
            rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; ")
        )
        for own in (rules.pop("style-src"), rules.pop("script-src")):
            assert own.startswith("'sha256-")
            assert " " not in own
        media = urlsplit(stack["storage"])
        assert rules == {
            "default-src": "'none'",
            "img-src": f"{stack['site']} {media.scheme}://{media.netloc}",
            "font-src": "'self'",
            # No form leaves for elsewhere, no <base> moves the links, nobody frames it.
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
        }


@pytest.mark.parametrize("end", ["", ".ics", ".jpg"])
def test_every_answer_is_hardened(stack: Stack, end: str) -> None:
    slug = put(stack)

    for answer in (get(stack, slug + end), get(stack, "nothing-of-that-name" + end)):
        assert {name: answer.headers.get(name) for name in HARDENED} == HARDENED


@pytest.mark.parametrize("source", [None, "composed"])
def test_a_page_without_its_final_cover_is_looked_at_again_at_once_for_five_minutes(
    stack: Stack, source: str | None
) -> None:
    awaiting = cover(source=source) if source else None
    ages = {}
    for minutes in (4, 6):
        slug = put(stack, cover=awaiting, published_at=now() - timedelta(minutes=minutes))
        answer = get(stack, slug)
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        ages[minutes] = int(answer.headers["Age"])

    # What is left of its minute is all that a cache may keep.
    assert ages[4] >= 59
    assert ages[6] == 0


@pytest.mark.parametrize("is_outdated", [True, False])
def test_a_page_whose_cover_is_lettered_again_is_looked_at_again_at_once(
    stack: Stack, *, is_outdated: bool
) -> None:
    before, ages = cover(outdated=is_outdated), {}
    for minutes in (4, 6):
        slug = put(stack, cover=before, changed_at=now() - timedelta(minutes=minutes))
        ages[minutes] = int(get(stack, slug).headers["Age"])

    assert (ages[4] >= 59) == is_outdated
    assert ages[6] == 0


@pytest.mark.parametrize("source", ["uploaded", "generated"])
def test_a_page_with_its_final_cover_is_kept_for_a_minute(stack: Stack, source: str) -> None:
    slug = put(stack, cover=cover(source=source), published_at=now())

    assert get(stack, slug).headers["Age"] == "0"
