"""Texts made to cost time or memory, or to break what draws them."""

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from infra.functions import ROOT
from shared.pixels.lettering import fit, printable

_RANDOM = Random(4)
_ZALGO = "".join(
    letter + "".join(chr(_RANDOM.randrange(0x300, 0x36F)) for _ in range(40)) for letter in "Summer"
)
HOSTILE = {
    "only marks": "\u0301" * 120,
    "Zalgo": _ZALGO * 20,
    "controls": "\u202e\u2066\u200f\u061c" * 300 + "abc" + "\u202c" * 300 + "אב",
    "brackets": "(א[" * 4000,
    "one word": "w" * 10_000,
    "Arabic, joined": "ب" * 10_000,
    "ideographs": "京" * 10_000,
    "Thai": "คืนดนตรีแจ๊ส" * 900,
    "families": "👩‍👩‍👧‍👦" * 1500,
    "one cluster": "क्" * 5000,
    "joiners": "a\u200d" * 5000,
    "flags": "🇩" * 5000,
    "vowel signs": "\u0c47\u0bca\u09cb" * 3000,
    "surrogates": "\ud800\udfff" * 500 + "a",
    "nulls": "\x00" * 10_000 + "a",
}  # fmt: skip


def draw(text: str) -> Image.Image:
    picture = Image.new("RGB", (1200, 630))
    lines = fit(printable(text), "800ExtraBold", (1072, 270), (30, 92))
    assert lines.height <= 270
    assert lines.width <= 1072
    lines.draw(picture, 64, 180, "white")
    return picture


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_drawn_within_its_box(name: str) -> None:
    found = draw(HOSTILE[name]).getbbox()

    if found:
        left, top, right, bottom = found
        assert 40 <= left < right <= 1160
        assert 160 <= top < bottom <= 480


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_drawn_within_its_box(text: str) -> None:
    draw(text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("aאب東คक่\u0301\u200d🇩👩🏽️⃣1( )።ᄀ가ោ្"), max_size=60))
def test_any_mixture_of_scripts_is_drawn_within_its_box(text: str) -> None:
    draw(text)


def test_all_of_them_take_little_time_and_memory() -> None:
    """In a process of its own, in seconds of CPU and in bytes: bounds that only growth without
    bound exceeds.
    """
    code = """
import resource
from shared.pixels.lettering import fit
from tests.unit.pixels.lettering.test_hostile import HOSTILE, draw
draw("warm")
before = resource.getrusage(resource.RUSAGE_SELF)
for text in HOSTILE.values():
    draw(text)
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_utime - before.ru_utime, after.ru_maxrss - before.ru_maxrss)
"""
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    seconds, kilobytes = map(float, said.split())

    assert seconds < 5
    assert kilobytes < 100_000
