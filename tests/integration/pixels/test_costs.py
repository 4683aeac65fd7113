"""What a photo may cost, the largest and the most hostile: memory and CPU time of a process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.functions import ROOT
from shared.pixels import photo
from tests.support.files import png_of
from tests.support.hostile import COSTLY

MEBIBYTE = 1024 * 1024
# In a process of its own: how much more memory the worker's part takes at its peak for a file, and
# how many seconds of CPU.
_MEASURE = """
import io, json, sys, time
from PIL import Image
from shared.pixels import photo
from shared.pixels.poster import PosterText
poster_text = PosterText("Summer Jazz Night", "Sat 12 June", "Kesselhaus")
small = io.BytesIO()
Image.new("RGB", (99, 99)).save(small, "PNG")
photo.from_photo(small.getvalue(), poster_text)
def status(name):
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
idle = status("VmRSS")
open("/proc/self/clear_refs", "w").write("5")  # the peak starts anew
data = open(sys.argv[1], "rb").read()
begin, refused = time.process_time(), None
try:
    photo.from_photo(data, poster_text)
except photo.Unacceptable as error:
    refused = str(error)
seconds = time.process_time() - begin
print(json.dumps([len(data), status("VmHWM") - idle, seconds, refused]))
"""
# Makes the photo where its memory is not measured.
_MAKE = """
import json, sys
from PIL import Image
kind = json.loads(sys.argv[2])
Image.MAX_IMAGE_PIXELS = None
kind["colour"] = tuple(kind["colour"]) if isinstance(kind["colour"], list) else kind["colour"]
Image.new(kind["mode"], kind["size"], kind["colour"]).save(sys.argv[1], **kind["options"])
"""
Kind = tuple[tuple[int, int], str, dict[str, object]]
_SQUARE, _PHOTO = (7071, 7071), (8660, 5773)

KINDS: dict[str, Kind] = {
    "JPEG": (_PHOTO, "RGB", {"format": "JPEG"}),
    "progressive JPEG": (_PHOTO, "RGB", {"format": "JPEG", "progressive": True}),
    "progressive JPEG of full colours": (
        (6700, 4460), "RGB", {"format": "JPEG", "progressive": True, "subsampling": 0}
    ),
    "RGB PNG": (_SQUARE, "RGB", {"format": "PNG", "compress_level": 1}),
    "RGBA PNG": (_PHOTO, "RGBA", {"format": "PNG", "compress_level": 1}),
    "palette PNG": (_PHOTO, "P", {"format": "PNG", "transparency": 3}),
    "16-bit PNG": (_PHOTO, "I;16", {"format": "PNG"}),
    "lossless WebP": ((4100, 3150), "RGBA", {"format": "WEBP", "lossless": True, "method": 0}),
}  # fmt: skip
TOO_HEAVY: dict[str, Kind] = {
    "WebP": ((4300, 3150), "RGB", {"format": "WEBP", "method": 0}),
    "progressive CMYK JPEG": ((5000, 4800), "CMYK", {"format": "JPEG", "progressive": True}),
}

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@needs_linux
@pytest.mark.parametrize("name", KINDS)
def test_the_largest_accepted_takes_less_than_256_mebibytes(name: str, tmp_path: Path) -> None:
    size, peak, refused = _measured(*KINDS[name], tmp_path)

    assert refused is None
    # As if the file were as long as may be. The decoder gets a copy without what it does not need,
    # or, of WebP, the file itself, and keeps two copies of that.
    copies = 3 if "WebP" in name else 2
    assert peak + copies * (10 * MEBIBYTE - size) < 256 * MEBIBYTE


@needs_linux
@pytest.mark.parametrize("name", TOO_HEAVY)
def test_what_would_take_more_is_refused_before_it_does(name: str, tmp_path: Path) -> None:
    size, peak, refused = _measured(*TOO_HEAVY[name], tmp_path)

    assert "too heavy" in str(refused)
    assert peak < 3 * size + 16 * MEBIBYTE


@needs_linux
@pytest.mark.parametrize("name", COSTLY)
def test_none_takes_longer_than_a_photo_may_or_256_mebibytes(name: str, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(COSTLY[name]())

    size, peak, seconds, refused = _run(_MEASURE, tmp_path / "photo")

    assert size < 10 * MEBIBYTE + 1000
    assert peak < 256 * MEBIBYTE
    assert seconds < (1 if "10 MB of" in name or "segments" in name else photo.MAX_SECONDS)
    assert refused is None or "too heavy" in refused or "damaged" in refused


def _measured(
    size: tuple[int, int], mode: str, options: dict[str, object], folder: Path
) -> tuple[int, int, str | None]:
    colour = [90] * len(mode) if mode in ("RGB", "RGBA", "CMYK", "LA") else 1
    kind = {"size": size, "mode": mode, "colour": colour, "options": options}
    _run(_MAKE, folder / "photo", json.dumps(kind))
    length, peak, _, refused = _run(_MEASURE, folder / "photo")
    return length, peak, refused


def _run(script: str, *arguments: str | Path) -> Any:
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    return json.loads(said.stdout or "null")


def test_the_limit_is_50_megapixels_to_the_pixel() -> None:
    """By the header alone: 50,000,000 is damaged here, having no pixels, one more is too many."""
    for size, reason in (((10_000, 5000), "damaged"), ((50_000_001, 1), "50 megapixels")):
        command = (
            "import sys; from shared.pixels import photo\n"
            "try: photo.check(sys.stdin.buffer.read(), 'image/png')\n"
            "except photo.Unacceptable as error: print(error)"
        )
        said = subprocess.run(
            [sys.executable, "-c", command],
            input=png_of(*size),
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        )
        assert reason in said.stdout.decode()
