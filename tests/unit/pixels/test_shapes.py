"""What each pattern shows: the tone at any point of a box, worked out without drawing it."""

import math
from collections.abc import Callable, Iterable
from random import Random

import pytest
from PIL import Image, ImageDraw

from shared.pixels import patterns
from shared.pixels.patterns import Pattern

GROUND, TONES = "#000000", ("#ff0000", "#00ff00", "#0000ff")
Tone = int | None
"""Its number, or None for the ground."""
Map = Callable[[float, float], Tone]
"""The tone at so many pixels from the left and from the top."""


def uppermost(tones: Iterable[Tone]) -> Tone:
    return next((tone for tone in tones if tone is not None), None)


def disc(away: float, radius: float, tone: int) -> Tone:
    return tone if away < radius else None


def rainbow(away: float, radius: float) -> Tone:
    """Five rings of equal width, the outer one first."""
    return int(5 - 5 * away / radius) % 3 if away < radius else None


def rainbows(*centres: int, radius: int) -> Callable[[Random], Map]:
    """On the lower edge of a box of 200."""
    return lambda _: (
        lambda x, y: uppermost(
            rainbow(math.dist((x, y), (centre, 200)), radius) for centre in centres
        )
    )


def corner(width: int, height: int, radius: int) -> Callable[[Random], Map]:
    """A rainbow in the lower right, and a disc before it."""

    def made(rng: Random) -> Map:
        centre = width * (1 - rng.uniform(0.3, 0.6)), 0.24 * height
        return lambda x, y: uppermost(
            (
                disc(math.dist((x, y), centre), 0.14 * height, 2),
                rainbow(math.dist((x, y), (width, height)), radius),
            )
        )

    return made


def bands(rng: Random) -> Map:
    """Of 32, 52 and 20, then a gap of 12; at the top of a box of 200 they are 60 further right."""
    begun = (0, 32, 84)[rng.randrange(3)]

    def tone(x: float, y: float) -> Tone:
        if (place := x - 60 * (1 - y / 200)) < 0:
            return None
        place = (place + begun) % 116
        return 0 if place < 32 else 1 if place < 84 else 2 if place < 104 else None

    return tone


def tiles(rows: int, columns: int) -> Callable[[Random], Map]:
    """Of 40 by 40."""

    def made(rng: Random) -> Map:
        all_of_them = [[tile(rng) for _ in range(columns)] for _ in range(rows)]
        return lambda x, y: all_of_them[int(y / 40)][int(x / 40)](x % 40 - 20, y % 40 - 20)

    return made


def tile(rng: Random) -> Map:
    """Half a disc, or a quarter of one, lies to the bottom, left, top or right, or a corner on."""
    back, front = rng.sample(range(3), 2)
    ground = back if rng.random() < 0.75 else None
    turn, shape = rng.randrange(4), rng.randrange(3)
    right, down = ((0, 1), (-1, 0), (0, -1), (1, 0))[turn]
    point = ((-20, -20), (20, -20), (20, 20), (-20, 20))[turn]

    def tone(x: float, y: float) -> Tone:
        is_half = x * right + y * down > 0 and math.hypot(x, y) < 20
        is_front = (math.hypot(x, y) < 12, is_half, math.dist((x, y), point) < 40)[shape]
        return front if is_front else ground

    return tone


def sun(width: int, height: int, radius: int) -> Callable[[Random], Map]:
    """Behind six waves, each as high as the gap below it."""

    def made(rng: Random) -> Map:
        centre = rng.uniform(0.45, 0.6) * width, 0.52 * height
        begins = [rng.uniform(0, 0.3) * width for _ in range(6)]

        def tone(x: float, y: float) -> Tone:
            number, below = divmod((y - centre[1]) / (0.085 * height), 1)
            is_wave = 0 <= number < 6 and below < 0.5 and x > begins[int(number)]
            wave = int(number) % 2 if is_wave else None
            return uppermost((wave, disc(math.dist((x, y), centre), radius, 2)))

        return tone

    return made


def rays(width: int, height: int) -> Callable[[Random], Map]:
    """Twenty-four, each as wide as the gap after it, and a disc where they come from."""

    def made(rng: Random) -> Map:
        centre = width * rng.choice((0.5, 1.0)), height * rng.choice((0.5, 1.0))

        def tone(x: float, y: float) -> Tone:
            number, beyond = divmod(math.atan2(y - centre[1], x - centre[0]) / math.tau % 1 * 24, 1)
            ray = int(number) % 2 if beyond < 0.5 else None
            return uppermost((disc(math.dist((x, y), centre), 52, 2), ray))

        return tone

    return made


