"""A block of text as posters have it: status, headline, a short rule, time and place.

The time is half as prominent as the headline, and the place half as prominent as the time.
"""

import math
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from shared.pixels.lettering import Lines, fit
from shared.pixels.palette import Palette
from shared.pixels.poster import CANCELLED, POSTPONED, PosterText

Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""

# Sizes of type, as fractions of the picture's height.
_SMALLEST_HEADLINE = 1 / 24
_TIME, _PLACE, _STATUS = (0.04, 0.092), (0.032, 0.038), (0.045, 0.07)
_LARGER, _NEARLY_HALF = 2.5, 1.8  # how much larger a headline is than the time: at most, at least
_SHARES = (1, 0.87, 0.75, 0.65, 0.55)  # of the time's largest size: which are tried
# Space, as fractions of the picture's height.
_BELOW_STATUS, _AROUND_RULE, _RULE, _BETWEEN = 0.035, 0.038, 0.0095, 0.01


@dataclass(frozen=True)
class Block:
    """Text fitted to a box. `unit` is the height in pixels of the picture that it is for."""

    status: Lines | None
    headline: Lines
    details: tuple[Lines, ...]
    unit: int

    @property
    def is_rtl(self) -> bool:
        return self.headline.rtl

    @property
    def height(self) -> int:
        """The least that it takes."""
        return self.status_height + self.headline.height + self._details_height

    def draw(self, image: Image.Image, box: Box, palette: Palette) -> None:
        """Draw status and headline at the top of the box, time and place at its bottom."""
        left, top, right, bottom = box
        if self.status:
            draw_badge(image, self.status, box, palette, is_rtl=self.is_rtl)
            top += self.status_height
        self._draw_lines(image, self.headline, (left, top, right, bottom), palette)
        self._draw_details(image, (left, bottom - self._details_height, right, bottom), palette)

    def _draw_lines(self, image: Image.Image, lines: Lines, box: Box, palette: Palette) -> None:
        """All lines begin at the side where the headline is read from."""
        left, top, right, _ = box
        if self.is_rtl:
            lines.draw(image, right - lines.room, top, palette.ink, "right")
        else:
            lines.draw(image, left, top, palette.ink, "left")

    def _draw_details(self, image: Image.Image, box: Box, palette: Palette) -> None:
        left, y, right, _ = box
        if self.details:
            y += round(_AROUND_RULE * self.unit)
            length, thickness = self.unit // 10, round(_RULE * self.unit)
            start = right - length if self.is_rtl else left
            bar = (start, y, start + length - 1, y + thickness - 1)
            ImageDraw.Draw(image).rectangle(bar, palette.tones[0])
            y += thickness + round(_AROUND_RULE * self.unit)
        for lines in self.details:
            self._draw_lines(image, lines, (left, y, right, y), palette)
            y += lines.height + round(_BETWEEN * self.unit)

    @property
    def width(self) -> int:
        """Of the widest line."""
        badge = [_badge_width(self.status)] if self.status else []
        return math.ceil(max([*badge, *(e.width for e in (self.headline, *self.details))]))

    @property
    def status_height(self) -> int:
        return _badge_height(self.status) + round(_BELOW_STATUS * self.unit) if self.status else 0

    @property
    def _details_height(self) -> int:
        if not self.details:
            return 0
        rule = round(_AROUND_RULE * self.unit) * 2 + round(_RULE * self.unit)
        between = round(_BETWEEN * self.unit) * (len(self.details) - 1)
        return rule + between + sum(lines.height for lines in self.details)


def fit_block(
    text: PosterText,
    size: tuple[int, int],
    unit: int,
    headline_height: int = 0,
    details_width: int = 0,
) -> Block | None:
    """Fit the text to `size`; None when nothing of it can be shown.

    With `headline_height` the headline, with its status, ends that far down at the latest; with
    `details_width` time and place are no wider.
    """
    if not (lines := text.lines()):
        return None
    width, height = size
    language = text.written_in
    nothing = fit("", "800ExtraBold", size, (1, 1))
    bare = Block(_fit_status(text.badge, width, unit, language), nothing, (), unit)

    def fitted(time_size: float, sizes: tuple[int, int], larger: float = math.inf) -> Block:
        room_beside = details_width or width
        details = _fit_details(lines[1:], room_beside, round(time_size), unit, language)
        block = replace(bare, details=details)
        room = min(height - block.height, (headline_height or height) - block.status_height)
        largest = min(sizes[1], larger * details[0].size) if details else sizes[1]
        headline = fit(
            lines[0], "800ExtraBold", (width, room), (sizes[0], round(largest)), language
        )
        return replace(block, headline=headline)

    smallest, largest = (share * unit for share in _TIME)
    # The time's smallest size leaves the headline the most room.
    small = fitted(smallest, (round(_SMALLEST_HEADLINE * unit), round(_LARGER * largest)))
    if text.status in (CANCELLED, POSTPONED):  # the time is not the message any more
        return small
    for share in _SHARES:
        time_size = share * min(largest, small.headline.size / 2)
        if time_size <= smallest:
            break
        too_small = int(_NEARLY_HALF * time_size) - 1
        block = fitted(time_size, (too_small, small.headline.size), _LARGER)
        if block.headline.size > too_small:
            return block
    return small


def _fit_details(
    lines: tuple[str, ...], width: int, time_size: int, unit: int, language: str
) -> tuple[Lines, ...]:
    if not lines:
        return ()
    smallest = round(_TIME[0] * unit)
    time = _fit_in_two(lines[0], width, (smallest, max(smallest, time_size)), language)
    sizes = round(_PLACE[0] * unit), max(round(_PLACE[1] * unit), time.size // 2)
    return time, *(_fit_in_two(line, width, sizes, language) for line in lines[1:])


def _fit_in_two(text: str, width: int, sizes: tuple[int, int], language: str) -> Lines:
    """At the largest size at which two lines suffice."""
    smallest, largest = sizes
    lines = fit(text, "500Medium", (width, 3 * largest), sizes, language)
    while len(lines.lines) > 2 and lines.size > smallest:
        sizes = smallest, lines.size - 1
        lines = fit(text, "500Medium", (width, 3 * largest), sizes, language)
    return lines


def _fit_status(status: str, width: int, unit: int, language: str) -> Lines | None:
    if not status:
        return None
    smallest, largest = (round(share * unit) for share in _STATUS)
    box = (width - largest, 2 * largest)
    return fit(status, "800ExtraBold", box, (smallest, largest), language)


def _badge_height(status: Lines) -> int:
    return round(1.5 * status.size)


def _badge_width(status: Lines) -> int:
    return round(status.width) + 2 * (status.size // 2)


def draw_badge(
    image: Image.Image, status: Lines, box: Box, palette: Palette, *, is_rtl: bool = False
) -> None:
    """The status in the ground's colour on a plate in the ink's."""
    left, top, right, _ = box
    height, width, inset = _badge_height(status), _badge_width(status), status.size // 2
    if is_rtl:
        left = right - width
    corners = (left, top, left + width, top + height)
    ImageDraw.Draw(image).rounded_rectangle(corners, height // 6, palette.ink)
    y = top + (height - status.height) // 2
    status.draw(image, left + inset, y, palette.ground, "left")
