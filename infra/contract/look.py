"""Colours, fonts and measures of site, page and mail, from look.toml."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from infra.functions import ROOT

FACES = ROOT / "web/public/assets"
"""Where the site's font files are: served under /assets, and kept by browsers for a year."""
_CSS = "/* Written by `make contract` from infra/contract/look.toml. */"


@cache
def look() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "look.toml").read_text())


def site() -> str:
    """For the front end, whose browsers know light-dark()."""
    lines = [
        f"--{name}: {light if light == dark else f'light-dark({light}, {dark})'};"
        for name, (light, dark) in _colors("site").items()
    ]
    lines = [*lines, *_fonts(), *_measures("narrow")]
    root = [":root {", *(f"  {line}" for line in lines), "}"]
    wide = [f"@media {_wide()} {{ :root {{", *(f"  {line}" for line in _measures("wide")), "} }"]
    return "\n".join([_CSS, *_faces(), *root, *wide, ""])


def page() -> str:
    """For the public page, which any browser may open; small, since every page carries it."""
    light = [f"--{name}:{color}" for name, (color, _) in _colors("page").items()]
    dark = [f"--{name}:{dark}" for name, (light, dark) in _colors("page").items() if light != dark]
    rest = [_small(line).rstrip(";") for line in [*_fonts(), *_measures("narrow")]]
    wide = [_small(line).rstrip(";") for line in _measures("wide")]
    return (
        "".join(f"{_small(face)}\n" for face in _faces())
        + f":root{{{';'.join([*light, *rest])}}}\n"
        f"@media {_small(_wide())}{{:root{{{';'.join(wide)}}}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{';'.join(dark)}}}}}\n"
    )


def mail() -> str:
    """For Jinja: mail programs know no custom properties."""
    colors = {name.replace("-", "_"): pair for name, pair in _colors("mail").items()}
    light, dark = ({name: pair[i] for name, pair in colors.items()} for i in (0, 1))
    return (
        "{# Written by `make contract` from infra/contract/look.toml. #}\n"
        f"{{% set light = {json.dumps(light)} %}}\n"
        f"{{% set dark = {json.dumps(dark)} %}}\n"
        f"{{% set font = {look()['fonts']['mail']!r} %}}\n"
    )


def _colors(place: str) -> dict[str, list[str]]:
    return {name: look()["colors"][name] for name in look()["uses"][place]}


def _fonts() -> list[str]:
    return [f"--{name}: {look()['fonts'][name]};" for name in ("text", "code")]


def _faces() -> list[str]:
    """`@font-face` rules: a file is fetched when a character of it is on the screen."""
    inter = look()["inter"]
    weights = " ".join(map(str, inter["weights"]))
    faces = []
    for subset, ranges in inter["subsets"].items():
        (file,) = FACES.glob(f"inter-{subset}-????????.woff2")
        faces.append(
            f"@font-face {{ font-family: Inter; font-weight: {weights}; font-display: swap; "
            f'src: url("/assets/{file.name}") format("woff2"); unicode-range: {ranges}; }}'
        )
    local, *metrics = inter["fallback"].items()
    sources = ", ".join(f'local("{name}")' for name in local[1])
    measures = " ".join(f"{name}: {value};" for name, value in metrics)
    faces.append(f'@font-face {{ font-family: "Inter Fallback"; src: {sources}; {measures} }}')
    return faces


def _measures(width: str) -> list[str]:
    """Sizes of type on a `narrow` or a `wide` screen; on narrow ones the rest of the scale, too."""
    sizes = look()["type"]
    found = {
        f"size-{name}": f"{sizes['body'] * sizes[width] ** step:.4g}rem"
        for name, step in sizes["steps"].items()
    }
    if width == "narrow":
        found = {"size-body": f"{sizes['body']}rem"} | found | look()["scale"]
    return [f"--{name}: {value};" for name, value in found.items()]


def _wide() -> str:
    return f"(min-width: {look()['type']['from']})"


def _small(css: str) -> str:
    return re.sub(r"([,:;{]) ", r"\1", css).replace(" {", "{")
