"""Titles on pictures, read back by comparing them with Chromium's of the same fonts and text.

Chromium is given the fonts to use; how letters join, stack and follow each other is its own doing.
"""

import io
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from shared.pixels.lettering import Lines, bidi, fit, fonts, printable, shape
from tests.support.similarity import similarity
from tests.support.titles import LANGUAGES, TITLES

_SIZE, _ROOM, _HEIGHT = 92, 2600, 260
_MIXED = {
    "Latin, Han, Hebrew, digits": "Jazz 日本 ליל ג׳אז 2027 Night",
    "Arabic, Latin, brackets": "ليلة (Jazz) في بيروت",
    "Hebrew, numbers, emoji": "ליל 12:30, Jazz 🎷",
    "Thai, emoji": "คืนแจ๊ส 🎷",
    "fancy letters": "𝓢𝓾𝓶𝓶𝓮𝓻 ＮＩＧＨＴ",
}
_FACE = "@font-face{{font-family:{name};font-weight:100 900;src:url('{url}')}}"
_PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{faces}
body {{ margin: 0; background: white; color: black }}
div {{ position: absolute; left: 60px; top: 40px; font: 800 {size}px/1.6 none; white-space: pre;
  width: max-content; font-synthesis: none }}</style><div dir="auto">{text}</div>"""


@dataclass(frozen=True)
class Likeness:
    """Of two pictures of a text: of the ink, the share that both have, and its SSIM."""

    overlap: float
    ssim: float


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scripts") / "page.html"


@pytest.mark.parametrize("name", [*TITLES, *_MIXED])
def test_a_title_looks_as_in_chromium(browser: Browser, page: Path, name: str) -> None:
    text = {**TITLES, **_MIXED}[name]
    language = LANGUAGES.get(name, "en")
    lines = fit(printable(text), "800ExtraBold", (_ROOM, 200), (_SIZE, _SIZE), language)

    theirs = _chromium(browser, page, printable(text), language)

    found = _likeness(_ours(lines), theirs)
    assert len(lines.lines) == 1
    assert all(glyph.number for glyph in lines.shaped[0].glyphs), "a box for a missing glyph"
    assert found.overlap >= 0.95, found
    assert found.ssim >= 0.9, found


def test_a_broken_title_would_be_noticed(browser: Browser, page: Path) -> None:
    """Letters that are not joined, one letter too few, and the words in the other order."""
    text = TITLES["arabic"]
    theirs = _chromium(browser, page, text, "en")
    for broken in ("\u200c".join(text), text[:-1], " ".join(reversed(text.split()))):
        wrong = fit(broken, "800ExtraBold", (_ROOM, 200), (_SIZE, _SIZE))
        assert _likeness(_ours(wrong), theirs).overlap < 0.9


def _ours(lines: Lines) -> Image.Image:
    picture = Image.new("RGB", (_ROOM, _HEIGHT), "white")
    lines.draw(picture, 60, 60, "black", "left")
    return picture


def _chromium(browser: Browser, page: Path, text: str, language: str) -> Image.Image:
    """A screenshot of the text, each part of it in the font that is ours for it."""
    runs = shape.runs(text, bidi.levels(text))
    names = sorted({run.font for run in runs})
    faces = "".join(_FACE.format(name=n, url=fonts.path(n, "800ExtraBold").as_uri()) for n in names)
    spans = "".join(f'<span style="font-family:{r.font}">{escape(r.text)}</span>' for r in runs)
    page.write_text(_PAGE.format(language=language, faces=faces, size=_SIZE, text=spans))
    tab = browser.new_page(viewport={"width": _ROOM, "height": _HEIGHT})
    try:
        tab.goto(page.as_uri())
        tab.evaluate("document.fonts.ready")
        loaded = tab.evaluate("[...document.fonts].map(face => face.status)")
        assert set(loaded) == {"loaded"}
        return Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    finally:
        tab.close()


def _likeness(one: Image.Image, other: Image.Image) -> Likeness:
    """With the pictures laid over each other so that most ink meets."""
    inks = [ImageChops.invert(image.convert("L")) for image in (one, other)]
    boxes = [ink.point(lambda v: 255 * (v > 64)).getbbox() for ink in inks]
    assert all(boxes)
    (left, top, *_), (x, y, *_) = boxes  # type: ignore[misc]
    shifts = [(left - x + dx, top - y + dy) for dx in range(-2, 3) for dy in range(-2, 3)]
    here, there = (ink.point(lambda v: 255 * (v > 127)) for ink in inks)
    shared = {shift: _shared(here, ImageChops.offset(there, *shift)) for shift in shifts}
    best = max(shifts, key=shared.__getitem__)
    all_ink = here.histogram()[255] + there.histogram()[255] - shared[best]
    moved = ImageChops.offset(inks[1], *best)
    either = ImageChops.add(inks[0], moved).reduce(8).point(lambda v: 255 * (v > 1))
    scores: Any = similarity(inks[0], moved).get_flattened_data()
    of_ink = [s for s, is_ink in zip(scores, either.get_flattened_data(), strict=True) if is_ink]
    return Likeness(shared[best] / all_ink, sum(of_ink) / len(of_ink))


def _shared(one: Image.Image, other: Image.Image) -> int:
    """How many pixels have ink in both."""
    return ImageChops.darker(one, other).histogram()[255]
