"""The published contract: current, and valid."""

import openapi_spec_validator
import pytest

from infra import openapi, schema


@pytest.mark.parametrize("module", [openapi, schema])
def test_a_committed_contract_is_current(module: object) -> None:
    assert module.FILE.read_text() == module.text()  # type: ignore[attr-defined]


def test_the_openapi_document_is_valid_openapi() -> None:
    openapi_spec_validator.validate(openapi.document())


def test_the_drafts_schema_needs_nothing_that_zod_does_not_know() -> None:
    assert not {'"if"', '"then"', '"patternProperties"'} & set(schema.text().split())
