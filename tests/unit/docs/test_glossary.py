"""docs/glossary.md: each term once, and in code where the glossary says."""

import re
from collections import Counter

import pytest

from infra.functions import ROOT

PAGE = ROOT / "docs/glossary.md"
ROWS = [
    (term, meaning, name, PAGE.parent / file)
    for term, meaning, name, file in re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| `(\w+)` in \[[\w.]+\]\(([^)]+)\) \|$",
        PAGE.read_text(),
        re.MULTILINE,
    )
]


def test_every_row_is_read() -> None:
    rows = re.findall(r"^\| (?!---|term)", PAGE.read_text(), re.MULTILINE)

    assert len(ROWS) == len(rows)
    assert len(ROWS) >= 20


def test_a_term_has_one_meaning() -> None:
    terms = Counter(term for row in ROWS for term in row[0].split(", "))

    assert [term for term, count in terms.items() if count > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_term_is_the_name_that_the_code_uses(row: tuple[str, str, str, object]) -> None:
    _, _, name, file = row

    assert re.search(rf"\b{name}\b", (ROOT / str(file)).read_text())
