"""In the pseudo-language every text is a message, and fits: English with accents, 40% longer."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, ViewportSize

from infra.functions import ROOT
from tests.support.app import App, opened
from tests.support.stack import Stack
from tests.support.texts import PSEUDO, Texts
from tests.support.walk import LONG, walk

_SIZES: list[ViewportSize] = [{"width": 390, "height": 844}, {"width": 1280, "height": 800}]

_READ = """() => {
  const isOf = (element) => !element.closest("[lang]:not(html), [role=option]") &&
    (element.checkVisibility() || element.closest(".hidden"));
  const said = [document.title];
  for (const element of document.querySelectorAll("body *")) {
    if (!isOf(element)) continue;
    for (const name of ["placeholder", "aria-label", "title", "alt"])
      said.push(element.getAttribute(name) ?? "");
    for (const { nodeType, data } of element.childNodes)
      if (nodeType === Node.TEXT_NODE) said.push(data);
  }
  return said;
}"""
"""What a person reads or hears, but for what names its own language, and cities."""

_CUT = """() => {
  const root = document.documentElement;
  const isBeyond = (inner, outer) => inner.left < outer.left - 1 || inner.right > outer.right + 1;
  const isBeside = (inner, outer) => inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
  const isCut = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width < 2) return false;  // a step's name on a phone
    for (let at = node.parentElement; at !== document.body; at = at.parentElement) {
      const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(at);
      const isShort = textOverflow === "ellipsis" || webkitLineClamp !== "none";  // on purpose
      if (isShort || overflowX === "auto") return false;
      const box = at.getBoundingClientRect();
      if (overflowX !== "visible" && (isBeyond(text, box) || isBeside(text, box))) return true;
      const isFrame = at.matches("button, .button, .badge, .card, .poster, .note, dialog");
      if (isFrame && isBeyond(text, box)) return true;
    }
    return text.left < -1 || text.right > root.clientWidth + 1;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const cut = [];
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const element = node.parentElement;
    const isSeen = element.checkVisibility() && !element.closest(".hidden, option");
    if (node.data.trim() && isSeen && isCut(node)) cut.push(node.data);
  }
  return root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} pixels`, ...cut] : cut;
}"""
"""Texts that end beyond what they are in, and how wide the document is if that is too wide."""

_HEADER = """([events, signOut]) => {
  document.querySelector(".top nav a").textContent = events;
  document.querySelector(".top .leave span").textContent = signOut;
  return document.querySelector(".top").offsetHeight;
}"""
"""Its height when it says this."""


@dataclass(frozen=True)
class Screen:
    name: str
    plain: list[str]
    """Texts with letters that the pseudo-language does not have."""
    cut: dict[int, list[str]]
    """Texts that do not fit, by the window's width."""


@pytest.fixture(scope="module")
def screens(browser: Browser, stack: Stack) -> list[Screen]:
    with opened(browser, stack, stack.person(), PSEUDO) as app:
        return [_read(app, name) for name in walk(app)]


def test_every_text_is_a_message(screens: list[Screen]) -> None:
    assert {screen.name: screen.plain for screen in screens if screen.plain} == {}


@pytest.mark.parametrize("width", [size["width"] for size in _SIZES])
def test_every_text_fits_when_it_is_longer(screens: list[Screen], width: int) -> None:
    assert {screen.name: cut for screen in screens if (cut := screen.cut[width])} == {}


def test_the_header_is_one_row_on_a_small_phone_in_every_language(app: App) -> None:
    app.sign_in()
    app.tab.set_viewport_size({"width": 360, "height": 640})
    row = app.tab.evaluate(_HEADER, ["–", "–"])
    languages = [path.name for path in (ROOT / "web/messages").iterdir()]
    assert len(languages) == 10

    said = {name: [Texts(name)("app.events"), Texts(name)("app.signOut")] for name in languages}
    heights = {name: app.tab.evaluate(_HEADER, texts) for name, texts in said.items()}

    assert heights == dict.fromkeys(languages, row)


def _read(app: App, name: str) -> Screen:
    said = app.tab.evaluate(_READ)
    cut = {}
    for size in _SIZES:
        app.tab.set_viewport_size(size)
        cut[size["width"]] = app.tab.evaluate(_CUT)
    return Screen(name, sorted({text for text in said if _is_plain(text)}), cut)


_NAMES = ("Publish Event", "Ada Lovelace", "English (United Kingdom)")
_TYPED = (
    LONG,
    "General admission",
    "Hauptbetriebswerk",
    "Kesselhaus, Knaackstr. 97, Berlin",
    "Kesselhaus",
    "Plain text.\n\nA second paragraph.",
)
_BY_INTL = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec|days|CES?T|GMT)\b"
)
_TITLE = re.compile(r"\bJazz( [0-9a-f]{12})?\b")
_ADDRESS = re.compile(r"\S*[/@]\S*")
_CURRENCY = re.compile(r"\b[A-Z]{3}\b")
_LETTERS = re.compile(r"[A-Za-z]{2}")


def _is_plain(text: str) -> bool:
    """Beside what was typed, words of the event in its own language, addresses, and Intl's."""
    for name in (*_NAMES, *_TYPED):
        text = text.replace(name, "")
    for known in (_BY_INTL, _TITLE, _ADDRESS, _CURRENCY):
        text = known.sub("", text)
    return bool(_LETTERS.search(text))
