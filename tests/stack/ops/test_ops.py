"""The operator's commands, on the running stack."""

import json
import subprocess
import uuid
from datetime import UTC, datetime, timedelta

import grpc
import pytest
import requests

from infra.topics import DEAD_LETTERS
from tests.support.attempts import message
from tests.support.factories import draft
from tests.support.proxy import Cut
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


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

    assert "retrying cover." in stack.ops("retry", key)

    assert stack.settled(key, "cover")["source"] == "generated"
    stack.settled(key, "confirmation")
    assert "nothing to retry" in stack.ops("retry", key)
    assert len(stack.mails(organizer.email)) == 1


def test_one_command_retries_what_an_outage_left_failed(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    answer = b"550 out of order\r\n"
    stack.mail_proxy.cut(Cut(b"rcpt TO:<" + organizer.email.encode(), answer=answer))
    stack.publish(organizer, sent, key)
    assert stack.settled(key, "confirmation")["state"] == "failed"
    published = stack.event(key)["published_at"]

    later = stack.ops("retry", "--failed", "--since", f"{published + timedelta(seconds=1):%FT%TZ}")
    assert key not in later
    assert f"{key}: retrying confirmation." in stack.ops(
        "retry", "--failed", "--since", f"{published - timedelta(seconds=1):%FT%TZ}"
    )

    assert stack.settled(key, "confirmation")["state"] == "sent"
    assert len(stack.mails(organizer.email)) == 1


def test_an_unpublished_event_is_gone_and_says_so(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    slug = stack.publish(organizer, draft(), key).json()["slug"]

    stack.ops("unpublish", key)

    page = stack.page(slug)
    assert page.status_code == 410
    assert "This page has been taken down" in page.text
    assert key not in stack.ops("pending")


def test_work_under_way_when_an_event_is_unpublished_changes_nothing_any_more(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    with stack.gemini_held(sent["title"]):
        answer = stack.publish(organizer, sent, key)
        slug = answer.json()["slug"]
        wait(lambda: stack.gemini_calls(sent["title"]))
        page = stack.firestore.document(f"pages/{slug}")
        before = page.get().to_dict() or {}

        stack.ops("unpublish", key)
    wait(lambda: stack.log("image", "lease_lost", key))

    assert stack.page(slug).status_code == 410
    after = page.get().to_dict() or {}
    assert before["cover"]["source"] == "composed"
    down = {"unpublished_at": after["unpublished_at"], "unpublished_by": "operator"}
    assert after == before | down
    assert "due" not in stack.event(key)["cover"]
    again = stack.publish(organizer, sent, key)
    assert (again.status_code, again.content) == (200, answer.content)
    assert stack.pubsub_relay.calls(key) == {"Publish": 1}
    assert "the event is unpublished" in stack.ops("retry", key)
    assert key not in stack.ops("pending")


def test_retry_leaves_work_to_the_worker_that_has_it(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    with stack.gemini_held(sent["title"]):
        stack.publish(organizer, sent, key)
        wait(lambda: stack.gemini_calls(sent["title"]))
        stack.settled(key, "confirmation")

        assert "holds the lease on its cover" in stack.ops("retry", key)

    assert stack.settled(key, "cover")["attempts"] == 1
    assert len(stack.gemini_calls(sent["title"])) == 1


def test_purge_says_first_and_deletes_only_with_yes(stack: Stack, organizer: Person) -> None:
    key, sent = str(uuid.uuid4()), draft()
    slug = stack.publish(organizer, sent, key).json()["slug"]
    covers = [stack.settled(key, "cover")]
    stack.change(organizer, key, sent | {"status": "cancelled"}).raise_for_status()
    covers.append(stack.settled(key, "cover"))
    stack.settled(key, "confirmation")
    shown = {
        url
        for cover in covers
        for url in (cover["url"], cover["social_url"], *cover["sizes"].values())
    }
    assert len(shown) == 8
    assert {requests.get(url, timeout=10).status_code for url in shown} == {200}

    dry = stack.ops("purge", key)

    assert "Dry run" in dry
    assert f"covers/{key}/" in dry
    assert stack.event(key)

    stack.ops("purge", key, "--yes")

    assert set(stack.event(key)) == {"purged_at"}
    assert not list(stack.firestore.collection(f"events/{key}/tickets").list_documents())
    left = stack.firestore.document(f"pages/{slug}").get().to_dict() or {}
    assert (set(left), left["language"]) == ({"purged_at", "language"}, "en")
    assert {requests.get(url, timeout=10).status_code for url in shown} == {404}


def test_a_purged_events_key_never_publishes_again_and_its_slug_is_never_given_away(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft(language="de-AT-x-olivia")
    slug = stack.publish(organizer, sent, key).json()["slug"]
    stack.settled(key, "cover")
    stack.settled(key, "confirmation")
    stack.ops("purge", key, "--yes")

    late_retry = stack.publish(organizer, sent, key)
    page = stack.page(slug)
    namesake = stack.publish(organizer, sent)

    assert late_retry.status_code == 410
    assert late_retry.json()["type"] == "urn:publish-event:problem:event-purged"
    assert set(stack.event(key)) == {"purged_at"}
    assert page.status_code == 410
    assert '<html lang="de-AT"' in page.text
    assert "olivia" not in page.text
    assert namesake.status_code == 200
    assert namesake.json()["slug"].startswith(f"{slug}-")
    with pytest.raises(subprocess.CalledProcessError):
        stack.ops("show", key)


def test_a_worker_that_is_busy_at_a_purge_leaves_no_picture(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    with stack.gemini_held(sent["title"]):
        stack.publish(organizer, sent, key)
        wait(lambda: stack.gemini_calls(sent["title"]))

        assert "purge again after that" in stack.ops("purge", key, "--yes")

    (removed,) = wait(lambda: stack.log("image", "pictures_removed", key))
    assert removed["count"] == 4  # the cover in three widths, and the card
    with pytest.raises(subprocess.CalledProcessError):  # there is nothing to purge
        stack.ops("purge", key)


def test_what_nobody_can_read_holds_up_neither_the_sweep_nor_purge(
    stack: Stack, organizer: Person
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=400)
    broken, key = str(uuid.uuid4()), str(uuid.uuid4())
    stack.firestore.document(f"events/{broken}").set({"shard": 3, "cover": {"due": long_ago}})
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    stack.publish(organizer, draft(), key)
    stack.firestore.document(f"events/{key}").update({"cover.due": long_ago})

    assert requests.post(stack["sweep"], timeout=60).status_code == 200

    assert stack.settled(key, "cover")["state"] == "ready"
    assert stack.log("sweep", "event_unreadable", '"ERROR"', broken)
    stack.ops("purge", broken, "--yes")
    assert set(stack.event(broken)) == {"purged_at"}


def test_a_dead_letter_that_is_left_does_not_hide_those_behind_it(
    stack: Stack, organizer: Person
) -> None:
    strange, key = uuid.uuid4().hex, str(uuid.uuid4())
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    stack.publish(organizer, draft(), key)
    stack.publish_message({"attributes": {"about": strange}}, DEAD_LETTERS)
    stack.publish_message(message(stack, key), DEAD_LETTERS)

    with pytest.raises(subprocess.CalledProcessError) as error:
        stack.ops("replay-dead")

    assert error.value.returncode == 1  # something is left
    assert stack.settled(key, "cover")["state"] == "ready"
    assert len(stack.dead_letters(strange)) == 1
    stack.ops("replay-dead", "--discard")
    assert stack.dead_letters(strange) == []


def test_show_tells_each_revision_and_restore_publishes_an_older_one_as_the_next(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    slug = stack.publish(organizer, sent, key).json()["slug"]
    stack.change(organizer, key, sent | {"title": "Changed", "tickets": []}).raise_for_status()
    stack.change(organizer, key, sent | {"title": "Changed", "note": "See you."}, 1)

    said = stack.ops("restore", key, "0")

    assert "Changed: /title, /note." in said
    event = stack.event(key)
    assert (event["title"], event["note"], event["revision"]) == (sent["title"], "", 3)
    assert event["tickets"] == sent["tickets"]
    assert sent["title"] in stack.page(slug).text
    revisions = json.loads(stack.ops("show", key))["revisions"]
    assert [(each["revision"], each["by"], each["changed"]) for each in revisions] == [
        (0, "owner", ["published"]),
        (1, "owner", ["/title", "/tickets"]),
        (2, "owner", ["/tickets", "/note"]),
        (3, "operator", ["/title", "/note"]),
    ]
    assert stack.settled(key, "cover")["revision"] == 3
    assert "Nothing to restore" in stack.ops("restore", key, "3")
    assert "Nothing to restore" in stack.ops("restore", key, "0")
    assert stack.event(key)["revision"] == 3


def test_restoring_the_present_revision_puts_up_what_an_operator_took_down(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    slug = stack.publish(organizer, sent, key).json()["slug"]
    stack.settled(key, "cover")
    page = stack.firestore.document(f"pages/{slug}")
    stack.ops("unpublish", key)
    assert (page.get().to_dict() or {})["unpublished_by"] == "operator"

    assert "Changed: /unpublished_at." in stack.ops("restore", key, "0")

    assert stack.page(slug).status_code == 200
    assert stack.change(organizer, key, sent | {"title": "Mine"}, 1).status_code == 200


def test_a_revision_in_which_the_owner_took_the_page_down_is_restored_as_theirs(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    slug = stack.publish(organizer, sent, key).json()["slug"]
    stack.change(organizer, key, None).raise_for_status()
    stack.change(organizer, key, sent | {"title": "Up"}, 1).raise_for_status()

    assert "Changed: /title, /unpublished_at." in stack.ops("restore", key, "1")

    page = stack.firestore.document(f"pages/{slug}").get().to_dict() or {}
    assert (page["title"], page["unpublished_by"]) == (sent["title"], "owner")
    assert page["unpublished_at"]
    assert stack.change(organizer, key, sent, 3).status_code == 200


def test_what_an_operator_lifts_stays_down_by_its_owners_own_wish(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    slug = stack.publish(organizer, sent, key).json()["slug"]
    stack.change(organizer, key, None).raise_for_status()
    stack.ops("unpublish", key)
    assert stack.change(organizer, key, sent, 1).status_code == 403
    assert stack.change(organizer, key, None, 1).json()["changed"] == []
    assert stack.event(key)["unpublished_by"] == "operator"

    assert "stays taken down, now by its organizer" in stack.ops("restore", key, "1")

    page = stack.firestore.document(f"pages/{slug}").get().to_dict() or {}
    for stored in (page, stack.event(key)):
        assert stored["unpublished_at"]
        assert (stored["unpublished_by"], stored["revision"]) == ("owner", 1)
    assert stack.page(slug).status_code == 410
    assert stack.change(organizer, key, sent, 1).status_code == 200


def test_what_cannot_be_restored_is_named(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.publish(organizer, draft(), key)

    with pytest.raises(subprocess.CalledProcessError) as too_high:
        stack.ops("restore", key, "1")
    stack.ops("purge", key, "--yes")
    with pytest.raises(subprocess.CalledProcessError) as purged:
        stack.ops("restore", key, "0")

    assert "There is no revision 1: the last is 0" in too_high.value.stderr
    assert f"There is no event {key}" in purged.value.stderr


def test_an_event_that_does_not_exist_is_named(stack: Stack) -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        stack.ops("show", str(uuid.uuid4()))

    assert "There is no event" in error.value.stderr
