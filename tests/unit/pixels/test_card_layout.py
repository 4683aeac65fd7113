"""Where everything on a card stands, to the pixel. No letter is drawn: their places are read."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from PIL import Image, ImageChops

from shared.pixels import card, palette, saliency
from shared.pixels.block import Block, fit_block
from shared.pixels.lettering import Lines, fit
from shared.pixels.palette import Palette
from shared.pixels.patterns import Pattern
from shared.pixels.poster import PosterText
from tests.support.evening import WHEN, WHERE

JAZZ = PosterText("Summer Jazz Night in the Courtyard", WHEN, WHERE)
HEBREW = PosterText("ליל ג׳אז", WHEN, WHERE)
NOTHING = PosterText("", "", "")
PICTURE = Image.merge("RGB", [Image.linear_gradient("L").resize((64, 96))] * 3)
COLOURS = palette.of(saliency.thumbnail(PICTURE))
SEED = b"a seed"
Drawn = tuple[Lines, int, int, str, str]
"""Lines with their left, top, ink and alignment."""
Colour = tuple[int, ...]
RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    found: list[Drawn] = []

    def draw(lines: Lines, _: Image.Image, x: int, y: int, ink: str, align: str = "start") -> None:
        found.append((lines, x, y, ink, align))

    monkeypatch.setattr(Lines, "draw", draw)
    return found


Spread = Callable[[float], None]


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> Spread:
    """Sets how far the subject of every picture spreads."""

    def say(value: float) -> None:
        subject = saliency.Subject(0.5, 0.5, value)
        monkeypatch.setattr(saliency, "find", lambda _: subject)

    say(0.1)
    return say


@pytest.fixture(autouse=True)
def patterns(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Pattern, Palette, float]]:
    """What was drawn on panels, with the next number of its chance: red, and blue to its right."""
    asked: list[tuple[Pattern, Palette, float]] = []

    def render(
        pattern: Pattern, size: tuple[int, int], colours: Palette, rng: Random
    ) -> Image.Image:
        asked.append((pattern, colours, rng.random()))
        picture = Image.new("RGB", size, RED)
        picture.paste(BLUE, (size[0] // 2, 0, *size))
        return picture

    monkeypatch.setattr(card, "render", render)
    return asked


def box_of(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Of what differs."""
    return ImageChops.difference(one, other).getbbox()


def colour(name: str) -> Colour:
    found = Image.new("RGB", (1, 1), name).getpixel((0, 0))
    assert isinstance(found, tuple)
    return found


def cropped(size: tuple[int, int], middle: float = 0.5) -> Image.Image:
    """The picture at that size, around its middle."""
    box = saliency.crop(PICTURE.size, size[0] / size[1], saliency.find(PICTURE), middle)
    return PICTURE.resize(size, Image.Resampling.BICUBIC, box)


def texts(block: Block | None) -> list[Lines]:
    assert block
    return [block.headline, *block.details]


# --- Beside the picture ---------------------------------------------------------------------------


@pytest.mark.usefixtures("spread")
def test_picture_text_and_pattern_stand_side_by_side(drawn: list[Drawn]) -> None:
    found = card.over(PICTURE, JAZZ, SEED)

    assert box_of(found.crop((0, 0, 520, 630)), cropped((520, 630))) is None
    assert {found.getpixel(at) for at in ((520, 0), (944, 629))} == {colour(COLOURS.ground)}
    assert found.getpixel((945, 0)) == RED
    assert found.getpixel((1199, 629)) == BLUE
    assert [lines for lines, *_ in drawn] == texts(fit_block(JAZZ, (345, 542), 630))
    assert {(x, ink, align) for _, x, _, ink, align in drawn} == {(554, COLOURS.ink, "left")}
    assert drawn[0][2] == 44
    assert drawn[-1][2] + drawn[-1][0].height == 630 - 44


@pytest.mark.usefixtures("spread")
def test_from_the_right_they_stand_the_other_way_round(drawn: list[Drawn]) -> None:
    found = card.over(PICTURE, HEBREW, SEED)

    assert box_of(found.crop((680, 0, 1200, 630)), cropped((520, 630))) is None
    assert found.getpixel((0, 0)) == BLUE
    assert found.getpixel((254, 629)) == RED
    assert found.getpixel((255, 0)) == colour(COLOURS.ground)
    assert {x + lines.room for lines, x, *_ in drawn} == {301 + 345}


@pytest.mark.usefixtures("spread", "drawn")
def test_a_seed_decides_the_pattern(patterns: list[tuple[Pattern, Palette, float]]) -> None:
    for number in range(6):
        for _ in "ab":
            card.over(PICTURE, JAZZ, bytes([number]))

    assert patterns[::2] == patterns[1::2]
    assert len({pattern for pattern, _, _ in patterns}) > 2
    assert len({chance for _, _, chance in patterns}) == 6
    assert {colours for _, colours, _ in patterns} == {COLOURS}


