"""Cards and composed covers: legible on anything, nothing cut, no boxes for letters."""

import io
import random
import unicodedata
from collections.abc import Callable
from functools import cache

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageStat

from infra.functions import ROOT
from shared.pixels import card, composed
from shared.pixels.composed import PALETTES
from shared.pixels.encoded import MAX_BYTES, jpeg
from shared.pixels.lettering import fit, printable
from shared.pixels.poster import PosterText
from tests.support.photographs import NIGHT, SNOW, photograph

WHEN, WHERE = "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Knaackstr. 97, Berlin"
NO_LETTERS = PosterText("東京", "", "")
FONTS = sorted((ROOT / "shared/pixels/fonts").glob("*.ttf"))


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance as WCAG 2 defines it, of components from 0 to 255."""
    parts = (c / 255 for c in colour)
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    """Of two luminances, as WCAG 2 defines it: from 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


GROUNDS: dict[str, Callable[[], Image.Image]] = {
    "black": lambda: Image.new("RGB", (1600, 900)),
    "white": lambda: Image.new("RGB", (1600, 900), "white"),
    "noise": lambda: Image.frombytes(
        "RGB", (1600, 900), random.Random(7).randbytes(1600 * 900 * 3)
    ),
    "snow": lambda: photograph((1600, 900), SNOW),
    "night": lambda: photograph((1600, 900), NIGHT),
}


@cache
def ground_of(name: str) -> Image.Image:
    return GROUNDS[name]()


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("title", ["X", "Summer Jazz Night", "A long way to say it " * 5])
def test_the_cards_text_reaches_contrast_4_5_on_any_picture(ground: str, title: str) -> None:
    made = jpeg(card.over(ground_of(ground), PosterText(title, WHEN, WHERE)))

    finished = Image.open(io.BytesIO(made.data)).convert("RGB")
    assert finished.size == (1200, 630)
    assert len(made.data) <= MAX_BYTES
    # Where letters stand: what black and white pictures, lettered alike, have white in common.
    black, white = Image.new("RGB", card.SIZE), Image.new("RGB", card.SIZE, "white")
    for each in (black, white):
        card.draw_text(each, (title, WHEN, WHERE))
    letters = ImageChops.darker(black, white).convert("L").point(lambda v: 255 if v > 250 else 0)
    box = letters.getbbox()
    assert box
    behind = ImageChops.subtract(Image.new("L", card.SIZE, 255), _spread(letters))
    ink = luminance(tuple(ImageStat.Stat(finished, letters).mean))
    area = Image.new("L", card.SIZE)
    area.paste(behind.crop(box), box)
    ground_found = ImageStat.Stat(finished, area)
    assert contrast(ink, luminance(tuple(ground_found.mean))) >= 4.5
    # Not only on average: on white, the brightest row behind the letters too.
    for top in range(box[1], box[3], 8):
        strip = Image.new("L", card.SIZE)
        row = (box[0], top, box[2], min(top + 8, box[3]))
        strip.paste(behind.crop(row), row)
        if strip.getbbox():
            brightness = luminance(tuple(ImageStat.Stat(finished, strip).mean))
            assert contrast(1.0, brightness) >= 4.5, f"row {top}"


def _spread(mask: Image.Image) -> Image.Image:
    """Wider by the blur of a JPEG around an edge."""
    return mask.filter(ImageFilter.MaxFilter(17))


def test_ink_on_ground_reaches_contrast_7_in_every_palette() -> None:
    for palette in PALETTES:
        ink, ground = (
            luminance(ImageColor.getrgb(colour)) for colour in (palette.ink, palette.ground)
        )
        assert contrast(ink, ground) >= 7, palette


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
    found.draw(ImageDraw.Draw(picture), 0, 0, "white")
    drawn = picture.getbbox()
    assert drawn
    assert drawn[2] <= box[0] + found.size // 20  # a last letter's overhang
    if max(map(len, text.split())) < 40:
        assert [word for line in found.lines for word in line.split()] == text.split()


def test_no_last_word_stands_alone_where_lines_can_be_alike() -> None:
    found = fit("Minimal Music for Two Pianos", "800ExtraBold", (1000, 270), (30, 92))

    assert found.lines == ("Minimal Music", "for Two Pianos")


def test_an_event_always_looks_the_same_and_another_looks_different() -> None:
    poster_text = PosterText("Summer Jazz Night", WHEN, WHERE)

    assert composed.compose("one", poster_text) == composed.compose("one", poster_text)
    looks = {composed.compose(str(n), poster_text).card.data for n in range(12)}
    assert len(looks) > 8


@pytest.mark.parametrize("title", ["X", "w" * 120, "Summer " * 17, "東京", "🎷", "Νύχτα τζαζ"])
def test_composed_covers_and_cards_have_their_sizes(title: str) -> None:
    art = composed.compose(title, PosterText(title, WHEN, WHERE * 4))

    cover, social = (Image.open(io.BytesIO(each.data)) for each in (art.cover, art.card))
    assert (cover.format, cover.size) == ("WEBP", (1600, 900))
    assert (social.format, social.size) == ("JPEG", (1200, 630))
    assert max(len(art.cover.data), len(art.card.data)) <= MAX_BYTES


def test_a_title_that_cannot_be_shown_leaves_its_time_as_the_headline() -> None:
    assert PosterText("東京ジャズナイト", WHEN, "ブルーノート東京").lines() == (WHEN,)


def test_where_nothing_can_be_said_the_picture_stands_alone() -> None:
    white = ground_of("white")

    made = Image.open(io.BytesIO(jpeg(card.over(white, NO_LETTERS)).data)).convert("L")

    assert made.getextrema() == (255, 255)
    assert composed.compose("one", NO_LETTERS).cover.width == 1600
