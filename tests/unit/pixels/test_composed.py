"""Composed covers: 32 designs that differ, each good with short titles and with long ones."""

import io
from itertools import combinations, pairwise

import pytest
from PIL import Image, ImageChops, ImageStat

from shared.pixels import composed, encoded
from shared.pixels.composed import DESIGNS
from shared.pixels.encoded import MAX_BYTES
from shared.pixels.lettering import Lines
from shared.pixels.poster import NEW_DATE, PosterText
from tests.support.evening import WHEN, WHERE
from tests.support.files import opened

JAZZ = PosterText("Summer Jazz Night", WHEN, WHERE)
LONG = ("The Distinguished Society's Long Night of Names, Faces, Places and Quiet Songs " * 2)[:120]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Image.Image]:
    """Pictures as they were drawn: these tests look at no file, and encoding takes longest."""
    pictures: list[Image.Image] = []

    def keep(picture: Image.Image, *_: object) -> encoded.Encoded:
        pictures.append(picture)
        return encoded.Encoded(b"", "", *picture.size)

    monkeypatch.setattr(encoded, "webp", keep)
    monkeypatch.setattr(encoded, "jpeg", keep)
    return pictures


@pytest.mark.slow
def test_the_32_designs_differ_from_one_another(drawn: list[Image.Image]) -> None:
    for number in range(32):
        composed.cover(JAZZ, number)
    small = [picture.reduce(10) for picture in drawn]

    assert len(DESIGNS) == 32
    assert len(set(DESIGNS)) == 32
    for one, other in combinations(range(32), 2):
        difference = ImageStat.Stat(ImageChops.difference(small[one], small[other])).mean
        assert max(difference) > 8, (one, other)


def test_an_event_always_has_the_same_design_and_all_are_in_use() -> None:
    found = [composed.design_of(f"event {number}") for number in range(2000)]

    assert found == [composed.design_of(f"event {number}") for number in range(2000)]
    counts = [found.count(number) for number in range(32)]
    assert min(counts) > 8
    assert max(counts) < 200


# What 1.0 drew for these seeds: the number of the palette, and the pattern.
@pytest.mark.parametrize(
    ("seed", "palette", "pattern"),
    [("j", 7, "_rays"), ("w", 3, "_arcs"), ("a", 4, None), ("c", 7, None)],
)
def test_an_event_from_before_keeps_its_palette_and_its_pattern_if_a_design_has_it(
    seed: str, palette: int, pattern: str | None
) -> None:
    design = DESIGNS[composed.design_of(seed)]

    assert design.palette is composed.PALETTES[palette]
    assert pattern in (design.pattern.__name__, None)


@pytest.mark.parametrize("design", [0, 9, 31])
def test_a_picture_depends_on_design_and_text_alone(design: int) -> None:
    art = composed.compose("one event", JAZZ, design)

    assert art == composed.compose("another", JAZZ, design)
    assert art.cover == composed.cover(JAZZ, design)
    assert art.card == composed.card(JAZZ, design)
    assert art != composed.compose("one event", PosterText("Jazz", WHEN, WHERE), design)


def test_without_a_design_it_is_the_events_own() -> None:
    design = composed.design_of("an event")

    assert composed.compose("an event", JAZZ) == composed.compose("another", JAZZ, design)


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Lines, int, int]]:
    """What was lettered, and where: the lines, their left and their top."""
    found: list[tuple[Lines, int, int]] = []
    monkeypatch.setattr(Lines, "draw", lambda e, _, x, y, *__, **___: found.append((e, x, y)))
    return found


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("title", ["Fox", "Summer Jazz Night", LONG])
@pytest.mark.parametrize("design", range(32))
@pytest.mark.parametrize("kind", ["cover", "card"])
def test_every_letter_is_drawn_at_a_readable_size_inside_the_picture(
    kind: str, design: int, title: str, texts: list[tuple[Lines, int, int]]
) -> None:
    made = getattr(composed, kind)(PosterText(title, WHEN, WHERE, NEW_DATE), design)

    said = ["".join(lines.lines).replace(" ", "") for lines, _, _ in texts]
    assert said == [each.replace(" ", "") for each in (NEW_DATE, title, WHEN, WHERE)]
    for lines, x, y in texts:
        assert x >= 0 <= y
        assert x + lines.width <= made.width
        assert y + lines.height <= made.height
        assert lines.size * 1200 / made.width >= 20
    assert texts[1][0].size * 1200 / made.width >= 30
    places = [(y, y + lines.height) for lines, _, y in texts]
    assert all(one[1] <= other[0] + 2 for one, other in pairwise(places))


@pytest.mark.parametrize("title", ["X", "w" * 120, "Summer " * 17, "東京", "🎷", "Νύχτα τζαζ"])
def test_composed_covers_and_cards_have_their_sizes(title: str) -> None:
    art = composed.compose(title, PosterText(title, WHEN, WHERE * 4))

    cover, social = (Image.open(io.BytesIO(each.data)) for each in (art.cover, art.card))
    assert (cover.format, cover.size) == ("WEBP", (1600, 900))
    assert (social.format, social.size) == ("JPEG", (1200, 630))
    assert max(len(each.data) for each in (art.cover, art.card)) <= MAX_BYTES


def test_a_thumbnail_is_the_cover_in_its_smallest_width(
    drawn: list[Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoded, "thumbnail", encoded.webp)

    for make in (composed.cover, composed.thumbnail):
        make(JAZZ, 9)

    cover, small = drawn
    assert small.tobytes() == cover.tobytes()


def test_an_arrangement_is_mirrored_from_side_to_side() -> None:
    there = composed.Arrangement(((0.5, 0, 1, 0.25),), (0.125, 0.5, 0.375, 1), 0.75, 0.25)

    assert there.mirrored() == composed.Arrangement(
        ((0, 0, 0.5, 0.25),), (0.625, 0.5, 0.875, 1), 0.75, 0.25
    )


def test_where_nothing_can_be_said_the_pattern_stands_alone() -> None:
    assert composed.compose("one", PosterText("", "", "")).cover.width == 1600


def test_a_sketch_shows_what_the_cover_will() -> None:
    text = PosterText("Summer Jazz Night", WHEN, WHERE)
    made, sketch = composed.compose("seed", text), composed.sketch("seed", text)

    assert opened(sketch.card).tobytes() == opened(made.card).tobytes()
    assert sketch.cover != made.cover
    assert sketch.card != made.card
    difference = ImageChops.difference(opened(sketch.cover), opened(made.cover))
    assert max(ImageStat.Stat(difference).mean) < 2  # of 255