def scales(longer: int, height: int) -> Callable[[Random], Map]:
    """Each row half a scale lower and a half to the side; the last begins below the lower edge."""

    def made(rng: Random) -> Map:
        radius = longer / rng.choice((6, 7))
        last = math.ceil(2 * height / radius - 0.01)

        def scale(row: int, x: float, y: float) -> Tone:
            across = (x - row % 2 * radius + radius) % (2 * radius) - radius
            away = math.hypot(across, y - row * radius / 2) / radius
            ring = uppermost((disc(away, 0.44, 2), disc(away, 0.72, 1), disc(away, 1, 0)))
            return None if ring is None else (ring + row) % 3

        return lambda x, y: uppermost(scale(row, x, y) for row in range(last, -2, -1))

    return made


def chevrons(rng: Random) -> Map:
    """As wide as what is between them; in a box whose shorter side is 240."""
    step = 240 / rng.choice((3, 4))

    def tone(x: float, y: float) -> Tone:
        lower = 1 - abs(x / step % 2 - 1)  # 0 and 1 in turn
        number, below = divmod((y - 0.7 * step * lower) / (0.62 * step), 1)
        return int(number) % 3 if below < 0.5 else None

    return tone


def petals(rng: Random) -> Map:
    """Flowers of 60 by 60: their petals lie on the diagonals, between two arcs."""
    middle = rng.randrange(3)

    def tone(x: float, y: float) -> Tone:
        flower = (middle + int(y / 60) + 2 * int(x / 60)) % 3
        right, down = abs(x % 60 - 30), abs(y % 60 - 30)
        is_petal = math.dist((right, down), (30, 0)) < 30 > math.dist((right, down), (0, 30))
        petal = flower if is_petal else None
        return uppermost((disc(math.hypot(right, down), 5.4, middle), petal))

    return tone


SHAPES: tuple[tuple[Pattern, tuple[int, int], Callable[[Random], Map]], ...] = (
    (patterns._arcs, (960, 200), rainbows(160, 480, 800, radius=160)),
    (patterns._arcs, (420, 200), rainbows(105, 315, radius=105)),
    (patterns._arcs, (400, 200), corner(400, 200, radius=184)),
    (patterns._arcs, (120, 300), corner(120, 300, radius=120)),
    (patterns._bands, (300, 200), bands),
    (patterns._tiles, (120, 200), tiles(rows=5, columns=3)),
    (patterns._tiles, (200, 80), tiles(rows=2, columns=5)),
    (patterns._sun, (300, 200), sun(300, 200, radius=84)),
    (patterns._sun, (150, 300), sun(150, 300, radius=60)),
    (patterns._rays, (300, 200), rays(300, 200)),
    (patterns._rays, (200, 300), rays(200, 300)),
    (patterns._scales, (300, 200), scales(300, 200)),
    (patterns._scales, (120, 320), scales(320, 320)),
    (patterns._chevrons, (300, 240), chevrons),
    (patterns._chevrons, (240, 300), chevrons),
    (patterns._petals, (180, 300), petals),
    (patterns._petals, (300, 120), petals),
)


@pytest.mark.parametrize("seed", [1, 5, 7])  # every choice is made by one of them
@pytest.mark.parametrize(("pattern", "size", "made"), SHAPES)
def test_its_shapes_are_where_they_belong(
    pattern: Pattern, size: tuple[int, int], made: Callable[[Random], Map], seed: int
) -> None:
    picture = Image.new("RGB", size, GROUND)

    pattern(ImageDraw.Draw(picture), *size, TONES, Random(seed))

    wanted = made(Random(seed))
    places = [(x, y) for x in range(2, size[0] - 2, 7) for y in range(2, size[1] - 2, 7)]
    wrong = [place for place in places if not is_near(shown(picture, *place), wanted, *place)]
    assert len(wrong) < 0.005 * len(places), wrong[:9]


def is_near(tone: Tone, wanted: Map, x: int, y: int) -> bool:
    """Whether it is there, or two pixels beside it: edges are not smooth."""
    beside = ((0, 0), (0, -2), (2, 0), (0, 2), (-2, 0))
    return any(wanted(x + right, y + down) == tone for right, down in beside)


def shown(picture: Image.Image, x: int, y: int) -> Tone:
    pixel = picture.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel.index(255) if 255 in pixel else None
