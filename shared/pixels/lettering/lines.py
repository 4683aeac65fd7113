"""Lines of text at their size, ready to be drawn."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Literal

from PIL import Image

from shared.pixels.lettering.glyphs import Shaped, Weight

Align = Literal["start", "left", "right"]


@dataclass(frozen=True)
class Spacing:
    """Least measures in ems: over and under the baseline of a text's box, and between baselines."""

    above: float
    below: float
    step: float


_GAP = 0.08  # ems between the lowest ink of a line and the highest of the next
HIGHEST, LOWEST = 1.7, 0.9
"""Ems over and under the baseline: ink beyond is cut off, and no script needs more."""
_EAST_ASIAN_STEP = 1.2
_SPACING = {
    "500Medium": Spacing(above=0.95, below=0.35, step=1.3),
    "800ExtraBold": Spacing(above=0.8, below=0.24, step=1.08),
}


@dataclass(frozen=True)
class Lines:
    """Text broken into `lines`, each in its reading order, for a box `room` pixels wide.

    `size`, `step`, `height` and `width` are in pixels. `rtl` says that it reads from right to left.
    """

    lines: tuple[str, ...]
    size: int
    weight: Weight
    room: int
    rtl: bool
    shaped: tuple[Shaped, ...]

    @property
    def step(self) -> int:
        """From one baseline to the next: the same for all lines, so that no ink touches."""
        return step(self.shaped, self.weight, self.size)

    @property
    def height(self) -> int:
        return height(self.shaped, self.weight, self.size)

    @property
    def width(self) -> float:
        """Of the widest line."""
        return self.size * max((line.advance for line in self.shaped), default=0)

    @property
    def top(self) -> int:
        """From the top of the box to the highest ink of the first line."""
        first = max(map(_ink_above, self.shaped[:1]), default=0)
        return _above(self.shaped, self.weight, self.size) - ceil(self.size * first)

    def draw(self, image: Image.Image, x: int, y: int, ink: str, align: Align = "start") -> None:
        """Draw on `image`, in place. `x` and `y` are the box's left and top edges.

        "start" is the box's left edge, or its right edge for what reads from right to left.
        """
        from shared.pixels.lettering.drawing import draw

        baseline = y + _above(self.shaped, self.weight, self.size)
        for number, line in enumerate(self.shaped):
            left: float = x
            if align == "right" or (align == "start" and self.rtl):
                left += self.room - line.advance * self.size
            place = (round(left), baseline + number * self.step)
            draw(image, place, line, (self.weight, self.size), ink)


def step(lines: tuple[Shaped, ...], weight: Weight, size: int) -> int:
    """From one baseline to the next, in pixels."""
    needed = [_ink_below(one) + _ink_above(other) + _GAP for one, other in pairwise(lines)]
    is_east_asian = any(line.is_east_asian for line in lines)
    return ceil(size * max([_SPACING[weight].step, _EAST_ASIAN_STEP * is_east_asian, *needed]))


def height(lines: tuple[Shaped, ...], weight: Weight, size: int) -> int:
    """Of the box around the lines, in pixels."""
    if not lines:
        return 0
    below = ceil(size * max(_SPACING[weight].below, _ink_below(lines[-1])))
    return _above(lines, weight, size) + step(lines, weight, size) * (len(lines) - 1) + below


def _above(lines: tuple[Shaped, ...], weight: Weight, size: int) -> int:
    """From the top of the box to the first baseline, in pixels."""
    return ceil(size * max([_SPACING[weight].above, *map(_ink_above, lines[:1])]))


def _ink_above(line: Shaped) -> float:
    return min(line.above, HIGHEST)


def _ink_below(line: Shaped) -> float:
    return min(line.below, LOWEST)
