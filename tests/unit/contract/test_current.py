"""The committed contract is what the code says now, and valid."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import openapi_spec_validator
import pytest

from infra.contract import __main__ as contract
from infra.contract import openapi, schema


@pytest.mark.parametrize("name", contract.FILES)
def test_a_committed_file_is_current(name: str) -> None:
    assert name not in contract.stale([name]), "run: make contract"


def test_a_stale_file_is_named_and_fails_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contract, "ROOT", tmp_path)
    monkeypatch.setattr(contract, "FILES", {"kept.txt": lambda: "a", "lost.txt": lambda: "b"})
    monkeypatch.setattr(sys, "argv", ["contract"])
    assert contract.main() == 0
    (tmp_path / "lost.txt").write_text("edited")
    monkeypatch.setattr(sys, "argv", ["contract", "--check"])

    assert contract.main() == 1

    said = capsys.readouterr().err
    assert "lost.txt" in said
    assert "kept.txt" not in said


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
