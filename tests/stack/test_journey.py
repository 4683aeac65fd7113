"""The main job, end to end, through the site's own address: publish, look, share, read the mail."""

import io
import uuid

import pytest
import requests
from PIL import Image

from tests.support.attempts import Try
from tests.support.factories import draft
from tests.support.stack import Person, Stack
from tests.support.waiting import wait

COVER_LIMIT = 300_000


def test_an_event_gets_its_page_its_cover_and_one_mail(stack: Stack) -> None:
    token = stack.token(**stack["organizer"])
    key, sent = str(uuid.uuid4()), draft()
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}

    answer = requests.post(
        f"{stack['site']}/api/events/publish", json=sent, headers=headers, timeout=10
    )

    assert answer.status_code == 200, answer.text
    published = answer.json()
    page = requests.get(published["public_url"], timeout=10)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert sent["title"] in page.text

    cover = stack.settled(key, "cover")
    assert cover["state"] == "ready"
    assert cover["source"] == "generated"
    assert cover["model"] == "gemini-3.1-flash-image"
    picture = requests.get(cover["url"], timeout=10).content
    assert len(picture) == cover["bytes"] <= COVER_LIMIT
    with Image.open(io.BytesIO(picture)) as image:
        assert image.format == "WEBP"
        assert image.size == (cover["width"], cover["height"])
    card = requests.get(cover["social_url"], timeout=10).content
    assert len(card) <= COVER_LIMIT
    with Image.open(io.BytesIO(card)) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 630))

    assert stack.settled(key, "confirmation")["state"] == "sent"
    mails = [m for m in stack.mails(stack["organizer"]["email"]) if sent["title"] in m["subject"]]
    assert len(mails) == 1
    assert published["public_url"] in mails[0]["text"]
    assert published["public_url"] in mails[0]["html"]


def test_the_cover_on_the_public_page_is_the_events_own(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    slug = stack.publish(organizer, draft(), key).json()["slug"]

    cover = stack.settled(key, "cover")

    page = stack.firestore.document(f"pages/{slug}").get().to_dict() or {}
    assert page["cover"]["url"] == cover["url"]
    assert page["cover"]["source"] == "generated"


def test_a_photo_uploaded_before_is_the_cover_and_gemini_is_not_asked(
    stack: Stack, organizer: Person
) -> None:
    photo = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 900)).convert("RGB").save(photo, "JPEG")
    kept = requests.post(
        f"{stack['site']}/api/covers",
        data=photo.getvalue(),
        headers={"Authorization": f"Bearer {organizer.token}", "Content-Type": "image/jpeg"},
        timeout=10,
    )
    assert kept.status_code == 200, kept.text
    key, sent = str(uuid.uuid4()), draft(cover_upload=kept.json()["cover_upload"])

    stack.publish(organizer, sent, key)

    assert stack.settled(key, "cover")["source"] == "uploaded"
    assert stack.gemini_calls(sent["title"]) == []


def test_a_slow_gemini_leaves_the_page_with_a_cover_meanwhile(
    stack: Stack, organizer: Person
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    with stack.gemini_held(sent["title"]):
        slug = stack.publish(organizer, sent, key).json()["slug"]

        def shown() -> bool:
            page = stack.firestore.document(f"pages/{slug}").get().to_dict() or {}
            return bool(page["cover"])

        wait(shown)
        assert stack.event(key)["cover"]["state"] == "pending"
        assert stack.event(key)["cover"]["source"] == "composed"
    assert stack.settled(key, "cover")["source"] == "generated"


@pytest.mark.parametrize("behaviour", ["500", "429"])
def test_a_gemini_that_fails_for_a_while_is_asked_again(
    stack: Stack, organizer: Person, behaviour: str
) -> None:
    it = Try(stack, organizer)
    it.gemini_will(behaviour, times=1)

    it.publish()
    wait(lambda: it.event["cover"]["error"])
    it.recover()

    cover = it.event["cover"]
    assert (cover["source"], cover["attempts"]) == ("generated", 2)


@pytest.mark.parametrize("behaviour", ["safety", "blocked", "empty", "text", "garbage", "404"])
def test_a_gemini_that_refuses_or_lies_leaves_the_composed_cover_and_the_reason(
    stack: Stack, organizer: Person, behaviour: str
) -> None:
    key, sent = str(uuid.uuid4()), draft()
    stack.gemini_will(behaviour, sent["title"])

    published = stack.publish(organizer, sent, key).json()

    cover = stack.settled(key, "cover", seconds=60)
    assert (cover["state"], cover["source"]) == ("ready", "composed")
    assert cover["error"]
    assert cover["social_url"] in stack.page(published["slug"]).text


def test_a_mail_server_that_is_down_touches_nothing_but_the_mail(
    stack: Stack, organizer: Person
) -> None:
    it = Try(stack, organizer)

    with stack.mail_proxy.down():
        assert it.publish().status_code == 200
        assert stack.settled(it.key, "cover")["state"] == "ready"
        tried = wait(lambda: it.event["confirmation"]["error"])
        assert it.event["confirmation"]["state"] == "pending", tried

    it.recover()
    assert it.event["confirmation"]["state"] == "sent"
    assert len(stack.mails(organizer.email)) == 1


def test_an_address_that_is_not_verified_gets_nothing(stack: Stack) -> None:
    person, key = stack.person(verified=False), str(uuid.uuid4())

    stack.publish(person, draft(), key)

    assert stack.settled(key, "confirmation")["state"] == "skipped"
    assert stack.mails(person.email) == []


def test_no_address_and_no_token_stands_in_any_log(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    stack.publish(organizer, draft(), key)
    stack.settled(key, "cover")
    stack.settled(key, "confirmation")

    for name in stack["pids"]:
        text = (stack.state / f"logs/{name}.log").read_text(errors="replace")
        assert organizer.email not in text
        assert organizer.token not in text
    assert {"publish", "image", "email"} <= set(stack["pids"])
