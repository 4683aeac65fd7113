"""Links lead somewhere: to a file of the checkout, and to a heading that is in it."""

import re
from pathlib import Path

import pytest

from infra.functions import ROOT
from tests.support import checkout

PAGES = checkout.files(
    ".md", under=("docs/", ".github/", "README", "CONTRIB", "SECURITY", "CHANGE")
)
_LINK = re.compile(r"\]\(([^)\s]+)\)|\b(?:src|href)=\"([^\"]+)\"")
_PATH = re.compile(r"`((?:functions|shared|infra|tests|web|docs)/[\w./-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=checkout.short)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    broken = [link for link in _links(page) if not _leads_somewhere(page, link)]

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=checkout.short)
def test_every_path_that_is_named_exists(page: Path) -> None:
    named = [path for path in _PATH.findall(page.read_text()) if "NAME" not in path]

    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=checkout.short)
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"(?:^|[`| ])make ([a-z]+(?:-[a-z]+)*)(?=[`\s])", _commands(page)))
    rules = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert named - set(rules) == set()


def test_there_are_links_to_check() -> None:
    links = {page.name: _links(page) for page in PAGES}

    assert {"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"} <= set(links)
    assert sum(map(len, links.values())) > 80


def test_a_link_that_leads_nowhere_is_found() -> None:
    page = ROOT / "README.md"

    assert _leads_somewhere(page, "docs/runbook.md#restore")
    assert not _leads_somewhere(page, "docs/runbook.md#no-such-heading")
    assert not _leads_somewhere(page, "docs/no-such-page.md")


def _commands(page: Path) -> str:
    """What stands in code: a prose sentence may say "make sure"."""
    code = re.findall(r"^```sh\n(.*?)^```|`([^`\n]+)`", page.read_text(), re.DOTALL | re.MULTILINE)
    return "\n".join(f"{block}\n`{span}`" for block, span in code)


def _links(page: Path) -> list[str]:
    return ["".join(found) for found in _LINK.findall(page.read_text())]


def _leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("https://", "http://")):
        return True
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
