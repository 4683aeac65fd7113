"""The operator's commands, on the running stack."""

import json
import subprocess
import sys
import uuid

import grpc
import pytest
import requests

from infra.functions import ROOT
from tests.stack import Person, Stack, draft


def test_show_tells_all_but_the_address(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.publish(organizer, draft(), key)
    stack.settled(key, "confirmation")

    said = stack.ops("show", key.upper())

    assert json.loads(said)["confirmation"]["state"] == "sent"
    assert organizer.email not in said


def test_pending_lists_what_is_due_with_its_error(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    stack.publish(organizer, draft(), key)

    said = stack.ops("pending")

    assert [line.split()[2] for line in said.splitlines() if key in line] == [
        "cover",
        "confirmation",
    ]


def test_retry_makes_a_second_best_cover_good(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.gemini_will("safety", sent["title"], times=1)
    stack.publish(organizer, sent, key)
    assert stack.settled(key, "cover")["source"] == "composed"

    assert "Again: cover" in stack.ops("retry", key)

    assert stack.settled(key, "cover")["source"] == "generated"
    stack.settled(key, "confirmation")
    assert "Nothing to do" in stack.ops("retry", key)
    assert len(stack.mails(organizer.email)) == 1


def test_an_unpublished_event_is_gone_and_says_so(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    slug = stack.publish(organizer, draft(), key).json()["slug"]

    stack.ops("unpublish", key)

    page = stack.page(slug)
    assert page.status_code == 410
    assert "unpublished" in page.text
    assert key not in stack.ops("pending")


def test_purge_says_first_and_deletes_only_with_yes(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    slug = stack.publish(organizer, draft(), key).json()["slug"]
    cover = stack.settled(key, "cover")
    stack.settled(key, "confirmation")

    dry = stack.ops("purge", key)

    assert "Dry run" in dry
    assert f"covers/{key}/" in dry
    assert stack.event(key)

    stack.ops("purge", key, "--yes")

    assert stack.event(key) == {}
    assert not list(stack.firestore.collection(f"events/{key}/tickets").list_documents())
    assert not stack.firestore.document(f"pages/{slug}").get().exists
    assert requests.get(cover["url"], timeout=10).status_code == 404


@pytest.mark.parametrize(
    "command", ["show", "pending", "replay-dead", "retry", "unpublish", "purge"]
)
def test_without_a_project_nothing_is_touched(command: str) -> None:
    arguments = [command] if command in ("pending", "replay-dead") else [command, str(uuid.uuid4())]

    answer = subprocess.run(
        [sys.executable, "-m", "infra.ops", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "Name the project" in answer.stderr


def test_an_event_that_does_not_exist_is_named(stack: Stack) -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        stack.ops("show", str(uuid.uuid4()))

    assert "There is no event" in error.value.stderr
