"""The refusals that the contract lists are those that the tests send."""

import pytest

from infra.contract.refusals import CLEANED, TOKENS
from shared.event.draft import EventDraft
from tests.support.factories import draft
from tests.support.tokens import ATTACKS


def test_every_token_that_the_contract_refuses_is_forged() -> None:
    assert tuple(ATTACKS) == TOKENS


@pytest.mark.parametrize("name", CLEANED)
def test_text_is_cleaned_by_a_stated_rule(name: str) -> None:
    sent, stored = CLEANED[name]

    assert EventDraft.model_validate(draft(title=sent)).title == stored
