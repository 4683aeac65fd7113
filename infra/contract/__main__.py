"""`python -m infra.contract`: write every file of the contract.

`--check` writes nothing, names the files that are not current, and exits 1 if there are any.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial

from infra.contract import (
    guests,
    look,
    openapi,
    protos,
    refusals,
    rules,
    schema,
    tables,
    types,
    vectors,
    verdicts,
)
from infra.functions import ROOT

FILES: dict[str, Callable[[], str | bytes]] = {
    "docs/openapi.json": openapi.text,
    "docs/refusals.md": refusals.text,
    "web/src/contract/draft.schema.json": schema.text,
    "web/src/contract/types.ts": types.text,
    "web/src/contract/details.ts": rules.details,
    "web/messages/en/rules.json": rules.english,
    "web/src/contract/texts.ts": tables.texts,
    "web/src/contract/currencies.ts": tables.currencies,
    "web/src/contract/regions.ts": tables.regions,
    "web/src/contract/guests.ts": guests.text,
    "web/src/contract/zones.ts": tables.zones,
    "web/src/contract/languages.ts": tables.languages,
    **{
        f"web/src/contract/cities/{language}.json": partial(tables.cities, language)
        for language in tables.ORGANIZERS
    },
    "web/src/contract/vectors.json": vectors.text,
    "web/src/contract/verdicts.json": verdicts.text,
    "web/src/contract/look.css": look.site,
    "functions/page/templates/look.css": look.page,
    "functions/email/templates/look.html": look.mail,
    "shared/runtime/protos.binpb": protos.data,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.contract", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 if any differs")
    if parser.parse_args().check:
        return _check()
    for name, content in FILES.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(content()))
    return 0


def _check() -> int:
    names = stale()
    for name in names:
        print(f"{name} is not current: run make contract", file=sys.stderr)
    return 1 if names else 0


def stale(names: Iterable[str] | None = None) -> list[str]:
    """Those of the files, or of some, that differ from what the code says now, or are missing."""
    chosen = FILES if names is None else names
    return [name for name in chosen if _content(name) != _bytes(FILES[name]())]


def _content(name: str) -> bytes | None:
    path = ROOT / name
    return path.read_bytes() if path.exists() else None


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


if __name__ == "__main__":
    sys.exit(main())
