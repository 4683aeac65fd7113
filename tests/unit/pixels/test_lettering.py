"""Lettering: the largest size that fits, nothing cut, no boxes for letters."""

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from infra.functions import ROOT
from shared.pixels import composed
from shared.pixels.encoded import MAX_BYTES
from shared.pixels.lettering import fit, printable
from shared.pixels.poster import PosterText

WHEN, WHERE = "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Knaackstr. 97, Berlin"
FONTS = sorted((ROOT / "shared/pixels/fonts").glob("*.ttf"))


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_latin_greek_and_cyrillic_are_covered(font: object) -> None:
    characters = TTFont(str(font)).getBestCmap() or {}
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


def test_the_fonts_have_their_licence_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS[0].parent / "OFL.txt").read_text()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Summer Jazz Night", "Summer Jazz Night"),
        ("🎷 Jazz & Wine 🍷", "Jazz & Wine"),
        ("I ❤️ Jazz", "I ❤ Jazz"),  # the fonts have the heart, not what makes it red
        ("1️⃣ First", "1 First"),
        ("👩‍👩‍👧 Family day", "Family day"),
        ("Νύχτα τζαζ", "Νύχτα τζαζ"),
        ("Ночь джаза", "Ночь джаза"),
        ("東京ジャズナイト", ""),
        ("Jazz in 東京", ""),
        ("ليلة الجاز", ""),
        ("คืนแจ๊ส", ""),
        ("🎷", ""),
        ("\U000e0001\u200b", ""),
        ("𝐁𝐨𝐥𝐝 claims", ""),
    ],
)
def test_a_text_is_shown_whole_or_not_at_all_and_without_emoji(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_every_character_that_is_shown_has_a_glyph() -> None:
    everything = [chr(code) for code in range(0x20, 0x2FFFF) if not 0xD800 <= code < 0xE000]
    shown = {c for c in everything for c in printable(f"a{c}")}

    for font in FONTS:
        assert {ord(c) for c in shown} <= set(TTFont(str(font)).getBestCmap() or {})


@pytest.mark.parametrize("text", ["X", "Open Studios and Late Opening", "word " * 24, "a" * 120,
                                  "Donaudampfschifffahrtsgesellschaft am Freitag"])  # fmt: skip
def test_a_title_of_1_to_120_characters_fits_whole(text: str) -> None:
    box, sizes = (900, 500), (36, 280)

    found = fit(text, "800ExtraBold", box, sizes)

    assert "".join(found.lines).replace(" ", "") == text.replace(" ", "")
    assert found.height <= box[1]
    assert sizes[0] <= found.size <= sizes[1]
    picture = Image.new("L", (2000, 1000))
    found.draw(picture, 0, 0, "white")
    drawn = picture.getbbox()
    assert drawn
    assert drawn[2] <= box[0] + found.size // 20  # a last letter's overhang
    if max(map(len, text.split())) < 40:
        assert [word for line in found.lines for word in line.split()] == text.split()


def test_no_last_word_stands_alone_where_lines_can_be_alike() -> None:
    found = fit("Minimal Music for Two Pianos", "800ExtraBold", (1000, 270), (30, 92))

    assert found.lines == ("Minimal Music", "for Two Pianos")


@pytest.mark.parametrize("title", ["X", "w" * 120, "Summer " * 17, "東京", "🎷", "Νύχτα τζαζ"])
def test_composed_covers_and_cards_have_their_sizes(title: str) -> None:
    art = composed.compose(title, PosterText(title, WHEN, WHERE * 4))

    cover, social = (Image.open(io.BytesIO(each.data)) for each in (art.cover, art.card))
    assert (cover.format, cover.size) == ("WEBP", (1600, 900))
    assert (social.format, social.size) == ("JPEG", (1200, 630))
    assert max(len(art.cover.data), len(art.card.data)) <= MAX_BYTES


def test_a_title_that_cannot_be_shown_leaves_its_time_as_the_headline() -> None:
    assert PosterText("東京ジャズナイト", WHEN, "ブルーノート東京").lines() == (WHEN,)
