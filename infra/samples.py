"""`python -m infra.samples`: the covers that the way in shows, as the product composes them."""

import io

from PIL import Image

from infra.functions import ROOT
from shared.pixels import composed
from shared.pixels.poster import PosterText

_SAMPLES = {
    "jazz": (PosterText("Summer Jazz Night", "Sat 12 June, 19:30", "Kesselhaus, Berlin"), 0, 640),
    "cinema": (PosterText("Open Air Cinema", "Fri 30 July, 21:00", "Stadtpark, Hamburg"), 29, 400),
    "repair": (PosterText("Repair Café", "Sun 7 March, 14:00", "Werkhof, Leipzig"), 8, 400),
}


def main() -> None:
    for name, (text, design, width) in _SAMPLES.items():
        picture = Image.open(io.BytesIO(composed.cover(text, design).data))
        height = width * picture.height // picture.width
        path = ROOT / f"web/src/samples/{name}.webp"
        picture.resize((width, height), Image.Resampling.LANCZOS).save(path, quality=80, method=6)
        print(f"{path.stat().st_size:6} {path.name}")


if __name__ == "__main__":
    main()
