"""What the matrix says of a row whose fault could not be arranged, and how long a row waits."""

import itertools
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.faults.__main__ import played
from tests.faults.matrix import run
from tests.faults.row import Row
from tests.support import attempts
from tests.support.attempts import NotArranged, Try, persist
from tests.support.stack import Person, Stack


def test_a_round_that_was_not_arranged_is_begun_anew_and_is_no_loss(stack: Stack) -> None:
    begun = []

    def play(it: Try) -> None:
        begun.append(it)
        raise NotArranged("the machine was too slow")

    count = played(stack, Row("never", play), 2)

    assert (count.not_arranged, count.lost) == (2, 0)
    assert len(begun) == 2 * 3


def test_a_fault_that_nothing_met_is_not_arranged(stack: Stack) -> None:
    def play(it: Try) -> None:
        it.at_commit("a field that no commit writes")
        it.insist()

    with pytest.raises(NotArranged, match="a field that no commit writes"):
        run(Row("never met", play), stack)


def test_a_row_waits_as_long_as_there_is_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "_PATIENCE", 0.3)
    end = time.monotonic() + 1

    assert persist(lambda: time.monotonic() > end, itertools.count().__next__)
    with pytest.raises(TimeoutError, match="not within"):
        persist(lambda: False)


def test_a_row_gives_up_on_progress_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "_MAX_PATIENCE", 0.3)

    with pytest.raises(TimeoutError):
        persist(lambda: False, itertools.count().__next__)


def test_a_lease_is_ended_although_another_worker_writes_its_part_meanwhile(
    stack: Stack, organizer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = replace(stack, described=stack.described | {"project": "aside"})  # no worker reads it
    it = Try(aside, organizer)
    document = aside.firestore.document(f"events/{it.key}")
    now = datetime.now(UTC)
    held = {"due": now + timedelta(hours=1), "leased": True}
    document.set({"cover": held, "confirmation": {"attempts": 0}})
    conditions = aside.firestore.write_option

    def after_a_write(**found: Any) -> Any:
        monkeypatch.undo()
        document.update({"confirmation.attempts": 1})
        return conditions(**found)

    monkeypatch.setattr(aside.firestore, "write_option", after_a_write)
    it.expire("cover")

    assert it.event["cover"]["due"] < now
    assert it.event["confirmation"]["attempts"] == 1
