"""`make bench-images`: a photo to cover and social card, ours and sharp's, side by side.

Both run as child processes, in turns; each reports the CPU seconds of every round of its own, of
all its threads, as the operating system counts them. The card's lettering is ours, which sharp is
given as a finished overlay. Pictures are judged by SSIM against what Lanczos makes of the whole
photo, without any short cut.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image, ImageChops, ImageMath, ImageOps

from infra.functions import ROOT
from shared.pixels import card, photo
from shared.pixels.poster import PosterText
from tests.support.photographs import photograph
from tests.support.similarity import similarity

_FOLDER = ROOT / ".local/bench"
_OVERLAY = _FOLDER / "overlay.png"
_HERE = Path(__file__).parent
_TURNS, _ROUNDS = 5, 4
_TEXT = PosterText(
    "Summer Jazz Night", "Sat 12 June 2027, 19:30 – 23:00 CEST", "Kesselhaus, Berlin"
)


@dataclass
class Contender:
    """`command` takes the files of photo, cover, card and overlay, and the number of rounds."""

    name: str
    command: list[str]
    seconds: list[float] = field(default_factory=list)

    def run(self, file: Path) -> None:
        arguments = (file, *self.files(file), _OVERLAY, _ROUNDS)
        said = subprocess.run(
            [*self.command, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True
        )
        self.seconds += json.loads(said.stdout)

    def files(self, file: Path) -> tuple[Path, Path]:
        return tuple(file.with_name(f"{file.stem}-{self.name}.{end}") for end in ("webp", "jpg"))  # type: ignore[return-value]


def main() -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    _overlay().save(_OVERLAY)
    photos = {"24-megapixel JPEG": _jpeg(), "12-megapixel PNG": _png()}
    print(f"{_TURNS} × {_ROUNDS} rounds each, in turns; CPU is the median round's")
    for name, file in photos.items():
        _compare(name, file)


def _compare(name: str, file: Path) -> None:
    us = Contender("ours", [sys.executable, "-m", "tests.performance.images"])
    sharp = Contender("sharp", ["node", str(_HERE / "images.mjs")])
    for _ in range(_TURNS):
        for each in (us, sharp):
            each.run(file)
    print(f"\n{name}{'ours':>18}{'sharp':>10}{'ratio':>8}")
    ours, theirs = median(us.seconds), median(sharp.seconds)
    print(f"  CPU seconds{ours:>23.3f}{theirs:>10.3f}{ours / theirs:>8.2f}")
    references = _references(file)
    for rendition, reference, *files in zip(
        ("cover", "card"), references, us.files(file), sharp.files(file), strict=True
    ):
        sizes = [each.stat().st_size for each in files]
        scores = [ssim(reference, Image.open(each).convert("RGB")) for each in files]
        print(f"  {rendition} bytes{sizes[0]:>24,}{sizes[1]:>10,}{sizes[0] / sizes[1]:>8.2f}")
        print(f"  {rendition} SSIM{scores[0]:>25.4f}{scores[1]:>10.4f}")


def _references(file: Path) -> tuple[Image.Image, Image.Image]:
    with Image.open(file) as image:
        whole = image.convert("RGB")
    cover = ImageOps.contain(whole, (1600, 1600), Image.Resampling.LANCZOS)
    lettered = ImageOps.fit(whole, card.SIZE, Image.Resampling.LANCZOS)
    card.draw_text(lettered, _TEXT.lines())
    return cover, lettered


def _overlay() -> Image.Image:
    """The lettering and its scrim alone: what differs between black and white is transparent."""
    black, white = (Image.new("RGB", card.SIZE, ground) for ground in ("black", "white"))
    for ground in (black, white):
        card.draw_text(ground, _TEXT.lines())
    alpha = ImageChops.invert(ImageChops.subtract(white, black)).convert("L")
    grey: Image.Image = ImageMath.lambda_eval(
        lambda v: v["convert"](v["min"](v["black"] * 255 / v["max"](v["alpha"], 1), 255), "L"),
        black=black.convert("L"),
        alpha=alpha,
    )
    return Image.merge("LA", (grey, alpha))


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


def _ours(file: Path, cover: Path, lettered: Path, rounds: int) -> None:
    data = file.read_bytes()
    art = photo.from_photo(data, _TEXT)  # not timed: whatever is set up at first use
    cover.write_bytes(art.cover.data)
    lettered.write_bytes(art.card.data)
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        photo.from_photo(data, _TEXT)
        seconds.append(time.process_time() - start)
    print(json.dumps(seconds))


if __name__ == "__main__":
    if arguments := sys.argv[1:]:
        file, cover, lettered = map(Path, arguments[:3])
        _ours(file, cover, lettered, rounds=int(arguments[4]))
    else:
        main()
