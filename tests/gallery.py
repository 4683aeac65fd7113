"""`make gallery`: covers and cards to look at, in .local/gallery.

index.html has them as they are stored, scripts.webp one sheet of all scripts, sources and lengths.
"""

import html
import io
import zlib
from collections.abc import Callable

from PIL import Image

from infra.functions import ROOT
from infra.local.gemini import picture
from shared.pixels import composed, photo
from shared.pixels.encoded import Art
from shared.pixels.poster import PosterText
from tests.support.photographs import DAYLIGHT, NIGHT, SNOW, photograph
from tests.support.titles import EVENTS

_FOLDER = ROOT / ".local/gallery"
_STYLE = """
body { margin: 2rem auto; max-width: 1500px; padding: 0 1rem; font: 15px/1.5 system-ui; }
figure { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin: 0 0 2.5rem; }
figcaption { grid-column: 1 / -1; color: #666; }
img { width: 100%; height: auto; display: block; }
"""
_WHEN, _WHERE = "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Knaackstr. 97, Berlin"
_NIGHT = "Fri 31 December 2027, 23:00 – Sat 1 January 2028, 09:00 CET"
_LONG = (
    "The Annual General Assembly of the Society for the Preservation of Historical "
    "Instruments and Their Players in Berlin"
)

COMPOSED = (
    ("short", "Summer Jazz Night", _WHEN, _WHERE),
    ("one letter", "X", _WHEN, "Online"),
    ("one short word", "Prom", _WHEN, "Sporthalle, Linz"),
    ("two lines", "Open Studios and Late Opening", _WHEN, "Halle 14, Spinnereistr. 7, Leipzig"),
    ("120 characters", _LONG.ljust(120, "."), _WHEN, f"{_WHERE}, 10435, second courtyard, left"),
    ("one long word", "Donaudampfschifffahrtsgesellschaft", _WHEN, _WHERE),
    ("Greek", "Νύχτα τζαζ στην αυλή", "Sat 12 June 2027, 21:00 – 23:30 EEST", "Τεχνόπολις, Αθήνα"),
    ("Cyrillic", "Ночь джаза во дворе: Київ і Sofia", _WHEN, "Дом культуры, ул. Садовая 12"),
    ("Vietnamese", "Đêm nhạc Trịnh Công Sơn", _WHEN, "Nhà hát Lớn, Hà Nội"),
    ("emoji", "🎷 Jazz & Wine 🍷 under the stars ✨", _WHEN, _WHERE),
    ("Japanese", "東京ジャズナイト", _WHEN, "ブルーノート東京"),
    ("capitals", "TECHNO. ALL NIGHT.", _NIGHT, "Werk II"),
    ("workshop", "Bread for Beginners", _WHEN, "Backstube am Markt, Graz"),
    ("talk", "What we learned from a million invoices", _WHEN, "Online"),
    ("run", "Spring Half Marathon 2027", _WHEN, "Stadtpark, Hamburg"),
    ("market", "Flea market", _WHEN, "Mauerpark, Berlin"),
)  # fmt: skip


_DAYLIGHT = photograph((1800, 1200), DAYLIGHT)
# Each makes an event's pictures from its name and text.
SOURCES: dict[str, Callable[[str, PosterText], Art]] = {
    "composed": composed.compose,
    "uploaded": lambda _, text: photo.from_photo(_png(_DAYLIGHT), text),
    "generated": lambda _, text: photo.from_photo(picture("a gallery"), text),
}
_TILE = (400, 210)


def main() -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    figures = [
        _figure(f"{name}: {title}", composed.compose(f"event {number}", PosterText(title, *rest)))
        for number, (name, title, *rest) in enumerate(COMPOSED)
    ]
    figures += [
        _figure(f"photo: {name}", photo.from_photo(_png(image), PosterText(title, _WHEN, _WHERE)))
        for name, image, title in _photos()
    ]
    page = f"<!doctype html><meta charset=utf-8><title>Covers</title><style>{_STYLE}</style>"
    (_FOLDER / "index.html").write_text(page + "".join(figures))
    print(f"{_FOLDER / 'index.html'}  ({len(figures)} covers, each with its card)")
    _sheet().save(_FOLDER / "scripts.webp", quality=80)
    print(f"{_FOLDER / 'scripts.webp'}  ({len(EVENTS)} scripts)")


def _sheet() -> Image.Image:
    """A row a script: the composed cover of its usual title, and from each source the cards of its
    short, its usual and its long one.
    """
    width, height = _TILE
    sheet = Image.new("RGB", ((1 + 3 * len(SOURCES)) * width, len(EVENTS) * height), "white")
    for row, (script, event) in enumerate(EVENTS.items()):
        titles = (event.short, event.usual, event.long)
        texts = [PosterText(title, _WHEN, event.place, event.language) for title in titles]
        arts = [make(script, text) for make in SOURCES.values() for text in texts]
        for column, each in enumerate((arts[1].cover, *(art.card for art in arts))):
            tile = Image.open(io.BytesIO(each.data)).convert("RGB").resize((width - 4, height - 4))
            sheet.paste(tile, (column * width, row * height))
    return sheet


def _photos() -> list[tuple[str, Image.Image, str]]:
    dusk = Image.open(io.BytesIO(picture("a gallery")))
    white = Image.new("RGB", (1600, 1067), "white")
    return [
        ("dusk", dusk, "Summer Jazz Night"),
        ("white", white, "Minimal Music for Two Pianos"),
        ("black", Image.new("RGB", (1600, 1067)), "Lights out"),
        ("light", photograph((1800, 1200), SNOW), "Snow Day"),
        ("dark", photograph((1800, 1200), NIGHT), "A Walk through the Sleeping Harbour"),
        ("busy", photograph((1800, 1200), DAYLIGHT), _LONG),
        ("portrait", photograph((1200, 1800), DAYLIGHT, 3), "Νύχτα τζαζ"),
        ("panorama", photograph((3000, 700), NIGHT, 4), "東京ジャズナイト"),
    ]


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=1)
    return target.getvalue()


def _figure(caption: str, art: Art) -> str:
    words = [html.escape(caption)]
    pictures = []
    for each, end in ((art.cover, "webp"), (art.card, "jpg")):
        name = f"{zlib.crc32(caption.encode()):08x}.{end}"
        (_FOLDER / name).write_bytes(each.data)
        pictures.append(f'<img src="{name}" width="{each.width}" height="{each.height}">')
        words.append(f"{each.width}×{each.height}, {len(each.data):,} bytes")
    return f"<figure><figcaption>{' · '.join(words)}</figcaption>{''.join(pictures)}</figure>"


if __name__ == "__main__":
    main()
