"""docs/invariants.md: what is cited is defined, and the tests that hold it exist."""

import re

import pytest

from infra.functions import ROOT
from tests.support import checkout

PAGE = ROOT / "docs/invariants.md"
_NUMBER = re.compile(r"\bI\d+\b")
_TEXT = (
    ".py",
    ".ts",
    ".tsx",
    ".md",
    ".html",
    ".css",
    ".toml",
    ".yml",
    ".rules",
    ".mjs",
    "Makefile",
)


def _rows(text: str) -> dict[str, set[str]]:
    """Each invariant with the names of its tests."""
    rows = re.findall(r"^\| (I\d+) \|(.*)\|$", text, re.MULTILINE)
    return {number: set(re.findall(r"`(test_\w+)`", cells)) for number, cells in rows}


ROWS = _rows(PAGE.read_text())


def test_they_are_numbered_without_a_gap() -> None:
    assert list(ROWS) == [f"I{number}" for number in range(1, len(ROWS) + 1)]
    assert len(ROWS) >= 15


@pytest.mark.parametrize("number", ROWS)
def test_an_invariant_names_the_tests_that_hold_it(number: str) -> None:
    assert ROWS[number], f"{number} names no test"


def test_every_number_that_is_cited_is_defined() -> None:
    cited = {
        (checkout.short(file), number)
        for file in checkout.files(*_TEXT)
        for number in _NUMBER.findall(file.read_text())
    }
    others = {number for file, number in cited if file != checkout.short(PAGE)}

    assert {(file, n) for file, n in cited if n not in ROWS} == set()
    assert {"I6", "I8", "I10"} <= others  # the search finds what the code is known to cite
