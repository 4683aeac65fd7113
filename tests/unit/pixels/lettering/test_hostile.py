"""Texts made to cost time or memory, or to break what draws them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from shared.pixels.lettering import fit, printable
from tests.support.titles import HOSTILE


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
