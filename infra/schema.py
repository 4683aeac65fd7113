"""`python -m infra.schema`: what the front end validates with, written from the draft itself.

`--check` writes nothing and says whether the file is current.
"""

import argparse
import json
import sys
from typing import Any

from infra.functions import ROOT
from shared.event.currencies import CURRENCIES, decimals
from shared.event.draft import EventDraft

FILE = ROOT / "web/src/event-draft.schema.json"
_USUAL_DECIMALS = 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.schema", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 if it differs")
    if parser.parse_args().check:
        return _checked()
    FILE.write_text(text())
    print(FILE.relative_to(ROOT))
    return 0


def _checked() -> int:
    if FILE.read_text() == text():
        return 0
    print(f"{FILE.relative_to(ROOT)} is not current: run python -m infra.schema", file=sys.stderr)
    return 1


def text() -> str:
    return json.dumps(_schema(), indent=2, ensure_ascii=False) + "\n"


def _schema() -> dict[str, Any]:
    """JSON Schema, and `x-decimals`: how many minor digits a currency has where it is not two.

    Browsers disagree on those of a dozen currencies.
    """
    digits = {code: decimals(code) for code in CURRENCIES}
    unusual = {code: found for code, found in digits.items() if found != _USUAL_DECIMALS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **EventDraft.model_json_schema(),
        "x-decimals": unusual,
    }


if __name__ == "__main__":
    sys.exit(main())
