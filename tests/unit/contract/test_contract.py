"""The published contract: current, and valid."""

import json
from collections.abc import Iterator

import openapi_spec_validator
import pytest

from infra import openapi, schema


@pytest.mark.parametrize("module", [openapi, schema])
def test_a_committed_contract_is_current(module: object) -> None:
    assert module.FILE.read_text() == module.text()  # type: ignore[attr-defined]


def test_the_openapi_document_is_valid_openapi() -> None:
    openapi_spec_validator.validate(openapi.document())


def test_the_drafts_schema_needs_nothing_that_zod_does_not_know() -> None:
    written = json.loads(schema.text())

    assert {"properties", "maxLength"} <= set(_keywords(written))
    assert not {"if", "then", "patternProperties"} & set(_keywords(written))


def _keywords(value: object) -> Iterator[str]:
    """Every key of every object in it, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keywords(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keywords(inner)