# --- On the picture -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [JAZZ, HEBREW])
def test_a_label_is_as_wide_as_the_square_and_as_high_as_its_text(
    text: PosterText, drawn: list[Drawn], spread: Spread
) -> None:
    spread(0.46)

    found = card.over(PICTURE, text, SEED)

    block = fit_block(text, (582, 246), 630)
    assert [lines for lines, *_ in drawn] == texts(block)
    assert block
    top = 630 - block.height - 44
    assert box_of(found, cropped((1200, 630), 0.3)) == (285, top, 915, 630)
    assert found.getpixel((290, 629)) == colour(COLOURS.ground)
    assert drawn[0][2] == top + 20
    assert drawn[-1][2] + drawn[-1][0].height == 630 - 24
    if block.is_rtl:
        assert {x + lines.room for lines, x, *_ in drawn} == {891}
    else:
        assert {x for _, x, *_ in drawn} == {309}


@pytest.mark.usefixtures("drawn")
def test_a_subject_of_less_than_the_height_has_its_text_beside_it(spread: Spread) -> None:
    spread(0.45)

    assert card.over(PICTURE, JAZZ, SEED).getpixel((600, 0)) == colour(COLOURS.ground)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(("size", "is_label"), [(48, True), (47, False)])
def test_a_label_has_a_headline_of_a_thirteenth_of_the_height(
    size: int, *, is_label: bool, spread: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread(0.46)
    block = fit_block(JAZZ, (345, 246), 630)
    assert block
    sized = replace(block, headline=replace(block.headline, size=size))
    monkeypatch.setattr(card, "fit_block", lambda *_: sized)

    found = card.over(PICTURE, JAZZ, SEED)

    assert (found.getpixel((600, 0)) != colour(COLOURS.ground)) is is_label


@pytest.mark.usefixtures("spread")
def test_without_a_text_the_picture_fills_the_card(drawn: list[Drawn]) -> None:
    assert box_of(card.over(PICTURE, NOTHING, SEED), cropped(card.SIZE)) is None
    assert not drawn


@pytest.mark.parametrize(
    ("text", "width", "on_right"),
    [
        (JAZZ, 0.1, False),
        (replace(JAZZ, made_by_ai="Mit künstlicher Intelligenz erstellt " * 3), 0.1, False),
        (JAZZ, 0.5, False),
        (NOTHING, 0.1, False),
        (HEBREW, 0.1, True),
    ],
    ids=["beside", "long", "label", "no text", "from the right"],
)
def test_the_mark_of_ai_is_a_plate_in_the_corner_of_the_picture(
    text: PosterText, width: float, drawn: list[Drawn], spread: Spread, *, on_right: bool
) -> None:
    spread(width)

    plain = card.over(PICTURE, text, SEED)
    without = len(drawn)
    found = card.over(PICTURE, text, SEED, is_generated=True)

    words = fit(text.made_by_ai, "500Medium", (400, 40), (19, 20))
    across, down = round(words.width) + 24, words.height + 8
    left, top = 1200 - 16 - across if on_right else 16, 630 - 16 - down
    assert box_of(plain, found) == (left, top, left + across + 1, top + down + 1)
    assert len(drawn) == 2 * without + 1
    assert drawn[-1] == (words, left + 12, top + 4, COLOURS.ink, "left")
    assert found.getpixel((left + across // 2, top + 1)) == colour(COLOURS.ground)
    assert found.getpixel((left + 3, top + 3)) == plain.getpixel((left + 3, top + 3))  # round


# --- A status on a cover --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "inset", "box", "largest"),
    [((200, 120), 7, (172, 22), 11), ((60, 200), 4, (44, 10), 5), ((8, 8), 0, (8, 4), 2)],
)
def test_a_status_stands_in_the_upper_left_of_a_cover(
    size: tuple[int, int], inset: int, box: tuple[int, int], largest: int, drawn: list[Drawn]
) -> None:
    status = "NEW DATE AND TIME AND PLACE 中止 UNTIL FURTHER NOTICE"
    before = PICTURE.resize(size)
    cover, colours = before.copy(), palette.of(saliency.thumbnail(before))

    card.draw_status(cover, status, "ja")

    words = fit(status, "800ExtraBold", box, (1, largest), "ja")
    across, down = round(words.width) + 2 * (words.size // 2), round(1.5 * words.size)
    letters = inset + words.size // 2, inset + (down - words.height) // 2
    assert drawn == [(words, *letters, colours.ground, "left")]
    plate = box_of(before, cover)
    assert plate == (inset, inset, min(size[0], inset + across + 1), inset + down + 1)
