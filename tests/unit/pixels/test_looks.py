"""How composed covers and cards look, against a sheet of reference pictures.

An event keeps its look for ever: a release that moves a line or mixes another colour is noticed.
`python -m tests.unit.pixels.test_looks` draws the sheet anew, for a change that is meant.
"""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from shared.pixels import composed
from shared.pixels.encoded import Encoded
from shared.pixels.poster import CANCELLED, PosterText
from tests.support.evening import WHEN, WHERE

SHEET = Path(__file__).with_name("looks.png")
JAZZ = PosterText("Summer Jazz Night", WHEN, WHERE)
_TILE, _REDUCED = 100, 16  # pixels of the sheet's columns, and how much smaller than life

LOOKS: dict[str, tuple[int, PosterText]] = {str(n): (n, JAZZ) for n in range(32)} | {
    "a": (20, PosterText("X", WHEN, WHERE)),
    "b": (9, PosterText("The Society's Long Night of Names, Faces and Places " * 2, WHEN, WHERE)),
    "c": (17, PosterText("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", WHEN, WHERE)),
    "d": (4, PosterText("東京ジャズ", WHEN, "東京", language="ja")),
    "e": (30, PosterText("Summer Jazz Night", WHEN, "Kesselhaus, " * 20)),
    "f": (8, PosterText("ליל ג׳אז בחצר", WHEN, "תל אביב", CANCELLED)),
}


def tile(name: str) -> Image.Image:
    """Cover and card, reduced, one above the other."""
    design, text = LOOKS[name]
    cover, card = (
        _opened(make(text, design)).reduce(_REDUCED) for make in (composed.cover, composed.card)
    )
    found = Image.new("RGB", (_TILE, cover.height + card.height), "white")
    found.paste(cover)
    found.paste(card, (0, cover.height))
    return found


def _opened(encoded: Encoded) -> Image.Image:
    return Image.open(io.BytesIO(encoded.data)).convert("RGB")


@pytest.mark.parametrize("name", LOOKS)
def test_it_looks_as_it_always_did(name: str) -> None:
    with Image.open(SHEET) as sheet:
        x = _TILE * list(LOOKS).index(name)
        wanted = sheet.convert("RGB").crop((x, 0, x + _TILE, sheet.height))

    difference = ImageChops.difference(tile(name), wanted)

    assert max(ImageStat.Stat(difference).mean) < 0.4
    assert max(high for _, high in difference.getextrema()) < 40  # type: ignore[misc]


def main() -> None:
    tiles = [tile(name) for name in LOOKS]
    sheet = Image.new("RGB", (_TILE * len(tiles), tiles[0].height))
    for number, each in enumerate(tiles):
        sheet.paste(each, (_TILE * number, 0))
    sheet.save(SHEET, optimize=True)


if __name__ == "__main__":
    main()
