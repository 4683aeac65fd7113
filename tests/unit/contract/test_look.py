"""Colours come from one file, and can be read on each other in both schemes."""

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont

from infra.contract.look import FACES, look
from infra.fonts import numbers
from infra.functions import ROOT

_PAIRS = [
    (float(least), text, ground, scheme)
    for least, pairs in look()["contrast"].items()
    for text, ground in pairs
    for scheme in ("light", "dark")
]
_PLACES = {
    "site": ("web/src/style.css",),
    "page": ("functions/page/templates/page.css",),
    "mail": ("functions/email/templates/confirmation.html",),
}


@pytest.mark.parametrize(("least", "text", "ground", "scheme"), _PAIRS)
def test_text_can_be_read_on_its_ground(least: float, text: str, ground: str, scheme: str) -> None:
    assert _contrast(_color(text, scheme), _color(ground, scheme)) >= least


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("place", _PLACES)
def test_a_place_has_no_colours_of_its_own_and_uses_all_it_is_given(place: str) -> None:
    style = "".join((ROOT / name).read_text() for name in _PLACES[place])
    style, _, printed = style.partition("@media print")
    style += look()["scale"]["shadow"]

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"&#\d+;", "", style)) == []
    used = set(re.findall(r"var\(--([a-z-]+)", style))
    used |= {name.replace("_", "-") for name in re.findall(r"look\.\w+\.(\w+)", style)}
    assert set(look()["uses"][place]) <= used
    assert set(re.findall(r"#\w+", printed)) <= {"#fff", "#000"}


def test_the_page_has_no_corners_and_sizes_of_its_own() -> None:
    style = (ROOT / "functions/page/templates/page.css").read_text()
    pill = "99px"

    corners = set(re.findall(r"border-radius:([^;}]+)", style))
    assert corners == {pill, *(f"var(--corner-{size})" for size in "sml")}
    shadows = set(re.findall(r"box-shadow:([^;}]+)", style))
    assert shadows == {"var(--shadow)", "none"}
    sizes = re.findall(r"font(?:-size)?:([^;}/]+)", style)
    assert [size for size in sizes if not re.match(r"var\(--size-[a-z-]+\)$|inherit$", size)] == []
    for rule in re.findall(rf"([^{{}}]+){{[^}}]*border-radius:{pill}", style):
        assert rule.strip().startswith(".button"), "only what does something is a pill"


@pytest.mark.parametrize("path", ["web/index.html", "functions/page/templates/base.html"])
def test_the_browsers_own_frame_has_the_colour_of_the_paper(path: str) -> None:
    for color, scheme in zip(look()["colors"]["paper"], ("light", "dark"), strict=True):
        frame = f'content="{color}" media="(prefers-color-scheme: {scheme})"'
        assert f'<meta name="theme-color" {frame}' in (ROOT / path).read_text()


@pytest.mark.parametrize("subset", look()["inter"]["subsets"])
def test_a_font_file_has_the_characters_and_weights_that_its_rule_promises(subset: str) -> None:
    (path,) = FACES.glob(f"inter-{subset}-????????.woff2")
    font = TTFont(path)

    asked = numbers(look()["inter"]["subsets"][subset])
    assert asked - set(font.getBestCmap() or {}) == set()
    (axis,) = font["fvar"].axes
    assert [axis.minValue, axis.maxValue] == look()["inter"]["weights"]
    assert font["name"].getDebugName(14) == "https://openfontlicense.org"
    assert path.stat().st_size < 30_000
    assert hashlib.sha256(path.read_bytes()).hexdigest()[:8] in path.name  # it may be kept for ever


def _color(name: str, scheme: str) -> str:
    return str(look()["colors"][name][scheme == "dark"])


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two opaque colours."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
