"""The readable part of a page's address, in whatever script its title is written."""

import re

import pytest

from shared.event import slugs


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("東京の夜", "dong-jing-noye"),
        ("Ελλάδα", "ellada"),
        ("Москва", "moskva"),
        ("🎉🎉🎉", "event"),
        ("Größe & Übermut", "grosse-ubermut"),
        ("---", "event"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
    ],
)
def test_every_script_has_a_slug(title: str, slug: str) -> None:
    assert next(slugs.candidates(title, "key")) == slug


def test_a_slug_is_cut_at_a_word_and_never_longer_than_80() -> None:
    title = (
        "The seventh annual international symposium on the philosophy of distributed idempotency"
    )

    for slug in slugs.candidates(title, "key"):
        assert len(slug) <= 80
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert next(slugs.candidates(title, "key")).endswith("-distributed")
