"""I11 to I15 against a model: two editors, an operator and the workers, in any order."""

from tests.support.machine import explore
from tests.support.production import production
from tests.support.stack import Stack


def test_whatever_the_order_the_answers_and_documents_are_the_models(stack: Stack) -> None:
    with production(stack) as served:
        assert explore(stack, served, examples=25, steps=45) >= 1000
