"""Lines: whole words at the largest size that fits, set from the side that they are read from."""

from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from shared.pixels.lettering import Lines, fit, printable
from tests.support.titles import EVENTS, LANGUAGES, RIGHT_TO_LEFT, TITLES

BOX, SIZES = (900, 500), (36, 280)
# The tallest and deepest that each script stacks.
STACKED = ["ẦỄỚ g", "ปู่ที่ญู้", "र्क्र्ऐंटू", "ক্ষ্ণৌঁ", "மூகூ", "تَسَلِّيٍ", "骨", "Å"]


def drawn(lines: Lines, *align: str) -> Image.Image:
    """On black, the box's corner 300 pixels from the picture's."""
    picture = Image.new("L", (lines.room + 600, 1400))
    lines.draw(picture, 300, 300, "white", *align)  # type: ignore[arg-type]
    return picture


def ink(lines: Lines, *align: str) -> tuple[int, int, int, int]:
    """The ink's left, top, right and bottom edges, from the box's corner."""
    found = drawn(lines, *align).getbbox()
    assert found
    return found[0] - 300, found[1] - 300, found[2] - 300, found[3] - 300


@pytest.mark.parametrize("text", ["X", "Open Studios and Late Opening", "word " * 24, "a" * 120,
                                  "Donaudampfschifffahrtsgesellschaft am Freitag", "ⅷ" * 120,
                                  *TITLES.values()])  # fmt: skip
def test_a_title_of_1_to_120_characters_fits_whole(text: str) -> None:
    found = fit(text, "800ExtraBold", BOX, SIZES)

    assert "".join(found.lines).replace(" ", "").replace("-", "") == text.replace(" ", "")
    assert found.height <= BOX[1]
    assert found.width <= BOX[0]
    assert found.size <= SIZES[1]
    left, top, right, bottom = ink(found)
    overhang = found.size // 12  # of a first and a last letter
    assert -overhang <= left < right <= BOX[0] + overhang
    assert top >= -1
    assert bottom <= found.height + 1


@pytest.mark.parametrize("room", [793, 952, 1006])
def test_a_line_that_is_wider_than_its_parts_fits_too(room: int) -> None:
    """Korean spaces are wider between letters than at the end of a part."""
    found = fit(EVENTS["korean"].long, "800ExtraBold", (room, 150), (10, 300))

    assert found.width <= room


def test_words_stay_whole_where_that_is_readable() -> None:
    text = "The Annual General Assembly of the Society for Historical Instruments"

    found = fit(text, "800ExtraBold", (1000, 270), (30, 92))

    assert [word for line in found.lines for word in line.split()] == text.split()


def test_one_long_word_is_hyphenated_and_keeps_a_readable_size() -> None:
    found = fit("Donaudampfschifffahrtsgesellschaft", "800ExtraBold", BOX, SIZES)

    assert found.lines == ("Donaudampf-", "schifffahrts-", "gesellschaft")
    assert found.size > 0.4 * SIZES[1]


def test_a_word_without_syllables_is_cut_only_where_letters_get_twice_as_large() -> None:
    whole = fit("המוזיקליים", "800ExtraBold", (360, 500), SIZES)
    cut = fit("ז" * 60, "800ExtraBold", (360, 500), SIZES)

    assert whole.lines == ("המוזיקליים",)
    assert len(cut.lines) > 1
    assert cut.size > 70


def test_a_word_that_is_cut_keeps_all_its_letters_in_order() -> None:
    """Syllables that fit, then letters of one that does not."""
    text = "Das Konzertst" + "r" * 29 + "t"

    found = fit(text, "800ExtraBold", (120, 400), (34, 36))

    assert "".join(found.lines).replace("-", "") == text.replace(" ", "")
    assert len(found.lines) > 4


def test_no_last_word_stands_alone_where_lines_can_be_alike() -> None:
    found = fit("Minimal Music for Two Pianos", "800ExtraBold", (1000, 270), (30, 92))

    assert found.lines == ("Minimal Music", "for Two Pianos")


def test_phrases_are_cut_only_where_letters_get_much_larger() -> None:
    wide = fit("東京ジャズフェスティバル、夏の夜", "800ExtraBold", (1000, 270), (30, 92))
    narrow = fit("東京ジャズフェスティバル、夏の夜", "800ExtraBold", (250, 400), (20, 60))

    assert wide.lines == ("東京ジャズフェスティバル、", "夏の夜")
    assert "ジャズフェスティバル、" not in narrow.lines
    assert narrow.size > 30


