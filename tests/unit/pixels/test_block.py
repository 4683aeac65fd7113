"""Where a block puts status, headline, rule, time and place, and how large they are."""

import pytest
from PIL import Image

from shared.pixels.block import Block, draw_badge, fit_block
from shared.pixels.lettering import Lines
from shared.pixels.palette import Palette
from shared.pixels.poster import CANCELLED, NEW_DATE, PosterText
from tests.support.evening import WHEN, WHERE

UNIT = 630
SIZE = (598, 530)
COLOURS = Palette("#000000", "#ffffff", ("#ff0000", "#00ff00", "#0000ff"))
RULE = (255, 0, 0)
AROUND_RULE, RULE_HEIGHT, BETWEEN, BELOW_STATUS = 24, 6, 6, 22  # pixels, of a picture of 630
Drawn = list[tuple[Lines, float, float, str]]


def block(title: str = "Summer Jazz Night", status: str = "", where: str = WHERE) -> Block:
    found = fit_block(PosterText(title, WHEN, where, status), SIZE, UNIT)
    assert found
    return found


def rule_on(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The edges of all that has the rule's colour."""
    mask = Image.new("1", picture.size)
    mask.putdata([pixel == RULE for pixel in picture.get_flattened_data()])
    return mask.getbbox()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What was lettered: the lines, their left, their top, and the side they begin at."""
    found: Drawn = []

    def keep(
        lines: Lines, _: Image.Image, x: float, y: float, __: str, align: str = "start"
    ) -> None:
        found.append((lines, x, y, align))

    monkeypatch.setattr(Lines, "draw", keep)
    return found


@pytest.mark.parametrize("status", ["", CANCELLED])
@pytest.mark.parametrize("more", [0, 100])
def test_headline_stands_at_the_top_and_time_and_place_at_the_bottom(
    status: str, more: int, drawn: Drawn
) -> None:
    made = block(status=status)
    picture = Image.new("RGB", (700, 900))
    bottom = 50 + made.height + more

    made.draw(picture, (40, 50, 40 + SIZE[0], bottom), COLOURS)

    headline, time, place = drawn[-3:]
    assert [lines for lines, *_ in drawn[-3:]] == [made.headline, *made.details]
    assert headline[1:3] == (40, 50 + made.status_height)
    rule = headline[2] + made.headline.height + more + AROUND_RULE
    assert rule_on(picture) == (40, rule, 40 + 63, rule + RULE_HEIGHT)
    assert time[1:3] == (40, rule + RULE_HEIGHT + AROUND_RULE)
    assert place[1:3] == (40, time[2] + made.details[0].height + BETWEEN)
    assert place[2] + made.details[1].height == bottom


def test_what_is_read_from_the_right_begins_there(drawn: Drawn) -> None:
    made = block("ליל ג׳אז", NEW_DATE)
    picture = Image.new("RGB", (700, 900))

    made.draw(picture, (40, 50, 640, 50 + made.height), COLOURS)

    rule = rule_on(picture)
    assert rule
    assert (rule[0], rule[2]) == (640 - 63, 640)
    (badge, x, _, _), *others = drawn
    assert 640 - badge.size <= x + badge.width + badge.size // 2 <= 641
    for lines, left, _, align in others:
        assert (left + lines.room, align) == (640, "right")


def test_without_time_and_place_there_is_no_rule(drawn: Drawn) -> None:
    made = fit_block(PosterText("Jazz", "", ""), SIZE, UNIT)
    picture = Image.new("RGB", (700, 900))
    assert made

    made.draw(picture, (40, 50, 640, 600), COLOURS)

    assert rule_on(picture) is None
    assert [lines for lines, *_ in drawn] == [made.headline]
    assert made.height == made.headline.height


@pytest.mark.parametrize("title", ["Jazz", "ליל ג׳אז"])
def test_a_status_is_in_the_middle_of_its_plate(title: str, drawn: Drawn) -> None:
    made = block(title, CANCELLED)
    assert made.status
    picture = Image.new("RGB", (700, 900))

    made.draw(picture, (40, 50, 640, 700), COLOURS)

    mask = picture.convert("L").point(lambda value: 255 if value == 255 else 0)
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    lines, x, y, _ = drawn[0]
    assert lines is made.status
    assert top == 50
    assert (left == 40) is (title == "Jazz")
    assert x - left == lines.size // 2
    assert right - x - lines.width == pytest.approx(lines.size // 2, abs=2)
    assert y - top == pytest.approx(bottom - y - lines.height, abs=2)
    assert bottom - top == pytest.approx(1.5 * lines.size, abs=2)
    assert made.status_height == round(1.5 * lines.size) + BELOW_STATUS


def test_its_width_is_that_of_the_widest_line() -> None:
    plain, off = block("Fox", where="Inn"), block("Fox", CANCELLED, "Inn")

    assert plain.width - 1 < max(e.width for e in (plain.headline, *plain.details)) <= plain.width
    assert off.status
    widest = max(e.width for e in (off.headline, *off.details))
    assert off.width == max(round(off.status.width) + 2 * (off.status.size // 2), -(-widest // 1))


@pytest.mark.parametrize("status", ["", NEW_DATE])
def test_a_headline_ends_where_it_is_told_and_details_are_no_wider(status: str) -> None:
    text = PosterText("Summer Jazz Night in the Old Brewery", WHEN, WHERE, status)

    found = fit_block(text, (900, 800), 900, headline_height=260, details_width=300)

    assert found
    assert 150 < found.status_height + found.headline.height <= 260
    assert found.headline.width > 300
    assert 200 < max(each.width for each in found.details) <= 300


def test_without_those_they_have_the_whole_box() -> None:
    text = PosterText("Summer Jazz Night in the Old Brewery", WHEN, WHERE)

    found = fit_block(text, (900, 800), 900)

    assert found
    assert found.headline.height > 260
    assert max(each.width for each in found.details) > 400
    assert found.height <= 800


def test_what_can_not_be_shown_is_no_block() -> None:
    assert fit_block(PosterText("", "", "", CANCELLED), SIZE, UNIT) is None


def test_a_long_place_is_smaller_than_a_short_one_and_readable() -> None:
    long, short = block(where="Kesselhaus in the second courtyard, " * 5), block(where="Inn")

    assert long.details[1].size == round(0.032 * UNIT)
    assert short.details[1].size == max(round(0.038 * UNIT), short.details[0].size // 2)


@pytest.mark.parametrize("where", [WHERE, "Kesselhaus of the Culture Brewery, second courtyard"])
def test_time_and_place_take_two_lines_at_most_where_they_can(where: str) -> None:
    found = fit_block(PosterText("Jazz", WHEN, where), (349, 542), UNIT)

    assert found
    assert [len(each.lines) <= 2 for each in found.details] == [True, True]


def test_a_status_is_no_wider_than_the_box() -> None:
    found = fit_block(PosterText("Jazz", WHEN, WHERE, "POSTPONED"), (200, 542), UNIT)

    assert found
    assert found.status
    assert found.status.width + found.status.size <= 200


def test_the_headline_is_the_largest_that_leaves_the_time_half_of_it() -> None:
    for title in ("Fox", "Summer Jazz Night", "The Long Night of Names and Faces"):
        made = block(title)

        assert made.headline.size <= 2.5 * made.details[0].size + 2
        assert made.details[0].size >= round(0.04 * UNIT)
        assert made.details[0].size <= round(0.092 * UNIT)
        assert made.height <= SIZE[1]


def test_the_status_is_lettered_in_the_events_language_and_means_the_same() -> None:
    text = PosterText("Fox", WHEN, "Inn", CANCELLED, "de", "ABGESAGT")

    made = fit_block(text, SIZE, UNIT)

    assert made
    assert made.status
    assert made.status.lines == ("ABGESAGT",)
    # The time is not the message any more, whatever the badge says.
    assert made.details[0].size == block("Fox", CANCELLED, "Inn").details[0].size
    assert made.details[0].size < block("Fox", where="Inn").details[0].size


@pytest.mark.parametrize(("language", "badge"), [("ar", "ملغاة"), ("he", "בוטל"), ("ja", "中止")])
def test_a_badge_has_its_words_on_it_from_whichever_side_they_are_read(
    language: str, badge: str
) -> None:
    made = fit_block(PosterText("ليل", WHEN, WHERE, CANCELLED, language, badge), SIZE, UNIT)
    assert made
    assert made.status
    picture = Image.new("RGB", SIZE, COLOURS.ground)

    draw_badge(picture, made.status, (0, 0, *SIZE), COLOURS, is_rtl=made.is_rtl)

    plate = picture.getbbox()
    assert plate
    inside = picture.crop((plate[0] + 12, plate[1] + 4, plate[2] - 12, plate[3] - 4)).convert("L")
    dark = sum(inside.histogram()[:128])
    assert 0.1 < dark / (inside.width * inside.height) < 0.9
