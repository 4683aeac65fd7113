"""Which font is taken for which letters."""

import unicodedata
from pathlib import Path

import pytest
import regex
from fontTools.ttLib import TTFont

from infra.functions import ROOT
from shared.pixels.lettering import fonts
from shared.pixels.lettering.glyphs import EMOJI, LATIN
from shared.pixels.lettering.languages import shaping_language

FOLDER = ROOT / "shared/pixels/fonts"
FILES = sorted(FOLDER.glob("*.ttf"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_font_has_its_licence_beside_it(file: Path) -> None:
    family = (
        str(TTFont(file)["name"].getDebugName(1)).removesuffix(" Medium").removesuffix(" ExtraBold")
    )

    assert f"\n{family}: Copyright" in "\n" + (FOLDER / "OFL.txt").read_text()


def test_both_weights_have_the_same_characters() -> None:
    for file in FILES:
        if "800ExtraBold" in file.name:
            other = file.with_name(file.name.replace("800ExtraBold", "500Medium"))
            one, two = (set(TTFont(each).getBestCmap() or ()) for each in (file, other))
            assert one == two


@pytest.mark.parametrize("weight", ["500Medium", "800ExtraBold"])
def test_latin_greek_and_cyrillic_are_covered(weight: str) -> None:
    characters = TTFont(FOLDER / f"Inter_{weight}.ttf").getBestCmap() or {}
    blocks = (
        *range(0x0020, 0x007F),  # Basic Latin
        *range(0x00A0, 0x0180),  # Latin-1 and Latin Extended-A
        *range(0x1EA0, 0x1EFA),  # Vietnamese
        *range(0x0370, 0x03D0),  # Greek
        *range(0x0400, 0x0460),  # Cyrillic
    )

    lacking = [
        chr(code)
        for code in blocks
        if code not in characters and unicodedata.category(chr(code))[0] in "LNPS"
    ]

    assert [c for c in lacking if c not in "ͰͱͲͳͶͷͻͼͽͿϏʹ͵ŉ"] == []  # archaic


@pytest.mark.parametrize("weight", ["500Medium", "800ExtraBold"])
def test_every_font_is_a_file(weight: str) -> None:
    for name in (*fonts._OTHERS, LATIN, EMOJI):
        assert fonts.path(name, weight).is_file(), name  # type: ignore[arg-type]


@pytest.mark.slow
def test_what_unicode_shows_as_emoji_is_shown_in_colour() -> None:
    keycap = 0x20E3  # a mark that makes an emoji of a digit
    for character in map(chr, {*range(0x20, 0x1F000)} - {0xFE0F, keycap}):
        wanted = bool(regex.fullmatch(r"\p{Emoji_Presentation}", character))
        assert fonts.is_emoji(character) == wanted, ascii(character)


@pytest.mark.parametrize(
    ("cluster", "font"),
    [
        ("❤", "Inter"),
        ("❤️", "NotoColorEmoji"),
        ("⚡", "NotoColorEmoji"),
        ("1️⃣", "NotoColorEmoji"),
        ("☝🏽", "NotoColorEmoji"),
        ("🇩🇪", "NotoColorEmoji"),
        ("👩‍👩‍👧‍👦", "NotoColorEmoji"),
        ("♪", "NotoSansCJK"),
        ("1", "Inter"),
        ("٢", "NotoSansArabic"),
    ],
)
def test_a_cluster_is_shown_by_one_font(cluster: str, font: str) -> None:
    assert fonts.covering(cluster, "Inter") == (font, cluster)


@pytest.mark.parametrize(
    ("text", "event_language", "found"),
    [
        ("骨", "", "zh-Hans"),
        ("骨", "en", "zh-Hans"),
        ("骨", "zh-Hant-HK", "zh-Hant-HK"),
        ("骨", "JA", "JA"),
        ("骨のジャズ", "en", "ja"),
        ("서울 骨", "de", "ko"),
        ("가", "de", "ko"),
        ("힣", "de", "ko"),
        ("ぁ", "de", "ja"),
        ("ー", "de", "ja"),
        ("㐀", "de", "zh-Hans"),
        ("鿿", "de", "zh-Hans"),
        ("\uf900", "de", "zh-Hans"),
        ("\ufaff", "de", "zh-Hans"),
        ("𠀀", "de", "zh-Hans"),
        ("＊、", "de", "de"),
        ("Jazz", "de", "de"),
        ("Jazz", "", "en"),
    ],
)
def test_han_characters_have_their_languages_forms(
    text: str, event_language: str, found: str
) -> None:
    assert shaping_language(text, event_language) == found
