"""`python -m infra.fonts FOLDER`: cut the site's font files from those of a fontsource package.

FOLDER is `files` of `npm pack @fontsource-variable/inter`, unpacked. What is cut is committed,
because it changes only with Inter; look.toml says which characters and weights, and `make contract`
writes the `@font-face` rules.
"""

import hashlib
import io
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from infra.contract.look import FACES, look

# Kerning, marks, joined letters, a letter's form in its language, digits of one width.
_FEATURES = ["kern", "mark", "mkmk", "calt", "ccmp", "locl", "tnum"]
_LICENCE = [0, 1, 2, 13, 14]  # names of the copyright, the family, its style and the licence


def main() -> None:
    (folder,) = map(Path, sys.argv[1:])
    for old in FACES.glob("inter-*.woff2"):
        old.unlink()
    for subset, ranges in look()["inter"]["subsets"].items():
        data = _cut(folder / f"inter-{subset}-wght-normal.woff2", ranges)
        name = f"inter-{subset}-{hashlib.sha256(data).hexdigest()[:8]}.woff2"
        (FACES / name).write_bytes(data)
        print(f"{len(data):6} {name}")


def _cut(source: Path, ranges: str) -> bytes:
    weights = look()["inter"]["weights"]
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": tuple(weights)})
    buffer = io.BytesIO()
    font.save(buffer)  # the subsetter stumbles over what the instancer leaves in memory
    buffer.seek(0)
    font = TTFont(buffer)
    options = Options(
        layout_features=_FEATURES, name_IDs=_LICENCE, notdef_outline=True, hinting=False
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=numbers(ranges))
    subsetter.subset(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def numbers(ranges: str) -> set[int]:
    """`U+20-7E, U+A0`."""
    found: set[int] = set()
    for each in ranges.split(","):
        first, _, last = each.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


if __name__ == "__main__":
    main()
