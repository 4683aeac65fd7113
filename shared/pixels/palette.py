"""Colours of a poster: chosen by hand, or taken from a picture and made legible.

Lightness, chroma and hue are those of OKLCH, https://bottosson.github.io/posts/oklab/: one
lightness is equally bright in every hue, so that contrast is decided by lightness alone.
"""

import math
from dataclasses import dataclass

from PIL import Image, ImageStat

Tones = tuple[str, str, str]
_Oklch = tuple[float, float, float]  # lightness from 0 to 1, chroma from 0 to 0.4, hue in radians


@dataclass(frozen=True)
class Palette:
    """Ink on ground has a contrast of at least 7:1 (WCAG AAA); tones are for shapes."""

    ground: str
    ink: str
    tones: Tones


@dataclass(frozen=True)
class _Scheme:
    """Lightness of ground, ink and tones, and the most chroma that a ground may have."""

    ground: float
    ink: float
    tones: tuple[float, float, float]
    chroma: float


_DARK = _Scheme(0.25, 0.98, (0.72, 0.58, 0.84), 0.07)
_LIGHT = _Scheme(0.955, 0.26, (0.62, 0.74, 0.44), 0.025)
_LIGHT_FROM = 150  # mean luma of a picture beside which a light ground looks right
_COLOURS, _SAMPLE = 12, (48, 48)
_GREY = 0.025  # chroma below which a colour has no hue to speak of
_VIVID = (0.1, 0.17)  # the chroma of tones, from and to
_APART = math.radians(35)  # hues nearer than this look like one


def of(picture: Image.Image) -> Palette:
    """A palette of the picture's own colours, dark for a dark picture and light for a light one."""
    sample = picture.resize(_SAMPLE, Image.Resampling.BOX)
    colours = _colours(sample)
    scheme = _LIGHT if ImageStat.Stat(sample.convert("L")).mean[0] > _LIGHT_FROM else _DARK
    _, chroma, hue = max(colours, key=lambda c: c[0])[1]
    tones = [
        _hex((lightness, _vivid(chroma), hue))
        for lightness, (_, chroma, hue) in zip(scheme.tones, _accents(colours), strict=True)
    ]
    return Palette(
        _hex((scheme.ground, min(chroma, scheme.chroma), hue)),
        _hex((scheme.ink, min(chroma, 0.02), hue)),
        (tones[0], tones[1], tones[2]),
    )


def _colours(sample: Image.Image) -> list[tuple[int, _Oklch]]:
    """The sample's main colours, each with the number of its pixels."""
    reduced = sample.quantize(_COLOURS, Image.Quantize.MEDIANCUT)
    table = reduced.getpalette() or []
    counts: list[tuple[int, int]] = reduced.getcolors() or []  # type: ignore[assignment]
    return [(n, _oklch(tuple(table[3 * place : 3 * place + 3]))) for n, place in counts]


def _accents(colours: list[tuple[int, _Oklch]]) -> list[_Oklch]:
    """Three colours, the most telling first, of hues that differ where the picture has them."""
    ranked = [c for _, c in sorted(colours, key=lambda c: c[1][1] * math.sqrt(c[0]), reverse=True)]
    found = [ranked[0]]
    for colour in ranked[1:]:
        if colour[1] > _GREY and all(_turn(colour[2], each[2]) > _APART for each in found):
            found.append(colour)
    lightness, chroma, hue = found[0]
    beside = [(lightness, chroma, hue + turn) for turn in (math.radians(40), math.radians(-40))]
    return [*found, *beside][:3]


def _turn(one: float, other: float) -> float:
    return abs((one - other + math.pi) % (2 * math.pi) - math.pi)


def _vivid(chroma: float) -> float:
    low, high = _VIVID
    return chroma if chroma < _GREY else min(max(chroma, low), high)


def _oklch(rgb: tuple[int, ...]) -> _Oklch:
    red, green, blue = (_linear(value / 255) for value in rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(colour: _Oklch) -> str:
    """In sRGB, with what it cannot show cut off."""
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(1, max(0, v)))):02x}" for v in linear)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
