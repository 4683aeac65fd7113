"""`make gallery`: a page of covers and cards to look at, in .local/gallery/index.html.

`make gallery ARGS=docs` also draws the two sheets of the documentation: the designs, and cards of
every script by source (composed, a photo, generated) and by the title's length.
`make gallery ARGS=languages` is another page: `tests/gallery_languages.py`.
"""

import html
import io
import sys
import zlib
from collections.abc import Iterable
from itertools import cycle

from PIL import Image

from infra.functions import ROOT
from infra.local.gemini import picture
from shared.pixels import composed, photo
from shared.pixels.encoded import Encoded
from shared.pixels.poster import CANCELLED, NEW_DATE, POSTPONED, PosterText
from tests import gallery_languages
from tests.support.photographs import DAYLIGHT, NIGHT, SNOW, photograph
from tests.support.titles import EVENTS

_FOLDER, _DOCS = ROOT / ".local/gallery", ROOT / "docs/images"
_STYLE = """
body { margin: 2rem auto; max-width: 1500px; padding: 0 1rem; font: 15px/1.5 system-ui; }
figure { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px; margin: 0 0 2.5rem; }
figcaption { grid-column: 1 / -1; color: #666; }
img { width: 100%; height: auto; display: block; }
img.small { width: 300px; }
"""
_WHEN, _WHERE = "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Knaackstr. 97, Berlin"
_LONG = (
    "The Annual General Assembly of the Society for the Preservation of Historical "
    "Instruments and Their Players in Berlin"
).ljust(120, "!")
_MODEL = "gemini-3.1-flash-image"

LENGTHS = {"3": "Fox", "17": "Summer Jazz Night", "120": _LONG}


def main() -> None:
    if sys.argv[1:] == ["languages"]:
        gallery_languages.main()
    else:
        _covers_and_cards()


def _covers_and_cards() -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    figures = [*_designs(), *_scripts(), *_statuses(), *_photos()]
    page = f"<!doctype html><meta charset=utf-8><title>Covers</title><style>{_STYLE}</style>"
    (_FOLDER / "index.html").write_text(page + "".join(figures))
    print(f"{_FOLDER / 'index.html'}  ({len(figures)} rows)")
    if sys.argv[1:] == ["docs"]:
        _draw_sheets()


def _designs() -> Iterable[str]:
    for design in range(32):
        texts = [PosterText(title, _WHEN, _WHERE) for title in LENGTHS.values()]
        made = [make(text, design) for text in texts for make in (composed.cover, composed.card)]
        yield _figure(f"design {design}", made)


def _scripts() -> Iterable[str]:
    dusk, street = picture("a gallery"), _png(photograph((1800, 1200), DAYLIGHT))
    designs = cycle(range(0, 32, 5))
    for script, event in EVENTS.items():
        for title in (event.short, event.usual, event.long):
            text = PosterText(title, _WHEN, event.place, language=event.language)
            design = next(designs)
            cards = photo.from_photo(street, text).card, _generated(dusk, text)
            made = [composed.cover(text, design), composed.card(text, design), *cards]
            yield _figure(f"{script}: {title}", made)


def _statuses() -> Iterable[str]:
    for status in (CANCELLED, POSTPONED, NEW_DATE):
        text = PosterText("Summer Jazz Night", _WHEN, _WHERE, status)
        card = composed.card(text, 9)
        made = [composed.cover(text, 9), card, _generated(picture("a gallery"), text), card]
        yield _figure(status, made, small=True)


def _photos() -> Iterable[str]:
    pictures = {
        "white": Image.new("RGB", (1600, 1067), "white"),
        "black": Image.new("RGB", (1600, 1067)),
        "light": photograph((1800, 1200), SNOW),
        "dark": photograph((1800, 1200), NIGHT),
        "portrait": photograph((1200, 1800), DAYLIGHT, 3),
        "panorama": photograph((3000, 700), NIGHT, 4),
    }
    for name, image in pictures.items():
        data = _png(image)
        cards = [
            photo.from_photo(data, PosterText(title, _WHEN, _WHERE)).card
            for title in LENGTHS.values()
        ]
        yield _figure(f"photo: {name}", [*cards, cards[1]], small=True)


def _generated(data: bytes, text: PosterText) -> Encoded:
    return photo.from_photo(data, text, model=_MODEL).card


def _draw_sheets() -> None:
    jazz = PosterText("Summer Jazz Night", _WHEN, _WHERE)
    covers = [composed.cover(jazz, design) for design in range(32)]
    _sheet(covers, 8, 190).save(_DOCS / "designs.webp", quality=82)
    rows = [
        [
            PosterText(title, _WHEN, event.place, language=event.language)
            for title in (event.short, event.usual, event.long)
        ]
        for event in EVENTS.values()
    ]
    statuses = (CANCELLED, POSTPONED, NEW_DATE)
    rows.append([PosterText(jazz.title, _WHEN, _WHERE, status) for status in statuses])
    street = photo.from_photo(_png(photograph((1800, 1200), DAYLIGHT)), jazz).cover.data
    cards = []
    for number, texts in enumerate(rows):
        dusk = photo.from_photo(picture(f"evening {number}"), jazz).cover.data
        cards += [composed.card(text, (3 * number + n) % 32) for n, text in enumerate(texts)]
        cards += [photo.letter(street, text) for text in texts]
        cards += [photo.letter(dusk, text, model=_MODEL) for text in texts]
    _sheet(cards, 9, 170).save(_DOCS / "cards.webp", quality=60, method=6)


def _sheet(pictures: list[Encoded], columns: int, width: int) -> Image.Image:
    gap = 8
    height = round(pictures[0].height * width / pictures[0].width)
    rows = -(-len(pictures) // columns)
    sheet = Image.new(
        "RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), "#ffffff"
    )
    for place, each in enumerate(pictures):
        image = Image.open(io.BytesIO(each.data)).convert("RGB")
        small = image.resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (place % columns * (width + gap), place // columns * (height + gap)))
    return sheet


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=1)
    return target.getvalue()


def _figure(caption: str, pictures: list[Encoded], *, small: bool = False) -> str:
    """A row of pictures; with `small`, the last as wide as in a list of chats."""
    words, images = [html.escape(caption)], []
    for place, each in enumerate(pictures):
        end = each.content_type.removeprefix("image/")
        name = f"{zlib.crc32(f'{caption} {place}'.encode()):08x}.{end}"
        (_FOLDER / name).write_bytes(each.data)
        kind = ' class="small"' if small and place == len(pictures) - 1 else ""
        images.append(f'<img{kind} src="{name}" width="{each.width}" height="{each.height}">')
        words.append(f"{each.width}×{each.height}, {len(each.data):,} bytes")
    return f"<figure><figcaption>{' · '.join(words)}</figcaption>{''.join(images)}</figure>"


if __name__ == "__main__":
    main()
