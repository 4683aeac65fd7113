"""Plain words: what an earlier dialect said in its own way has a standard term now."""

import re

import pytest

from tests.support import checkout

# Said so → say it so. Only what has no other use in here.
WORDS = {
    r"told": "re-published, answered, logged, or whatever it is",
    r"second[- ]best": "composed",
    r"twins?": "name both",
    r"of the moment": "current",
    r"mend(s|ed|ing)?": "fix, repair",
    r"MOST_\w+": "MAX_…",
    r"Billing": "PosterText",
}
FILES = [
    file
    for file in checkout.files(
        *(".py", ".ts", ".tsx", ".html", ".txt", ".css", ".toml", ".md", ".mjs", ".rules", ".yml"),
        under=(
            "functions/",
            "shared/",
            "infra/",
            "web/src/",
            "docs/",
            "README",
            "CONTRIB",
            ".github/",
        ),
    )
    if file.name != "refusals.md" and ".test." not in file.name  # tests and their inputs
]


@pytest.mark.parametrize("word", WORDS)
def test_a_standard_term_is_used(word: str) -> None:
    found = [
        f"{checkout.short(file)}:{number}: {line.strip()}"
        for file in FILES
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if re.search(rf"\b{word}\b", line)
    ]

    assert found == [], f"write {WORDS[word]}"


def test_there_is_text_to_read() -> None:
    assert len(FILES) > 150
