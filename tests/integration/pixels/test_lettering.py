"""What drawing text loads and costs, in processes of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from infra.functions import ROOT

_DRAW = """
import resource, sys
from pathlib import Path
from PIL import Image
from shared.pixels.lettering import fit, printable
from tests.support.titles import HOSTILE
def draw(text):
    lines = fit(printable(text), "800ExtraBold", (1072, 270), (30, 92))
    lines.draw(Image.new("RGB", (1200, 630)), 64, 180, "white")
"""
_FONTS = """
draw(sys.argv[1])
lines = Path("/proc/self/maps").read_text().splitlines()
print(*sorted({Path(line.split()[-1]).stem for line in lines if line[-4:] in (".ttf", ".ttc")}))
"""
_COSTS = """
draw("Jazz 東京 🎷")
before = resource.getrusage(resource.RUSAGE_SELF)
for text in HOSTILE.values():
    draw(text)
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_utime - before.ru_utime, after.ru_maxrss - before.ru_maxrss)
"""


def _said(code: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs the list of mapped files")
@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("Summer Jazz Night, 12 June", "Inter_800ExtraBold"),
        ("ליל ג׳אז (2027)", "Inter_800ExtraBold NotoSansHebrew_800ExtraBold"),
        ("मुंबई", "NotoSansDevanagari_800ExtraBold"),
        ("東京", "NotoSansCJK-VF.otf"),
        ("Jazz 🎷", "Inter_800ExtraBold NotoColorEmoji_400Regular"),
    ],
)
def test_a_text_loads_the_fonts_that_it_needs_and_no_other(text: str, loaded: str) -> None:
    assert _said(_DRAW + _FONTS, text) == loaded


def test_who_draws_no_text_loads_neither_harfbuzz_nor_icu() -> None:
    code = "import sys, shared.pixels.photo; print({'uharfbuzz', 'icu4py'} & set(sys.modules))"

    assert _said(code) == "set()"


def test_hostile_texts_take_little_time_and_memory() -> None:
    """In seconds of CPU and in kilobytes: bounds that only growth without bound exceeds."""
    seconds, kilobytes = map(float, _said(_DRAW + _COSTS).split())

    assert seconds < 5
    assert kilobytes < 100_000