@pytest.mark.parametrize("script", TITLES)
def test_a_right_to_left_title_is_set_from_the_right(script: str) -> None:
    text = TITLES[script]
    found = fit(text, "800ExtraBold", (2600, 200), (40, 92), LANGUAGES.get(script, "en"))
    assert len(found.lines) == 1

    assert found.rtl == (script in RIGHT_TO_LEFT)
    left, _, right, _ = ink(found)
    margins = abs(left), abs(2600 - right)
    assert min(margins) == margins[found.rtl]
    assert min(margins) < 12
    assert max(margins) > 100


@pytest.mark.parametrize("text", ["Jazz Night", "ליל ג׳אז"])
def test_a_side_can_be_asked_for(text: str) -> None:
    found = fit(text, "500Medium", (1000, 100), (20, 34))

    assert ink(found, "left")[0] < 5
    assert ink(found, "right")[2] > 995


def test_a_line_keeps_its_paragraphs_direction_whatever_it_begins_with() -> None:
    found = fit("ערב נהדר Jazz! ליל", "800ExtraBold", (310, 400), (50, 60))

    assert found.lines == ("ערב נהדר", "Jazz! ליל")
    first, *_, last = found.shaped[1].glyphs
    assert (first.font, last.font) == ("NotoSansHebrew", "Inter")


@pytest.mark.parametrize("text", STACKED)
@pytest.mark.parametrize("weight", ["500Medium", "800ExtraBold"])
def test_lines_of_stacked_scripts_touch_neither_each_other_nor_the_box(
    text: str, weight: str
) -> None:
    found = fit(" ".join([text] * 12), weight, (560, 1000), (60, 60))  # type: ignore[arg-type]
    assert len(found.lines) > 1

    _, top, _, bottom = ink(found)

    assert top >= -1
    assert bottom <= found.height + 1
    assert abs(top - found.top) <= 2
    for one, other in pairwise(found.shaped):
        assert found.size * (one.below + other.above) < found.step


def test_letters_of_one_script_stand_no_further_apart_for_another() -> None:
    latin = fit("Jazz Night " * 8, "800ExtraBold", (400, 1000), (60, 60))
    thai = fit("ปู่ที่ญู้ " * 8, "800ExtraBold", (400, 1000), (60, 60))

    assert latin.step == 65
    assert thai.step > latin.step


def test_what_does_not_fit_at_the_smallest_size_ends_in_dots() -> None:
    found = fit("Kesselhaus, second courtyard, left, " * 9, "500Medium", (600, 60), (20, 34))

    assert found.size == 20
    assert len(found.lines) == 2
    assert found.lines[-1].endswith("…")
    assert found.lines[0].startswith("Kesselhaus")
    assert found.width <= 600


@pytest.mark.parametrize("width", [300, 410, 555])
def test_the_dots_stand_after_as_many_letters_as_there_is_room_for(width: int) -> None:
    text = "m" * 200  # in one word, so that the lines are full before the dots

    found = fit(text, "500Medium", (width, 60), (20, 34))

    assert text.startswith("".join(found.lines).removesuffix("…"))
    assert width - found.size < found.shaped[-1].advance * found.size <= width


def test_no_text_is_no_line() -> None:
    found = fit("", "800ExtraBold", BOX, SIZES)

    assert (found.lines, found.height, found.width) == ((), 0, 0)
    assert drawn(found).getbbox() is None


def test_emoji_keep_their_colours_on_any_ground() -> None:
    picture = Image.new("RGB", (400, 200), "white")

    fit("❤️", "800ExtraBold", (400, 200), (40, 150)).draw(picture, 0, 0, "#00ff00")

    assert (0, 255, 0) not in {colour for _, colour in picture.getcolors(1 << 16) or []}
    red, green, blue = picture.getpixel((90, 70))  # type: ignore[misc]
    assert red > 180
    assert max(green, blue) < 120


def test_what_is_drawn_outside_the_picture_is_cut_off() -> None:
    picture = Image.new("RGB", (100, 60))

    fit("Jazz 🎷", "800ExtraBold", (1000, 200), (90, 90)).draw(picture, 40, -30, "white")

    assert picture.getbbox()


def test_the_same_text_gives_the_same_pixels() -> None:
    one, other = (drawn(fit(printable("Jazz ليل 日本"), "800ExtraBold", BOX, SIZES)) for _ in "ab")

    assert one.tobytes() == other.tobytes()


def test_pillow_lays_out_no_text() -> None:
    """Its layout depends on a library that the deployed image may lack."""
    picture = Image.new("RGB", (900, 500))
    called: list[str] = []
    original, ImageDraw.ImageDraw.text = ImageDraw.ImageDraw.text, called.append  # type: ignore[assignment, method-assign]
    try:
        fit("Jazz", "800ExtraBold", BOX, SIZES).draw(picture, 0, 0, "white")
    finally:
        ImageDraw.ImageDraw.text = original  # type: ignore[method-assign]

    assert picture.getbbox()
    assert not called
