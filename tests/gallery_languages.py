"""`make gallery ARGS=languages`: one event in twelve languages, to look at: its page, mail and
card, in .local/gallery/languages.html.

The page is as its guests see it, and on a phone in New York after the event was moved; the mail and
the card are about that move.
"""

import email
import email.policy
import html
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from typing import Any

import time_machine
from playwright.sync_api import Browser, Page, Route

from functions.image.poster import poster_text
from functions.page import render
from infra.functions import ROOT
from shared.event.model import Confirmation, Facts, Listing
from shared.pixels import composed
from tests.support.browser import chromium
from tests.support.environment import configuring
from tests.support.evening import event, page
from tests.support.factories import CLOCK, MEDIA, SITE
from tests.support.mails import mail_of
from tests.support.translated import EVENTS, Translated

_FOLDER = ROOT / ".local/gallery"
_STYLE = """
body { margin: 2rem auto; max-width: 1500px; padding: 0 1rem; font: 15px/1.5 system-ui; }
figure { display: grid; grid-template-columns: 5fr 2fr 3fr 4fr; gap: 8px; margin: 0 0 2.5rem; }
figcaption { grid-column: 1 / -1; color: #666; }
img { width: 100%; height: auto; display: block; }
"""
_DESIGN = 9


def main() -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with configuring(), _fonts(), time_machine.travel(CLOCK, tick=True), chromium() as browser:
        figures = [_figure(browser, *each) for each in EVENTS.items()]
    shown = f"<!doctype html><meta charset=utf-8><title>Languages</title><style>{_STYLE}</style>"
    (_FOLDER / "languages.html").write_text(shown + "".join(figures))
    print(f"{_FOLDER / 'languages.html'}  ({len(figures)} languages)")


@contextmanager
def _fonts() -> Iterator[None]:
    """For the browser, those that covers are lettered in: not every machine has them all."""
    spec = find_spec("manimgx_fonts_cjk")
    folders = [ROOT / "shared/pixels/fonts", *((spec and spec.submodule_search_locations) or ())]
    file = _FOLDER / "fonts.conf"
    listed = "".join(f"<dir>{folder}</dir>" for folder in folders)
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    file.write_text(f"<fontconfig>{system}{listed}</fontconfig>")
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(file)
    try:
        yield
    finally:
        os.environ.pop("FONTCONFIG_FILE")
        if before:
            os.environ["FONTCONFIG_FILE"] = before


def _figure(browser: Browser, language: str, told: Translated) -> str:
    fields = told.changes(language)
    usual = page(**fields, organizer_name=told.organizer)
    moved = {
        "revision": 1,
        "changed_at": CLOCK - timedelta(days=1),
        "previous_starts_at": usual.starts_at - timedelta(days=7),
        "note": told.note,
    }
    week = timedelta(days=7)
    earlier = {"starts_at": usual.starts_at - week, "ends_at": usual.ends_at - week}
    before = usual.model_copy(update=earlier)
    done = Confirmation(state="pending", revision=1, announced=Facts(**before.model_dump()))
    said = event(**fields, **moved, confirmation=done)
    pictures = {
        "page": _page(browser, usual, 1280),
        "phone": _page(browser, usual.model_copy(update=moved), 390, zone="America/New_York"),
        "mail": _mail(browser, said),
        "card": composed.card(poster_text(said), _DESIGN).data,
    }
    images = []
    for name, data in pictures.items():
        end = "jpg" if name == "card" else "png"
        file = f"{language}-{name}.{end}"
        (_FOLDER / file).write_bytes(data)
        images.append(f'<img src="{file}" alt="{name}">')
    caption = html.escape(f"{language}: {told.title}")
    return f"<figure><figcaption>{caption}</figcaption>{''.join(images)}</figure>"


def _page(browser: Browser, shown: Any, width: int, zone: str = "Europe/Berlin") -> bytes:
    url = f"{SITE}/e/{shown.slug}"
    body = render.event(shown).decode()
    profile = browser.new_context(viewport={"width": width, "height": 800}, timezone_id=zone)
    tab = profile.new_page()
    _with_pictures(tab, shown)
    tab.route(url, lambda route: route.fulfill(body=body, content_type="text/html"))
    tab.goto(url, wait_until="networkidle")
    data = tab.screenshot(full_page=True)
    profile.close()
    return data


def _mail(browser: Browser, said: Any) -> bytes:
    message = email.message_from_bytes(mail_of(said).data, policy=email.policy.default)
    body = message.get_body(("html",))
    assert body
    tab = browser.new_page(viewport={"width": 640, "height": 800})
    _with_pictures(tab, said)
    tab.set_content(str(body.get_content()), wait_until="networkidle")
    data = tab.screenshot(full_page=True)
    tab.close()
    return data


def _with_pictures(tab: Page, shown: Listing) -> None:
    text = poster_text(shown)
    cover, card = composed.cover(text, _DESIGN), composed.card(text, _DESIGN)
    tab.route(f"{SITE}/**", lambda route: route.fulfill(status=404))
    tab.route(f"{SITE}/assets/*", _asset)
    tab.route(f"{MEDIA}/**", lambda route: route.fulfill(body=cover.data))
    tab.route("**/*.jpg*", lambda route: route.fulfill(body=card.data))


def _asset(route: Route) -> None:
    route.fulfill(path=ROOT / "web/public/assets" / route.request.url.rpartition("/")[2])
