"""Text on pictures, in every script that there is a font for.

plain → breaks → shape → wrap → fitting → lines → drawing: a text is cleaned, cut into parts, shaped
and ordered (bidi), wrapped at the largest size that fits, and drawn. Decision 12 says why so.
"""

from shared.pixels.lettering.glyphs import Weight
from shared.pixels.lettering.languages import shaping_language
from shared.pixels.lettering.lines import Align, Lines

__all__ = ["Align", "Lines", "Weight", "fit", "printable", "shaping_language"]

# HarfBuzz, ICU and the fonts are loaded by the first text, not by importing this: the upload
# function checks photos and draws no text.


def printable(text: str) -> str:
    """The text on one line: fancy letters as plain ones, and without what no font can show.

    Empty when nothing is left.
    """
    from shared.pixels.lettering import plain

    return plain.printable(text)


def fit(
    text: str,
    weight: Weight,
    box: tuple[int, int],
    sizes: tuple[int, int],
    language: str = "",
) -> Lines:
    """A printable text at the largest size that fits `box` (width, height).

    `sizes` are the smallest and the largest to try. Words stay whole unless that makes them hard
    to read; then they are hyphenated. At the smallest size, lines that do not fit the height are
    dropped. `language` (BCP 47) picks among the forms of Han characters.
    """
    from shared.pixels.lettering import fitting

    return fitting.fit(text, weight, box, sizes, language)
