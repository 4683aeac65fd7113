"""Cards: the picture uncovered, the text legible, whole and inside a messenger's square."""

import random
from collections.abc import Callable
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from shared.pixels import card, composed, encoded, palette, saliency
from shared.pixels.block import fit_block
from shared.pixels.encoded import MAX_BYTES, jpeg
from shared.pixels.lettering import Lines
from shared.pixels.poster import CANCELLED, NEW_DATE, POSTPONED, PosterText
from tests.support.colours import contrast
from tests.support.evening import WHEN, WHERE
from tests.support.files import opened
from tests.support.photographs import NIGHT, SNOW, photograph

JAZZ = PosterText("Summer Jazz Night", WHEN, WHERE)
SHORT, LONG = (
    "Fox",
    "The Distinguished Society's Long Night of Names, Faces, Places and Quiet Songs ",
)
TITLES = {"3": SHORT, "17": "Summer Jazz Night", "120": (LONG * 2)[:120]}
NOTHING = PosterText("", "", "")


def crowd() -> Image.Image:
    """Something that stands out from edge to edge: seven people in a row."""
    picture = Image.new("RGB", (1600, 900), "#31506b")
    draw = ImageDraw.Draw(picture)
    for number in range(7):
        x = 40 + 225 * number
        draw.ellipse((x, 120, x + 150, 300), "#d9a184")
        draw.rectangle((x - 20, 310, x + 170, 900), "#22303c")
    return picture


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "black": lambda: Image.new("RGB", (1600, 900)),
    "white": lambda: Image.new("RGB", (1600, 900), "white"),
    "noise": lambda: Image.frombytes(
        "RGB", (1600, 900), random.Random(7).randbytes(1600 * 900 * 3)
    ),
    "snow": lambda: photograph((1600, 900), SNOW),
    "night": lambda: photograph((1067, 1600), NIGHT),
    "crowd": crowd,
    "line": lambda: Image.new("RGB", (1600, 1), "red"),
}


@cache
def picture_of(name: str) -> Image.Image:
    return PICTURES[name]()


def lettered(name: str, text: PosterText, *, is_generated: bool = False) -> Image.Image:
    return card.over(picture_of(name), text, b"seed", is_generated=is_generated)


Twice = Callable[[Callable[[], Image.Image]], tuple[Image.Image, Image.Image]]


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> Twice:
    """A picture with its letters, and the same without: what differs is letters."""

    def draw(make: Callable[[], Image.Image]) -> tuple[Image.Image, Image.Image]:
        with_letters = make()
        with monkeypatch.context() as patch:
            patch.setattr(Lines, "draw", lambda *_, **__: None)
            return with_letters, make()

    return draw


def difference(one: Image.Image, other: Image.Image, least: int = 24) -> Image.Image:
    """A mask of what differs by at least so much."""
    bands = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return most.point(lambda value: 255 if value >= least else 0)


def assert_in_the_square(one: Image.Image, other: Image.Image) -> None:
    box = difference(one, other).getbbox()
    assert box
    left, top, right, bottom = box
    assert card.SQUARE[0] + 8 <= left < right <= card.SQUARE[1] - 8
    assert 8 <= top < bottom <= card.SIZE[1] - 8  # LinkedIn takes 1200×627


# --- Of a picture ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["", CANCELLED, NEW_DATE])
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("name", ["snow", "night", "crowd"])
def test_the_square_holds_all_that_is_to_be_read(
    name: str, title: str, status: str, twice: Twice
) -> None:
    text = PosterText(TITLES[title], WHEN, WHERE, status)

    assert_in_the_square(*twice(lambda: lettered(name, text)))


