"""A change while the first cover and mail are made: one of each, for the last revision."""

import hashlib
import io
from dataclasses import replace

import requests
from PIL import Image, ImageChops, ImageStat

from shared.pixels import composed
from shared.pixels.encoded import Encoded
from tests.support.changed import Changed, text_of
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


def digest(picture: Encoded) -> str:
    return hashlib.sha256(picture.data).hexdigest()[:16]


def difference(one: bytes, other: bytes) -> float:
    pictures = [Image.open(io.BytesIO(data)).convert("L") for data in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*pictures)).mean[0]


def test_a_change_before_the_first_cover_and_mail_gets_one_of_each_for_the_last_revision(
    stack: Stack, organizer: Person
) -> None:
    it = Changed(stack, organizer)
    it.lose_message()
    it.insist()
    first = it.draft["title"]

    it.change(title="Blues at noon", status="cancelled")

    cover = it.finished()["cover"]
    assert (cover["source"], cover["revision"]) == ("generated", 1)
    assert it.bytes_at("url") == it.badged(it.bytes_at("art"), it.text("CANCELLED"))
    assert stack.gemini_calls(first) == []
    assert it.paid() == 1
    (mail,) = it.inbox
    assert mail["Subject"] == "Cancelled: Blues at noon"
    assert str(mail["Message-ID"]).startswith(f"<{it.key}.1.confirmation@")
    assert "What changed" not in text_of(mail)


def test_a_worker_busy_with_an_older_revision_loses_its_claim_and_its_result(
    stack: Stack, organizer: Person
) -> None:
    it = Changed(stack, organizer)
    it.hold_gemini()
    it.insist()
    wait(it.gemini_calls)
    late, new = it.draft["title"], f"Blues {it.key[:8]}"
    stack.gemini_will("slow", new, seconds=15)

    it.change(title=new)

    # The new words are on the page while the second picture is awaited.
    wait(lambda: stack.gemini_calls(new), seconds=60)
    sketch = composed.sketch(it.key, it.text())
    assert digest(sketch.cover) in it.page["cover"]["url"]
    stack.gemini_will("picture", late)
    requests.delete(f"{stack['gemini']}/rules", params={"match": late}, timeout=10)
    wait(lambda: stack.log("image", "lease_lost", it.key))
    it.release_gemini()
    cover = it.finished()["cover"]
    assert (cover["source"], cover["revision"]) == ("generated", 1)
    right, wrong = it.text(), replace(it.text(), title=late)
    card, art = it.bytes_at("social_url"), it.bytes_at("art")
    right_card, wrong_card = (it.carded(art, text) for text in (right, wrong))
    assert difference(card, right_card) < difference(card, wrong_card) / 3
    assert it.final_covers() == 1
    assert (len(stack.gemini_calls(late)), len(stack.gemini_calls(new))) == (1, 1)
