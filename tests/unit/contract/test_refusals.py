"""docs/refusals.md is what the tests send."""

import pytest

from shared.event.draft import EventDraft
from tests.support.cases import CLEANED, FILE, document
from tests.support.factories import draft


def test_the_document_lists_what_is_tested() -> None:
    assert FILE.read_text() == document()


@pytest.mark.parametrize("name", CLEANED)
def test_text_is_cleaned_by_a_stated_rule(name: str) -> None:
    sent, kept = CLEANED[name]

    assert EventDraft.model_validate(draft(title=sent)).title == kept