@pytest.mark.slow
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("name", PICTURES)
def test_the_text_reaches_contrast_4_5_on_any_picture(name: str, title: str, twice: Twice) -> None:
    """In the finished file, in every strip of eight rows: WCAG AA."""
    text = PosterText(TITLES[title], WHEN, WHERE, POSTPONED)
    pictures = twice(lambda: lettered(name, text, is_generated=True))
    letters = difference(*pictures, least=180)
    found, bare = (jpeg(each) for each in pictures)
    assert len(found.data) <= MAX_BYTES
    box = letters.getbbox()
    assert box

    for top in range(box[1], box[3], 8):
        strip = (0, top, card.SIZE[0], top + 8)
        mask = letters.crop(strip)
        if ImageStat.Stat(mask).sum[0] > 255 * 40:
            ink, ground = (ImageStat.Stat(opened(e).crop(strip), mask).mean for e in (found, bare))
            assert contrast(tuple(ink), tuple(ground)) >= 4.5, f"row {top}"


@pytest.mark.parametrize("name", ["white", "black", "snow", "night"])
def test_the_picture_beside_the_text_is_not_covered(name: str) -> None:
    picture = picture_of(name)

    found = lettered(name, JAZZ).crop((0, 0, 500, 630))

    box = saliency.crop(picture.size, 520 / 630, saliency.find(picture))
    wanted = picture.resize((520, 630), Image.Resampling.BICUBIC, box).crop((0, 0, 500, 630))
    assert ImageChops.difference(found, wanted).getbbox() is None


def test_a_wide_subject_is_shown_in_full_width_above_a_label() -> None:
    picture = picture_of("crowd")

    found = lettered("crowd", JAZZ)

    box = saliency.crop(picture.size, 1200 / 630, saliency.find(picture), 0.3)
    whole = picture.resize(card.SIZE, Image.Resampling.BICUBIC, box)
    left, top, right, bottom = difference(found, whole, least=1).getbbox() or (0, 0, 0, 0)
    assert (left, right, bottom) == (*card.SQUARE, 630)
    assert top >= 330


def test_a_long_text_is_put_beside_a_wide_subject_all_the_same() -> None:
    long = lettered("crowd", PosterText(TITLES["120"], WHEN, WHERE))

    assert long.getpixel((700, 10)) == long.getpixel((700, 620))  # a panel from top to bottom


@pytest.mark.parametrize("right", [True, False])
def test_a_subject_at_a_side_is_kept_where_a_crop_of_the_middle_would_cut_it(
    *, right: bool
) -> None:
    picture = Image.new("RGB", (1600, 900), "#5f6b5a")
    x = 1180 if right else 120
    ImageDraw.Draw(picture).ellipse((x, 250, x + 300, 550), "#d9a184")

    left, _, end, _ = saliency.crop(picture.size, 520 / 630, saliency.find(picture))

    assert left <= x
    assert x + 300 <= end


def test_a_head_is_kept_where_a_crop_of_the_middle_would_cut_it() -> None:
    picture = Image.new("RGB", (900, 1600), "#5f6b5a")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((330, 90, 570, 390), "#d9a184")
    draw.rectangle((200, 400, 700, 1600), "#22303c")

    _, top, _, bottom = saliency.crop(picture.size, 520 / 630, saliency.find(picture))

    assert top <= 90
    assert bottom == pytest.approx(top + 900 * 630 / 520)


@pytest.mark.parametrize("size", [(1600, 1), (1, 1600), (1, 1), (61, 33), (1600, 1600)])
@pytest.mark.parametrize("aspect", [520 / 630, 1200 / 630])
def test_a_crop_lies_within_the_picture(size: tuple[int, int], aspect: float) -> None:
    subject = saliency.find(Image.new("RGB", size, "red"))

    left, top, right, bottom = saliency.crop(size, aspect, subject)

    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert (right - left) / (bottom - top) == pytest.approx(aspect)


def test_where_nothing_can_be_said_the_picture_stands_alone() -> None:
    assert lettered("white", NOTHING).convert("L").getextrema() == (255, 255)


def test_a_text_from_the_right_has_its_picture_on_the_right(twice: Twice) -> None:
    picture = picture_of("night")

    with_letters, bare = twice(lambda: lettered("night", PosterText("ליל ג׳אז", WHEN, WHERE)))

    box = saliency.crop(picture.size, 520 / 630, saliency.find(picture))
    wanted = picture.resize((520, 630), Image.Resampling.BICUBIC, box)
    assert ImageChops.difference(bare.crop((680, 0, 1200, 630)), wanted).getbbox() is None
    assert_in_the_square(with_letters, bare)


