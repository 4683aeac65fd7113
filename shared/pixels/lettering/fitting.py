"""The largest size at which a text fits a box."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from shared.pixels.lettering import breaks
from shared.pixels.lettering.glyphs import Shaped, Weight
from shared.pixels.lettering.languages import shaping_language
from shared.pixels.lettering.lines import Lines, height
from shared.pixels.lettering.wrap import Line, Paragraph, Part, balanced, widest, wrapped

# How many times larger the letters must get for lines to end within a phrase or a word; and within
# a word with a hyphen, which says so.
_WORTH_CUT, _WORTH_HYPHEN = 2, 1.25
_READABLE = 0.45  # of the largest size: words are not hyphenated to be larger still
_DOTS = "…"

_Fitted = tuple[int, list[list[Part]]]
_Split = Callable[[Part, float], list[Part]]


def fit(
    text: str, weight: Weight, box: tuple[int, int], sizes: tuple[int, int], language: str
) -> Lines:
    """See shared.pixels.lettering.fit."""
    text = " ".join(text.split())
    paragraph = Paragraph(text, weight, shaping_language(text, language))
    if not text:
        return _lines(paragraph, sizes[1], [], box)
    preferred, possible = breaks.preferred(text), breaks.possible(text)
    parts = paragraph.parts(preferred)
    best = _largest(paragraph, parts, box, sizes)
    if possible != preferred:
        parts = paragraph.parts(possible)
        best = _better(best, _largest(paragraph, parts, box, sizes), _WORTH_CUT)
    if best is None or best[0] < _READABLE * sizes[1]:
        readable = (sizes[0], max(sizes[0], round(_READABLE * sizes[1])))
        for split, worth in ((paragraph.hyphenated, _WORTH_HYPHEN), (paragraph.cut, _WORTH_CUT)):
            best = _better(best, _largest(paragraph, parts, box, readable, split), worth)
    size, lines = best or _smallest(paragraph, parts, box, sizes[0])
    return _lines(paragraph, size, lines, box)


def _largest(
    paragraph: Paragraph,
    parts: Sequence[Part],
    box: tuple[int, int],
    sizes: tuple[int, int],
    split: _Split | None = None,
) -> _Fitted | None:
    """The first size, from the largest, at which all parts fit; `split` makes several of one that
    is wider than the box.
    """
    for size in _descending(*sizes):
        width = box[0] / size
        fitting = _split(split, parts, width) if split else parts
        lines = wrapped(fitting, width)
        if widest(lines) <= width and height(_outlines(lines), paragraph.weight, size) <= box[1]:
            is_split = len(fitting) > len(parts)
            return size, lines if is_split else balanced(fitting, lines)
    return None


def _better(one: _Fitted | None, other: _Fitted | None, worth: float) -> _Fitted | None:
    """The first, unless the other is as many times larger as its breaks are worth."""
    if one is None or other is None:
        return one or other
    return other if other[0] >= worth * one[0] else one


def _smallest(
    paragraph: Paragraph, parts: Sequence[Part], box: tuple[int, int], size: int
) -> _Fitted:
    """As many lines as there is room for, at least one; dots say that there would be more."""
    width = box[0] / size
    lines = wrapped(_split(paragraph.cut, parts, width), width)
    shown = len(lines)
    while shown > 1 and height(_outlines(lines[:shown]), paragraph.weight, size) > box[1]:
        shown -= 1
    if shown < len(lines):
        lines[shown - 1] = _with_dots(paragraph, lines[shown - 1], width)
    return size, lines[:shown]


def _with_dots(paragraph: Paragraph, line: Line, width: float) -> list[Part]:
    """The line, less its last letters where the dots need their room."""
    start, end = line[0].start, line[-1].end
    letters = paragraph.parts(breaks.clusters(paragraph.text[start:end]), start)
    while len(letters) > 1 and paragraph.shape(start, letters[-1].end, _DOTS).advance > width:
        letters.pop()
    return [*letters[:-1], replace(letters[-1], tail=_DOTS)]


def _lines(paragraph: Paragraph, size: int, lines: Sequence[Line], box: tuple[int, int]) -> Lines:
    """Each line shaped as a whole, which may be a trace wider than the sum of its parts."""
    found = [paragraph.line(line) for line in lines]
    shaped = tuple(each for _, each in found)
    widest_line = max((line.advance for line in shaped), default=0)
    if widest_line * size > box[0]:
        size = max(1, int(box[0] / widest_line))
    texts = tuple(text for text, _ in found)
    return Lines(texts, size, paragraph.weight, box[0], paragraph.rtl, shaped)


def _descending(smallest: int, size: int) -> Iterator[int]:
    while size > smallest:
        yield size
        size = max(smallest, min(size - 1, size * 19 // 20))
    yield smallest


def _split(split: _Split, parts: Sequence[Part], width: float) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        found += [part] if part.last <= width else split(part, width)
    return found


def _outlines(lines: Sequence[Line]) -> tuple[Shaped, ...]:
    """What is known of the lines before they are shaped: the ink of their parts."""
    return tuple(
        Shaped(
            (),
            0,
            max(part.above for part in line),
            max(part.below for part in line),
            is_east_asian=any(part.is_east_asian for part in line),
        )
        for line in lines
    )
