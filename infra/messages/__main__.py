"""`python -m infra.messages`: extract the messages, update every catalogue, compile them.

`add LANGUAGE` begins a catalogue under CLDR's name, such as `ro` or `zh_Hant`. `--check` writes
nothing, names the files that are not current, and exits 1 if there are any.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog

from infra.functions import ROOT

SOURCES = ROOT / "infra/messages"
COMPILED = ROOT / "shared/event/messages"
TEMPLATE = SOURCES / "messages.pot"
"""Every message, with its note, translated by nobody."""

_CODE = (ROOT / "functions", ROOT / "shared")
_METHODS = [
    ("**/templates/*.html", "jinja2"),
    ("**/templates/*.txt", "jinja2"),
    ("**.py", "python"),
]
# The methods of shared.event.languages.Language; `_` is one of them in a template.
_KEYWORDS = {"text": None, "html": None, "_": None, "term": ((1, "c"), 2), "count": (1, 2)}
_OPTIONS = {"**/templates/*": {"trim_blocks": "true", "lstrip_blocks": "true"}}
_NOTE = "NOTE:"
_DATE = datetime(2026, 11, 26, tzinfo=UTC)  # of every file: a newer one would be no difference
_WIDTH = 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 if any differs")
    parser.add_argument("add", nargs="*", metavar="add LANGUAGE", help="begin a catalogue")
    arguments = parser.parse_args()
    if arguments.add:
        (SOURCES / f"{arguments.add[-1]}.po").touch()
    if arguments.check:
        names = stale()
        for name in names:
            print(f"{name} is not current: run make messages", file=sys.stderr)
        return 1 if names else 0
    for path, data in files():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return 0


def stale() -> list[str]:
    """The files that differ from what code and translations say now, or are missing."""
    current = dict(files())
    left = {path for path in COMPILED.glob("*.mo") if path not in current}
    differing = {path for path, data in current.items() if not _is(path, data)}
    return sorted(str(path.relative_to(ROOT)) for path in differing | left)


def _is(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() == data


def files() -> Iterator[tuple[Path, bytes]]:
    """The template, and each catalogue as translators write it and as it is compiled."""
    wanted = template()
    yield TEMPLATE, _written(wanted)
    for path in sorted(SOURCES.glob("*.po")):
        found = _updated(path, wanted)
        yield path, _written(found)
        yield COMPILED / f"{path.stem}.mo", _compiled(found)


def catalogue(name: str) -> Catalog:
    """Of CLDR's name, as its translators have written it."""
    with (SOURCES / f"{name}.po").open("rb") as file:
        return pofile.read_po(file, locale=name)


def template() -> Catalog:
    """Every message of the code, with its note."""
    found = _catalog()
    for folder in _CODE:
        for name, _, message, notes, context in extract.extract_from_dir(
            folder, _METHODS, _OPTIONS, _KEYWORDS, (_NOTE,), strip_comment_tags=True
        ):
            place = (f"{folder.name}/{name}", 1)
            found.add(message, None, [place], auto_comments=notes, context=context)
    return found


def _updated(path: Path, wanted: Catalog) -> Catalog:
    found = catalogue(path.stem)
    found.update(wanted, no_fuzzy_matching=True)
    found.obsolete.clear()
    updated = _catalog(path.stem)
    for message in found:
        if message.id:
            updated[message.id] = message
    return updated


def _catalog(locale: str | None = None) -> Catalog:
    """An empty one; its header says nothing that depends on the day."""
    return Catalog(
        locale,
        header_comment="# The words of an event's page, mail, calendar file and pictures.",
        project="Publish Event",
        version="2",
        copyright_holder="",
        msgid_bugs_address="Publish Event",
        last_translator="Publish Event",
        language_team="Publish Event",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
    )


def _written(catalog: Catalog) -> bytes:
    target = io.BytesIO()
    pofile.write_po(target, catalog, width=_WIDTH, sort_by_file=True, include_lineno=False)
    return target.getvalue()


def _compiled(catalog: Catalog) -> bytes:
    target = io.BytesIO()
    mofile.write_mo(target, catalog)
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(main())
