"""Curves: what is kept of their points, and of their files."""

import math
import re
from pathlib import Path

import pytest

from tests.performance.curves import apart, draw, thinned

_WAVE = [(x / 100, 1 + math.sin(x / 500) ** 2) for x in range(50_000)]


def test_the_same_points_make_the_same_small_file(tmp_path: Path) -> None:
    lines = {"waiting": _WAVE, "done": [(x, y / 2) for x, y in _WAVE]}
    for name in ("one.svg", "two.svg"):
        draw(tmp_path / name, "A title", "hours", "events", lines, spans={"down": (100, 200)})

    drawn = (tmp_path / "one.svg").read_bytes()
    assert drawn == (tmp_path / "two.svg").read_bytes()
    assert len(drawn) < 40_000
    for text in ("A title", "hours", "events", "waiting", "done", "down"):
        assert f">{text}</text>" in drawn.decode()


def test_the_y_axis_is_named_within_the_picture_beside_long_numbers(tmp_path: Path) -> None:
    for most in (9.0, 3_400_000.0):
        draw(tmp_path / "one.svg", "A title", "hours", "events", {"waiting": [(1, 0), (9, most)]})

        found = re.search(r"rotate\(-90 (\S+)", (tmp_path / "one.svg").read_text())
        assert found
        assert 9 <= float(found[1]) < 24  # its baseline, of letters 9 points high


def test_lines_end_where_their_names_begin(tmp_path: Path) -> None:
    draw(
        tmp_path / "one.svg", "A title", "hours", "events", {"waiting": [(1, 5), (9, 5)]}, x_step=3
    )

    drawn = (tmp_path / "one.svg").read_text()
    line = max(float(x) for x in re.findall(r"L (\S+) \S+\s*\" clip-path", drawn))
    name = re.search(r'x="(\S+)" y="\S+"[^>]*>waiting<', drawn)
    assert name
    assert float(name[1]) == pytest.approx(line + 5, abs=0.1)
    assert re.findall(r">(\d+)</text>", drawn)[:4] == ["0", "3", "6", "9"]


def test_a_peak_of_one_point_stays() -> None:
    points = [(float(x), 1.0) for x in range(10_000)]
    points[4_321] = (4_321.0, 99.0)

    thin = thinned(points, 100)

    assert len(thin) <= 100
    assert (4_321.0, 99.0) in thin
    assert (thin[0], thin[-1]) == (points[0], points[-1])
    assert list(thin) == sorted(thin)


def test_labels_keep_their_distance_and_their_order() -> None:
    assert apart([10, 50, 11, 52], 11) == [10, 50, 21, 61]
