"""What is said of a draft's mistakes, as messages that the front end has translations of."""

import json

from shared.edge.problems import LATER_RULES
from shared.edge.validation import EMPTY, MISMATCHED, SENTENCES, SHORT
from shared.pixels.photo import REASONS


def english() -> str:
    """By rule; `empty:`, `short:` and `mismatched:` are what is said of one field instead.

    `*` stands for any position in a list.
    """
    special = {"empty": EMPTY, "short": SHORT, "mismatched": MISMATCHED}
    texts = SENTENCES | {name: detail for name, (_, detail) in LATER_RULES.items()}
    for name, fields in special.items():
        texts |= {f"{name}:{pointer}": sentence for pointer, sentence in fields.items()}
    texts |= {f"photo:{reason}": sentence for reason, sentence in REASONS.items()}
    return json.dumps(texts, ensure_ascii=False, indent=2) + "\n"


def details() -> str:
    """What only the server finds out: its sentences, and the messages that say the same."""
    rules = {detail: f"rules.{name}" for name, (_, detail) in LATER_RULES.items()}
    rules |= {detail: f"rules.photo:{reason}" for reason, detail in REASONS.items()}
    return (
        "// Written by `make contract`; edit the Python that it comes from instead.\n\n"
        "/** The message for a detail of the server, which only the server finds out. */\n"
        f"export const DETAILS = {json.dumps(rules, ensure_ascii=False, indent=2)} as const;\n"
    )
