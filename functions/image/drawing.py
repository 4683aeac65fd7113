"""What this worker draws, in a process of its own (`turns.pixels`): bytes in, bytes out.

That process loads no client of Google's, and has none of this worker's secrets.
"""

from dataclasses import dataclass, field, replace

from shared.pixels import composed as composing
from shared.pixels import photo
from shared.pixels.encoded import Art, Encoded
from shared.pixels.poster import PosterText


@dataclass(frozen=True)
class Pictured:
    """A picture under words, and `art`, the cover without them."""

    made: Art
    art: Encoded = field(kw_only=True)


def composed(seed: str, text: PosterText, design: int | None) -> Art:
    """A cover that is final: in every width."""
    made = composing.compose(seed, text, design)
    return replace(made, sizes=photo.sizes(made.cover))


def sketched(seed: str, text: PosterText, design: int | None) -> Art:
    """A cover for seconds: in one width, for as little CPU as can be."""
    return composing.sketch(seed, text, design)


def pictured(data: bytes, text: PosterText, model: str | None) -> Pictured:
    """Of a photo or a generated picture. Raises photo.Unacceptable."""
    made = photo.from_photo(data, text, model=model)
    if not text.status:
        return Pictured(made, art=made.cover)
    cover = photo.badged(made.cover.data, text, model=model)
    return Pictured(Art(cover, made.card, photo.sizes(cover, model=model)), art=made.cover)


def lettered(data: bytes, text: PosterText, model: str | None) -> Pictured:
    """Of a stored picture. Raises photo.Unacceptable."""
    cover = photo.badged(data, text, model=model)
    card = photo.letter(data, text, model=model)
    sizes = photo.sizes(cover, model=model)
    art = Encoded(data, cover.content_type, cover.width, cover.height)
    return Pictured(Art(cover, card, sizes), art=art)
