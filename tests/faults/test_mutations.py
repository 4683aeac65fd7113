"""The matrix can fail: with one promise switched off each, a named row does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.functions import ROOT
from tests.faults.matrix import ROWS, run
from tests.support.stack import Stack, running

# Row → the files and the lines that keep its promise, and what stands there instead.
MUTATIONS = {
    "publish killed between commit and message": [
        (
            "functions/sweep/main.py",
            "messages.emit_all([(EventPublished.of(event), event.trace) for event in new])",
            "[]",
        ),
        # A replay that comes late enough would publish the message too.
        (
            "shared/store/publishing.py",
            "datetime.now(UTC) - event.last_changed > _PATIENCE",
            "False",
        ),
    ],
    "one key, two drafts": [
        (
            "shared/event/draft.py",
            "hashlib.sha256(canonical.encode()).hexdigest()",
            '"the same for all"',
        ),
    ],
    "handler slower than the ack deadline": [
        (
            "shared/store/leases.py",
            "if state.is_held(now):",
            "if state.is_held(now + lease):",
        ),
    ],
    "two workers claim at one moment": [
        (
            "shared/store/leases.py",
            "update_time=read_at)",
            "exists=True)",
        ),
    ],
    "mail accepted, its answer lost": [
        (
            "functions/email/message.py",
            "<{event.event_id}{number}.confirmation@",
            "<{__import__('uuid').uuid4()}@",
        ),
    ],
}


@pytest.fixture(scope="module")
def mutated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product with all of them switched off; no row depends on another's promise."""
    root = tmp_path_factory.mktemp("mutated")
    for name in ("functions", "shared", "infra"):
        shutil.copytree(
            ROOT / name, root / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__")
        )
    (root / "infra/local/node_modules").symlink_to(ROOT / "infra/local/node_modules")
    (root / "web").symlink_to(ROOT / "web")
    for name in ("firebase.json", ".python-version"):
        shutil.copy(ROOT / name, root)
    for edits in MUTATIONS.values():
        for file, promise, nothing in edits:
            _mutate(root / file, promise, nothing)
    with running(root) as stack:
        yield stack


def _mutate(file: Path, promise: str, nothing: str) -> None:
    text = file.read_text()
    assert promise in text, f"{file.name} no longer holds {promise!r}"
    file.write_text(text.replace(promise, nothing))


@pytest.mark.parametrize("fault", MUTATIONS)
def test_a_promise_switched_off_makes_its_row_fail(
    mutated: Stack, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.attempts._PATIENCE", 12)
    row = next(row for row in ROWS if row.fault == fault)

    try:
        verdicts = [each.verdict() for each in run(row, mutated)]
    except (AssertionError, TimeoutError):
        return  # the row noticed by itself

    assert any(verdict.lost or verdict.duplicated for verdict in verdicts)
