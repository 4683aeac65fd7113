"""Events in two languages, end to end: page, mail, calendar file and card. And the page in each."""

import io
import json
import subprocess
import uuid
from typing import Any

import grpc
import pytest
import requests
from bs4 import BeautifulSoup
from PIL import Image

from shared.event import languages, wording
from shared.event.languages import CATALOGUES
from tests.support.factories import draft, ticket
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


_INTL = """
const { tags, day, zone, price, currency } = JSON.parse(process.argv[1]);
const date = { year: "numeric", month: "long", day: "numeric", timeZone: zone };
const money = { style: "currency", currency };
const found = Object.entries(tags).map(([tag, locale]) => {
  const known = new Intl.Locale(tag);
  const { direction } = known.getTextInfo?.() ?? known.textInfo;
  return [tag, {
    direction,
    region: known.maximize().region,
    date: new Intl.DateTimeFormat(locale, date).format(new Date(day)),
    price: new Intl.NumberFormat(locale, money).format(price),
  }];
});
console.log(JSON.stringify(Object.fromEntries(found)));
"""


def test_a_page_is_published_in_each_language_as_cldr_has_it(
    stack: Stack, organizer: Person
) -> None:
    """Held against Node's Intl, which has CLDR's data of its own."""
    sent = draft(tickets=[ticket(price=123456, currency="USD")])
    tags = [name.replace("_", "-") for name in CATALOGUES]
    expected = _intl(tags, day=sent["starts_at"], zone=sent["timezone"])
    for tag in tags:
        key = str(uuid.uuid4())
        # The workers hear of none of them: only the page is looked at.
        stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
        published = stack.publish(organizer, sent | {"title": f"{tag} {key}", "language": tag}, key)
        assert published.status_code == 200, published.text
        page = BeautifulSoup(stack.page(published.json()["slug"]).content, "html.parser")
        stack.firestore.document(f"events/{key}").delete()

        (html,), said = page.select("html"), expected[tag]
        assert (html["lang"], html["dir"]) == (tag, said["direction"])
        (locale,) = page.select('meta[property="og:locale"]')
        # British, unless it says otherwise: its words are.
        region = "GB" if tag == "en" else said["region"]
        assert locale["content"] == f"{tag[:2]}_{region}"
        (times, price) = (page.select(".when b:has(time)")[0], page.select("td")[0])
        assert _plain(said["date"]) in _plain(times.get_text()), tag
        assert _plain(price.get_text()) == _plain(said["price"]), tag


def _intl(tags: list[str], **values: str) -> dict[str, dict[str, str]]:
    locales = {tag: wording.intl_locale(languages.of(tag)) for tag in tags}
    locales["th"] = "th"  # with the years of its own calendar
    asked: dict[str, Any] = {"tags": locales, "price": 1234.56, "currency": "USD"} | values
    command = ["node", "--eval", _INTL, json.dumps(asked)]
    said = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, dict[str, str]] = json.loads(said.stdout)
    return found


def _plain(text: str) -> str:
    """Without what releases of CLDR disagree on: kinds of spaces, marks of direction, commas, and
    the spelling of two Bengali months.
    """
    letters = text.replace("ী", "ি")
    return "".join(each for each in letters if not each.isspace() and each not in "\u200e\u200f,")
