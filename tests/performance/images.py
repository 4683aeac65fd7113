"""`make bench-images`: a photo to cover and social card, ours and sharp's, side by side.

Both run as child processes, in turns; each reports the CPU seconds of every round of its own, of
all its threads, as the operating system counts them. Both make the cover in every width, and the
card; its panel is ours, which sharp is given finished, with the place of the crop. Pictures are
judged by SSIM against what Lanczos makes of the whole photo, without any short cut.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image

from infra.functions import ROOT
from shared.pixels import card, photo, saliency
from shared.pixels.encoded import MAX_SIDE, WIDTHS
from shared.pixels.poster import PosterText
from tests.support.photographs import photograph
from tests.support.similarity import similarity

_FOLDER = ROOT / ".local/bench"
_HERE = Path(__file__).parent
_TURNS, _ROUNDS = 5, 4
_TEXT = PosterText(
    "Summer Jazz Night", "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Berlin"
)
_RENDITIONS = (*(f"cover-{width}.webp" for width in (MAX_SIDE, *WIDTHS)), "card.jpg")


@dataclass
class Contender:
    """`command` takes a photo, the beginning of its renditions' names, and a number of rounds."""

    name: str
    command: list[str]
    seconds: list[float] = field(default_factory=list)

    def run(self, file: Path) -> None:
        arguments = (file, self._prefix(file), _ROUNDS)
        said = subprocess.run(
            [*self.command, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True
        )
        self.seconds += json.loads(said.stdout)

    def files(self, file: Path) -> list[Path]:
        return [Path(f"{self._prefix(file)}-{rendition}") for rendition in _RENDITIONS]

    def _prefix(self, file: Path) -> Path:
        return file.with_name(f"{file.stem}-{self.name}")


def main() -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    photos = {"24-megapixel JPEG": _jpeg(), "12-megapixel PNG": _png()}
    print(f"{_TURNS} × {_ROUNDS} rounds each, in turns; CPU is the median round's")
    for name, file in photos.items():
        _compare(name, file)


def _compare(name: str, file: Path) -> None:
    references = _references(file)
    us = Contender("ours", [sys.executable, "-m", "tests.performance.images"])
    sharp = Contender("sharp", ["node", str(_HERE / "images.mjs")])
    for _ in range(_TURNS):
        for each in (us, sharp):
            each.run(file)
    print(f"\n{name:24}{'ours':>10}{'sharp':>10}{'ratio':>8}")
    ours, theirs = median(us.seconds), median(sharp.seconds)
    print(f"  {'CPU seconds':22}{ours:>10.3f}{theirs:>10.3f}{ours / theirs:>8.2f}")
    for rendition, reference, *files in zip(
        _RENDITIONS, references, us.files(file), sharp.files(file), strict=True
    ):
        sizes = [each.stat().st_size for each in files]
        scores = [ssim(reference, Image.open(each).convert("RGB")) for each in files]
        ratio = sizes[0] / sizes[1]
        print(f"  {f'{rendition} bytes':22}{sizes[0]:>10,}{sizes[1]:>10,}{ratio:>8.2f}")
        print(f"  {f'{rendition} SSIM':22}{scores[0]:>10.4f}{scores[1]:>10.4f}")


def _references(file: Path) -> list[Image.Image]:
    """What the renditions should look like. Stores the card's panel and crop for sharp."""
    with Image.open(file) as image:
        whole = image.convert("RGB")
    art = photo.from_photo(file.read_bytes(), _TEXT)
    covers = [
        whole.resize((each.width, each.height), Image.Resampling.LANCZOS)
        for each in art.sizes.values()
    ]
    made = card.over(covers[0], _TEXT, art.cover.data)
    subject = saliency.find(covers[0])
    size = card.PICTURE, card.SIZE[1]
    box = saliency.crop(covers[0].size, size[0] / size[1], subject)
    panel = made.convert("RGBA")
    panel.paste((0, 0, 0, 0), (0, 0, *size))
    panel.save(file.with_suffix(".panel.png"))
    file.with_suffix(".crop.json").write_text(json.dumps(box))
    scale = whole.width / MAX_SIDE
    scaled = tuple(min(scale * side, most) for side, most in zip(box, 2 * whole.size, strict=True))
    made.paste(whole.resize(size, Image.Resampling.LANCZOS, scaled))  # type: ignore[arg-type]
    return [*covers, made]


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Mean structural similarity of luma."""
    values: Any = similarity(one.convert("L"), other.convert("L")).get_flattened_data()
    return float(sum(values) / len(values))


def _jpeg() -> Path:
    file = _FOLDER / "24.jpg"
    if not file.exists():
        photograph((6000, 4000)).save(file, quality=92)
    return file


def _png() -> Path:
    file = _FOLDER / "12.png"
    if not file.exists():
        photograph((4000, 3000), seed=2).save(file)
    return file


def _ours(file: Path, prefix: str, rounds: int) -> None:
    data = file.read_bytes()
    art = photo.from_photo(data, _TEXT)  # not timed: whatever is set up at first use
    for rendition, encoded in zip(_RENDITIONS, (*art.sizes.values(), art.card), strict=True):
        Path(f"{prefix}-{rendition}").write_bytes(encoded.data)
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        photo.from_photo(data, _TEXT)
        seconds.append(time.process_time() - start)
    print(json.dumps(seconds))


if __name__ == "__main__":
    if arguments := sys.argv[1:]:
        _ours(Path(arguments[0]), arguments[1], rounds=int(arguments[2]))
    else:
        main()
