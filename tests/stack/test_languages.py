"""Events in two languages, end to end: page, mail, calendar file and card."""

import io
import uuid

import pytest
import requests
from bs4 import BeautifulSoup
from PIL import Image

from shared.event import languages
from tests.support.factories import draft
from tests.support.stack import Person, Stack


@pytest.mark.parametrize(
    ("tag", "title", "slug"),
    [
        ("he", "ליל ג׳אז בחצר", "lyl-gz-vhtsr"),
        ("ja", "東京の夜", "tokyo-no-yoru"),
    ],
)
def test_an_event_is_in_its_language_wherever_it_is_seen(
    stack: Stack, organizer: Person, tag: str, title: str, slug: str
) -> None:
    key = str(uuid.uuid4())
    sent = draft(title=title, language=tag, cover={"kind": "composed", "design": 3})

    published = stack.publish(organizer, sent, key)

    assert published.status_code == 200, published.text
    assert published.json()["slug"].startswith(slug)
    page = stack.page(published.json()["slug"])
    (html,) = BeautifulSoup(page.content, "html.parser").select("html")
    assert (html["lang"], html["dir"]) == (tag, "rtl" if tag == "he" else "ltr")
    assert languages.of(tag).text("Add to calendar") in page.text
    assert stack.settled(key, "confirmation")["state"] == "sent"
    (mail,) = stack.mails(organizer.email)
    assert mail["subject"] == languages.of(tag).text("Your event is live: {title}", title=title)
    cover = stack.settled(key, "cover")
    with Image.open(io.BytesIO(requests.get(cover["social_url"], timeout=10).content)) as card:
        assert card.size == (1200, 630)
    cancelled = stack.change(organizer, key, draft(title=title, status="cancelled"))
    assert "/language" not in cancelled.json()["changed"]
    assert stack.event(key)["language"] == tag
