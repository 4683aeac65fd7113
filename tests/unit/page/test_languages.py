"""The page of an event in each language: direction, names, words."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from functions.page import render
from shared.event import languages, wording
from shared.event.languages import CATALOGUES
from tests.support.evening import ONLINE, URL, page
from tests.support.factories import ticket

TAGS = [name.replace("_", "-") for name in CATALOGUES]

pytestmark = pytest.mark.usefixtures("clock", "site")


def shown(**changes: Any) -> BeautifulSoup:
    return BeautifulSoup(render.event(page(**changes)), "html.parser")


def structured(found: BeautifulSoup) -> dict[str, Any]:
    (script,) = found.select('script[type="application/ld+json"]')
    said: dict[str, Any] = json.loads(str(script.string))
    return said


def meta(found: BeautifulSoup, name: str) -> str:
    (tag,) = found.select(f'meta[property="{name}"], meta[name="{name}"]')
    return str(tag["content"])


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_is_in_the_events_language(tag: str) -> None:
    event, spoken = page(language=tag, tickets=[ticket()]), languages.of(tag)
    found = BeautifulSoup(render.event(event), "html.parser")

    (html,) = found.select("html")
    assert (html["lang"], html["dir"]) == (tag, "rtl" if tag in ("ar", "he") else "ltr")
    assert meta(found, "og:locale") == spoken.og_locale
    assert meta(found, "og:description").startswith(wording.when(event))
    schema, in_english = structured(found), structured(shown(tickets=[ticket()]))
    assert schema["inLanguage"] == tag
    assert schema | {"image": in_english["image"], "inLanguage": "en"} == in_english
    assert [each.keys() for each in schema["image"]] == [
        each.keys() for each in in_english["image"]
    ]
    text = found.get_text(" ")
    for message in ("Add to calendar", "Show on a map", "Share", "Tickets", "Made with AI"):
        assert message not in text or tag.startswith("en") or spoken.text(message) == message
        if message != "Made with AI":
            assert spoken.text(message) in text
    by = spoken.text("by {organizer}", organizer="Olivia Organizer")
    assert found.select(".by")[0].get_text() == by
    assert found.select("td")[0].get_text() == wording.money(1800, "EUR", spoken)
    local = wording.local(event.starts_at, event)
    leaf = [wording.format_date(local, pattern, spoken) for pattern in ("MMM", "d")]
    assert list(found.select(".leaf")[0].stripped_strings) == leaf
    (times,) = found.select(".when b:has(time)")
    assert " ".join(times.get_text().split()) == " ".join(wording.when(event).split())


@pytest.mark.parametrize(
    ("tag", "headline", "text"),
    [
        ("de", "Abgesagt", "Dieses Event findet nicht statt."),
        ("en-US", "Canceled", "This event is not taking place."),
        ("he", "בוטל", "האירוע הזה לא יתקיים."),
        ("ja", "中止", "このイベントは開催されません。"),
    ],
)
def test_what_became_of_an_event_is_said_in_its_language(
    tag: str, headline: str, text: str
) -> None:
    found = shown(language=tag, status="cancelled")

    (said,) = found.select(".notice p")
    assert list(said.stripped_strings) == [headline, text]
    assert meta(found, "og:title") == wording.preview(page(language=tag, status="cancelled"))
    assert headline in meta(found, "og:title")


def test_an_online_event_says_so_in_its_language() -> None:
    found = shown(language="ar", location=ONLINE, moved_online=True)

    assert "أصبحت عبر الإنترنت" in found.get_text()
    assert "عبر الإنترنت" in [each.get_text() for each in found.select(".fact b")]


def test_a_language_that_there_are_no_words_for_is_named_and_read_in_its_direction() -> None:
    found = shown(language="fa", title="شب جاز")

    (html,) = found.select("html")
    assert (html["lang"], html["dir"]) == ("fa", "rtl")
    assert "Add to calendar" in found.get_text()
    assert meta(found, "og:locale") == "fa_IR"


@pytest.mark.parametrize("tag", TAGS)
def test_an_error_page_is_in_the_readers_language(tag: str) -> None:
    spoken = languages.of(tag)
    for status in (404, 405, 500, 503):
        found = BeautifulSoup(render.refusal(status, spoken, 5), "html.parser")

        (html,) = found.select("html")
        assert (html["lang"], html["dir"]) == (tag, spoken.direction)
    assert spoken.text("One moment, please") in found.get_text()
    assert spoken.digits("5") in found.get_text()


def test_a_page_that_was_taken_down_says_so_in_the_events_language() -> None:
    html = render.taken_down(languages.of("uk"), by_owner=True).decode()

    assert "Організатор зняв цю сторінку з публікації" in html
    assert '<html lang="uk" dir="ltr"' in html


def test_calendars_are_called_by_the_languages_names() -> None:
    found = shown(language="fr")

    links = {link.get_text(): link["href"] for link in found.select(".dates a")}
    assert links["Fichier .ics"] == f"{URL}.ics"
    assert links["S’abonner"] == f"{URL.replace('https', 'webcal')}.ics"
