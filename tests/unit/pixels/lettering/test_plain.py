"""What is left of a text: plain letters, and all that a font has."""

import unicodedata

import pytest

from shared.pixels.lettering import fonts, printable
from shared.pixels.poster import PosterText
from tests.support.titles import TITLES


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("𝓢𝓾𝓶𝓶𝓮𝓻 𝐍𝐢𝐠𝐡𝐭 𝟚𝟘𝟚𝟟", "Summer Night 2027"),
        ("ＳＵＭＭＥＲ", "SUMMER"),
        ("ﬁlm ﬀ", "film ff"),
        ("ﾊﾟｰﾃｨｰ", "パーティー"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_letters_of_other_shapes_are_plain_ones(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["演出：月光", "և", "№ ™ ½ …", "กำ", "ﷺ", "①", "m²"])
def test_nothing_else_is_respelled(text: str) -> None:
    assert unicodedata.normalize("NFKC", text) != text
    assert printable(text) == text


@pytest.mark.parametrize("text", TITLES.values(), ids=TITLES)
def test_a_title_in_any_script_is_shown_whole(text: str) -> None:
    assert printable(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jazz 日本 Night", "Jazz 日本 Night"),
        ("I ❤️ Jazz 1️⃣", "I ❤️ Jazz 1️⃣"),
        ("Jazz 𐓷𐓘𐓻 Night", "Jazz Night"),  # Osage, of which there is no font
        ("Jazz (𐓷𐓘), Night!", "Jazz Night!"),
        ("Caf𐓷 – !", "Caf – !"),
        ("𐓷𐓘𐓻", ""),
        ("a\u202eb\u2066c\u2069\ufeff\x07d", "abcd"),
        ("a\n\tb \u2800 c\u3000d", "a b c d"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("بيروت، لبنان؟", "بيروت، لبنان؟"),
        ("\u0301\u0302", ""),
        ("\u200f\u200e", ""),
        ("", ""),
    ],
)
def test_what_no_font_has_goes_and_the_rest_stays(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_what_lacks_a_mark_keeps_its_letter() -> None:
    assert printable("a\u0946") == "a"  # a Devanagari vowel sign on a Latin letter


def test_marks_are_stacked_three_high_and_no_further() -> None:
    assert printable("x" + "\u0315" * 40) == "x" + "\u0315" * 3
    assert printable("ကျွန်ုပ်") == "ကျွန်ုပ်"


def test_ten_thousand_characters_are_cut() -> None:
    assert len(printable("word " * 2000)) <= 600


def test_one_letter_of_very_many_characters_is_cut_too() -> None:
    """Since no line is broken within it."""
    assert len(printable("क्" * 200)) == 24


@pytest.mark.slow
def test_every_character_that_is_left_has_a_glyph() -> None:
    codes = (*range(0x20, 0x3100), *range(0x3100, 0x30000, 13), *range(0x1F000, 0x1FB00))
    everything = [chr(code) for code in codes if not 0xD800 <= code < 0xE000]
    texts = (" ".join(everything[i : i + 200]) for i in range(0, len(everything), 200))
    shown = {character for text in texts for character in printable(text)}

    assert len(shown) > 9_000
    for character in shown - fonts.INVISIBLE:
        found = fonts.covering(character, "Inter")
        assert found
        assert fonts.font(found[0], "500Medium").get_nominal_glyph(ord(character))


def test_time_is_the_headline_where_the_title_has_no_letter_that_can_be_shown() -> None:
    assert PosterText("𐓷𐓘𐓻", "Sat 12 June", "東京").lines() == ("Sat 12 June", "東京")
