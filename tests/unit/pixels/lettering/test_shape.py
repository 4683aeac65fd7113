"""Glyphs and their order: joined, reordered, stacked, and none missing."""

from itertools import groupby

import pytest
from fontTools.ttLib import TTFont

from infra.functions import ROOT
from shared.pixels.lettering import bidi, fonts
from shared.pixels.lettering.glyphs import Shaped
from shared.pixels.lettering.shape import shape
from tests.support.titles import LANGUAGES, TITLES

FOLDER = ROOT / "shared/pixels/fonts"


def shaped(text: str, language: str = "en") -> Shaped:
    return shape(text, bidi.levels(text), "800ExtraBold", language)


def names(text: str) -> list[str]:
    """Of the glyphs, from left to right; all of one vendored font."""
    found = shaped(text)
    font = TTFont(FOLDER / f"{found.glyphs[0].font}_800ExtraBold.ttf")
    return [font.getGlyphName(glyph.number) for glyph in found.glyphs]


@pytest.mark.parametrize("script", TITLES)
def test_no_title_has_a_missing_glyph(script: str) -> None:
    found = shaped(TITLES[script], LANGUAGES.get(script, "en"))

    assert found.glyphs
    assert all(glyph.number for glyph in found.glyphs)
    assert found.advance > 0


def test_arabic_letters_join_from_right_to_left() -> None:
    letters = [name for name in names("مهرجان") if name.startswith("uni")]  # dots are glyphs

    forms = [name.partition(".")[2] for name in letters]
    assert forms == ["", "fina", "init", "fina", "medi", "init"]


def test_a_vowel_sign_stands_before_its_devanagari_conjunct() -> None:
    sign, conjunct = names("क्षि")

    assert sign.startswith("uni093F")  # which the text has last
    assert conjunct == "uni0915094D0937"


def test_a_tamil_vowel_sign_stands_on_both_sides() -> None:
    assert len(names("கொ")) == 3


def test_a_thai_tone_mark_is_the_small_one_over_a_vowel() -> None:
    font = fonts.font("NotoSansThai", "800ExtraBold")
    tone = shaped("ที่").glyphs[-1]

    assert tone.number != font.get_nominal_glyph(0x0E48)


def test_latin_is_kerned() -> None:
    assert shaped("AVATAR To").advance < sum(shaped(c).advance for c in "AVATAR To")


def test_brackets_are_mirrored_in_right_to_left_text() -> None:
    font = fonts.font("Inter", "800ExtraBold")
    glyphs = [glyph.number for glyph in shaped("א(ב)ג").glyphs]

    assert glyphs[1] == font.get_nominal_glyph(ord("("))
    assert glyphs[3] == font.get_nominal_glyph(ord(")"))
    assert shaped("א(ב)ג").glyphs[0].x == 0


def test_han_characters_have_the_forms_of_the_language() -> None:
    forms = {shaped("骨", tag).glyphs[0].number for tag in ("ja", "zh-Hans", "zh-Hant")}

    assert len(forms) == 3


@pytest.mark.parametrize(
    ("text", "fonts_used"),
    [
        ("Jazz 日本 ליל 2027", ["Inter", "NotoSansCJK", "Inter", "NotoSansHebrew"]),
        ("北京“月光”", ["NotoSansCJK"]),
        ("“Jazz”", ["Inter"]),
        ("بيروت، لبنان", ["NotoSansArabic"]),
        ("दिल्ली।", ["NotoSansDevanagari"]),
        ("Jazz 🎷 ❤️", ["Inter", "NotoColorEmoji", "Inter", "NotoColorEmoji"]),
    ],
)
def test_punctuation_is_of_the_font_beside_it(text: str, fonts_used: list[str]) -> None:
    assert [
        font for font, _ in groupby(shaped(text).glyphs, lambda glyph: glyph.font)
    ] == fonts_used


def test_what_no_font_has_is_left_out() -> None:
    assert shaped("a𐓷b").advance == pytest.approx(
        shaped("a").advance + shaped("b").advance, abs=0.1
    )
    assert shaped("").glyphs == ()
