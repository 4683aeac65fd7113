"""What the docs say a test holds: the test exists."""

import re
from pathlib import Path

import pytest

from infra.functions import ROOT
from tests.support import checkout

_PAGES = [page for page in checkout.files(".md", under=("docs/",)) if "`test_" in page.read_text()]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_test_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", page.read_text()))

    assert named - checkout.names_of_tests() == set(), "renamed? the page names it"


def test_what_answers_to_an_extensions_setting_is_held_by_a_test_or_said_to_be_missing() -> None:
    page = (ROOT / "docs/from-firebase-extensions.md").read_text()
    rows = re.findall(r"^\| (`[A-Z_]{4,}`.*?) \| (.*?) \|(.*)\|$", page, re.MULTILINE)
    assert len(rows) >= 20

    for settings, here, tests in rows:
        assert "`test_" in tests or "no" in here.split() or "not supported" in here, settings