# --- What is said beside the text -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["night", "crowd"])
@pytest.mark.parametrize("text", [JAZZ, NOTHING])
def test_a_mark_in_the_corner_says_that_a_picture_was_made_by_ai(
    name: str, text: PosterText
) -> None:
    photo, generated = (lettered(name, text, is_generated=made) for made in (False, True))

    box = difference(photo, generated).getbbox()

    assert box
    assert box[0] <= 36
    assert box[3] >= card.SIZE[1] - 20
    assert box[2] - box[0] < 200
    assert box[3] - box[1] < 50


@pytest.mark.parametrize("status", [CANCELLED, POSTPONED, NEW_DATE])
@pytest.mark.parametrize("size", [card.SIZE, composed.SIZE])
def test_a_status_is_readable_at_300_pixels(status: str, size: tuple[int, int]) -> None:
    text = PosterText("Summer Jazz Night", WHEN, WHERE, status)

    block = fit_block(text, (round(0.29 * size[0]), round(0.84 * size[1])), size[1])

    assert block
    assert block.status
    assert block.status.lines == (status,)
    assert block.status.size * 300 / size[0] >= 10


def test_a_status_stands_out_as_a_plate_above_the_title() -> None:
    found, plain = (lettered("night", PosterText("Jazz", WHEN, WHERE, s)) for s in (CANCELLED, ""))
    colours = palette.of(picture_of("night"))

    plate = difference(found, Image.new("RGB", card.SIZE, colours.ink), least=1)
    rows = plate.crop((570, 40, 790, 120)).resize((1, 80), Image.Resampling.BOX)

    assert min(rows.get_flattened_data()) < 40  # type: ignore[operator]
    assert difference(found, plain).getbbox()


@pytest.mark.parametrize(("status", "is_smaller"), [(CANCELLED, True), (POSTPONED, True),
                                                    (NEW_DATE, False), ("", False)])  # fmt: skip
def test_the_old_time_of_an_event_that_is_off_is_not_the_message(
    status: str, *, is_smaller: bool
) -> None:
    block = fit_block(PosterText("Jazz", WHEN, WHERE, status), (598, 530), 630)

    assert block
    assert (block.details[0].size < block.headline.size / 3) is is_smaller


@pytest.mark.parametrize("size", [(904, 756, 900), (598, 530, 630), (349, 542, 630)])
def test_the_time_is_half_as_prominent_as_the_title_and_the_place_half_of_that(
    size: tuple[int, int, int],
) -> None:
    block = fit_block(PosterText("Jazz by the Sea", WHEN, "Kesselhaus"), size[:2], size[2])

    assert block
    time, place = block.details
    assert 1.8 <= block.headline.size / time.size <= 2.6
    assert 1.4 <= time.size / place.size <= 2.2


def test_pillow_lays_out_none_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """It lays it out in another way where a library is missing that base images may lack."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("text", "multiline_text"):
        monkeypatch.setattr(ImageDraw.ImageDraw, name, refuse)
    for name in ("truetype", "load_default"):
        monkeypatch.setattr(ImageFont, name, refuse)
    text = PosterText("Jazz 日本 ليل", WHEN, WHERE, CANCELLED)

    composed.compose("a", text)
    lettered("black", text, is_generated=True)


# --- Of a composed cover --------------------------------------------------------------------------


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("design", range(32))
def test_a_composed_cards_text_stands_in_the_square(
    design: int, title: str, twice: Twice, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = PosterText(TITLES[title], WHEN, WHERE)
    drawn: list[Image.Image] = []
    monkeypatch.setattr(encoded, "jpeg", drawn.append)  # the file is of no interest here

    def draw() -> Image.Image:
        composed.card(text, design)
        return drawn.pop()

    assert_in_the_square(*twice(draw))
