"""The order of letters, against another implementation of UAX #9 (Rust's, by python-bidi)."""

import unicodedata
from random import Random

import pytest
from bidi import get_display

from shared.pixels.lettering import bidi

_ALPHABET = (
    "abc אבג ابت 123 ٣٤ ()[]{}〈〉⟨⟩«».,:/+-%$€ \u0301\u0652\u05b8–!?#'\"\u200e\u200f\u061c½"
)


def _shown(text: str) -> str:
    """The text in visual order, its last spaces at the end of the line (L1)."""
    levels = bidi.levels(text)
    for i in range(len(text.rstrip()), len(text)):
        levels[i] = bidi.base_level(text)
    return "".join(text[i] for i in bidi.visual_order(levels))


def test_letters_stand_in_the_order_of_another_implementation() -> None:
    rng = Random(9)
    for _ in range(5000):
        text = "".join(rng.choices(_ALPHABET, k=rng.randrange(1, 40)))
        assert _shown(text) == get_display(text), ascii(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [("2027 ליל", 1), ("(Jazz) ליל", 0), ("!؟ مساء Jazz", 1), ("2027", 0), ("", 0)],
)
def test_the_first_letter_tells_a_paragraphs_direction(text: str, level: int) -> None:
    assert bidi.base_level(text) == level


def test_all_brackets_of_unicode_are_paired() -> None:
    """Ps and Pe that mirror and are neutral, as BidiBrackets.txt derives them."""
    brackets = [
        c
        for c in map(chr, range(0x20, 0x1FFFF))
        if unicodedata.category(c) in ("Ps", "Pe")
        and unicodedata.mirrored(c)
        and unicodedata.bidirectional(c) == "ON"
        and unicodedata.normalize("NFC", c) == c  # printable leaves no others
    ]
    assert len(brackets) > 100

    assert [c for c in brackets if not any(_is_pair(c, other) for other in brackets)] == []


def _is_pair(one: str, other: str) -> bool:
    """Whether they take the direction of the Latin letter within, among Hebrew ones (N0)."""
    pairs = (one + other, other + one)
    return any(bidi.levels(f"aא{pair[0]}אb{pair[1]}א")[2] == 0 for pair in pairs)


def test_no_brackets_are_paired_where_too_many_are_open() -> None:
    def level(opened: int) -> int:
        """Of the first bracket, which with its pair is as the Latin letter within."""
        return bidi.levels("aא" + "(" * opened + "אb" + ")" * opened + "א")[2]

    assert (level(63), level(64)) == (0, 1)
