"""What metrics, alerts and the runbook look for in the logs is what the code writes."""

import ast
import re
from collections.abc import Iterator
from itertools import product

import pytest

from infra.functions import ROOT

QUERY = re.compile(r'jsonPayload\.message(=~?)\\?"([^"\\]+)')  # JSON escapes the quotes
SOURCES = (*(ROOT / "infra/monitoring").rglob("*.json"), ROOT / "docs/runbook.md")


def _expanded(pattern: str) -> Iterator[str]:
    """All texts that a pattern of words and groups of alternatives matches."""
    parts = re.split(r"\(([^()]*)\)", pattern.removeprefix("^").removesuffix("$"))
    assert all(re.fullmatch(r"[\w|]*", part) for part in parts), f"not understood: {pattern}"
    for choice in product(*(part.split("|") for part in parts)):
        yield "".join(choice)


NAMES = sorted(
    {
        name
        for file in SOURCES
        for operator, written in QUERY.findall(file.read_text())
        for name in (_expanded(written) if operator == "=~" else [written])
    }
)


@pytest.fixture(scope="module")
def literals() -> set[str]:
    """Every string literal of the product's code."""
    files = [file for room in ("functions", "shared") for file in (ROOT / room).rglob("*.py")]
    trees = [ast.walk(ast.parse(file.read_text())) for file in files]
    constants = [node.value for tree in trees for node in tree if isinstance(node, ast.Constant)]
    return {value for value in constants if isinstance(value, str)}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_log_event_is_a_literal_in_the_code(literals: set[str], name: str) -> None:
    assert name in literals


def test_every_query_is_found() -> None:
    assert {"confirmation_sent", "confirmation_skipped", "confirmation_failed"} <= set(NAMES)
    filters = [file for file in SOURCES if "jsonPayload.message=" in file.read_text()]
    assert len(filters) > 6
    assert list(_expanded("^a_(b|c)_(d|e)$")) == ["a_b_d", "a_b_e", "a_c_d", "a_c_e"]
