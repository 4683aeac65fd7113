"""What the server says of the drafts in draft.cases.json: the front end must say the same."""

import json
from typing import Any

from pydantic import ValidationError

from infra.functions import ROOT
from shared.edge.validation import mistakes
from shared.event.draft import EventDraft

_CASES = ROOT / "web/src/draft.cases.json"


def text() -> str:
    corpus = json.loads(_CASES.read_text())
    verdicts = {case["about"]: _verdict(_draft(corpus["base"], case)) for case in corpus["cases"]}
    return json.dumps(verdicts, indent=1, ensure_ascii=False) + "\n"


def _draft(base: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    changed = base | case["changes"]
    return {name: value for name, value in changed.items() if name not in case.get("without", [])}


def _verdict(draft: dict[str, Any]) -> dict[str, str]:
    """The first mistake of each field, by its pointer."""
    try:
        EventDraft.model_validate(draft)
    except ValidationError as error:
        found = {each["pointer"]: each["detail"] for each in reversed(mistakes(error))}
        return dict(sorted(found.items()))
    return {}
