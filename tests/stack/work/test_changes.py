"""Cover and mail follow the last revision: once each, and nothing is paid for twice."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage
from icalendar import Calendar
from PIL import Image, ImageChops, ImageStat

from shared.event import wording
from shared.event.model import Event
from shared.event.retries import MAX_LOST_WORKERS
from shared.pixels import composed, photo
from shared.pixels.encoded import Encoded
from shared.pixels.poster import PosterText
from tests.support.attempts import Try
from tests.support.factories import venue
from tests.support.stack import Person, Stack
from tests.support.waiting import wait

Json = dict[str, Any]
WORKS = ("cover", "confirmation")
IMAGES = ("url", "social_url", "art")


@dataclass
class Changed(Try):
    """A published event, and its organizer's changes."""

    revision: int = 0
    first_title: str = ""

    def __post_init__(self) -> None:
        self.first_title = self.draft["title"]

    def change(self, **changes: Any) -> None:
        """PUT what it is to be from now on."""
        self.draft |= changes
        self._sent(self.draft)

    def take_down(self) -> None:
        self._sent(None)

    def _sent(self, body: Json | None) -> None:
        answer = self.stack.change(self.person, self.key, body, self.revision)
        assert answer.status_code == 200, answer.text
        self.revision = answer.json()["revision"]

    def finished(self) -> Json:
        """The event, once nothing is left to do for it."""
        for work in WORKS:
            self.stack.settled(self.key, work, seconds=60)
        return self.event

    @property
    def page(self) -> Json:
        return self.stack.firestore.document(f"pages/{self.slug}").get().to_dict() or {}

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.inbox]

    @property
    def inbox(self) -> list[EmailMessage]:
        """Its mails as a mail program reads them, the oldest first."""
        ids = [mail["id"] for mail in self.stack.mails(self.person.email)]
        url = f"{self.stack['inbox']}/api/email"
        sources = [requests.get(f"{url}/{each}/source", timeout=10).content for each in ids]
        mails = [BytesParser(policy=default).parsebytes(each) for each in sources]
        return sorted(mails, key=lambda mail: mail["Date"].datetime)

    def calls(self) -> int:
        """Of Gemini, about the event by any title that has its first one in it."""
        return len(self.stack.gemini_calls(self.first_title))

    def paid(self) -> int:
        today = f"budgets/{self.person.uid}:{datetime.now(UTC):%Y%m%d}"
        return int((self.stack.firestore.document(today).get().to_dict() or {}).get("count", 0))

    def text(self, status: str = "") -> PosterText:
        event = Event.model_validate(self.event | {"event_id": self.key})
        return PosterText(event.title, wording.when(event), wording.where(event), status)

    def bytes_at(self, field: str) -> bytes:
        answer = requests.get(self.event["cover"][field], timeout=10)
        assert answer.status_code == 200
        return answer.content

    def carded(self, art: bytes, text: PosterText) -> bytes:
        """The card of its stored picture under a text."""
        return photo.letter(art, text, model=self.event["cover"]["model"]).data

    def badged(self, art: bytes, text: PosterText) -> bytes:
        """Its stored picture with the status of a text."""
        return photo.badged(art, text, model=self.event["cover"]["model"]).data

    def marked(self) -> dict[str, bool]:
        """Every picture that is stored for it, and whether the lifecycle rule deletes it."""
        found = bucket(self.stack).list_blobs(prefix=f"covers/{self.key}/")
        return {blob.name: blob.custom_time is not None for blob in found}

    def shown(self) -> set[str]:
        cover = self.event["cover"]
        urls = [cover[field] for field in IMAGES if cover[field]]
        return {object_name(url) for url in (*urls, *cover["sizes"].values())}


def object_name(url: str) -> str:
    return unquote(url.rpartition("/")[2])


def bucket(stack: Stack) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORAGE_EMULATOR_HOST", stack["storage"])
        client = storage.Client(project=stack["project"], credentials=AnonymousCredentials())
    return client.bucket(stack["bucket"])


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def digest(picture: Encoded) -> str:
    return hashlib.sha256(picture.data).hexdigest()[:16]


def difference(one: bytes, other: bytes) -> float:
    pictures = [Image.open(io.BytesIO(data)).convert("L") for data in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*pictures)).mean[0]


def moved(body: Json, **by: float) -> Json:
    return {
        name: (datetime.fromisoformat(body[name]) + timedelta(**by)).isoformat()
        for name in ("starts_at", "ends_at")
    }


@pytest.fixture
def it(stack: Stack, organizer: Person) -> Changed:
    """Published, with a generated cover and its first mail sent."""
    published = Changed(stack, organizer)
    published.insist()
    published.finished()
    return published


@pytest.fixture
def plain(stack: Stack, organizer: Person) -> Changed:
    """Published, with a cover that had to be composed."""
    published = Changed(stack, organizer)
    published.gemini_will("safety")
    published.insist()
    published.finished()
    return published


# --- The cover ------------------------------------------------------------------------------------


def test_new_words_are_lettered_on_the_stored_picture_and_nothing_is_paid(it: Changed) -> None:
    before = it.event["cover"]
    assert before["url"] == before["art"]

    it.change(title=f"New {it.draft['title']}")

    cover = it.finished()["cover"]
    assert (cover["state"], cover["source"], cover["error"]) == ("ready", "generated", None)
    assert (cover["art"], cover["url"]) == (before["art"], before["art"])
    assert it.bytes_at("social_url") == it.carded(it.bytes_at("art"), it.text())
    assert it.page["cover"] == {name: cover[name] for name in it.page["cover"]}
    assert it.calls() == 1
    assert it.paid() == 1


def test_a_cancelled_event_says_so_on_every_picture_until_it_is_back_on(it: Changed) -> None:
    before = it.event["cover"]

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert cover["art"] == before["art"]
    art, text = it.bytes_at("art"), it.text("CANCELLED")
    assert it.bytes_at("url") == it.badged(art, text) != art
    assert it.bytes_at("social_url") == it.carded(art, text)
    assert cover["bytes"] == len(it.bytes_at("url"))
    assert it.page["cover"]["url"] == cover["url"]

    it.change(status="scheduled")

    cover = it.finished()["cover"]
    assert (cover["url"], cover["width"], cover["height"]) == tuple(
        before[name] for name in ("art", "width", "height")
    )
    assert cover["bytes"] == before["bytes"]
    assert it.bytes_at("social_url") == it.carded(it.bytes_at("art"), it.text())
    assert it.page["cover"]["url"] == before["url"]
    assert it.calls() == 1


@pytest.mark.parametrize(
    ("by", "words"), [({"days": 1}, "NEW DATE"), ({"minutes": -1}, "NEW TIME")]
)
def test_a_move_is_lettered_on_cover_and_card(it: Changed, by: Json, words: str) -> None:
    midday = datetime.fromisoformat(it.draft["starts_at"]).replace(hour=12)
    it.change(**moved({name: midday.isoformat() for name in ("starts_at", "ends_at")}) | {
        "ends_at": (midday + timedelta(hours=1)).isoformat()
    })  # fmt: skip
    it.finished()

    it.change(**moved(it.draft, **by))

    it.finished()
    art = it.bytes_at("art")
    assert it.bytes_at("url") == it.badged(art, it.text(words))
    assert it.bytes_at("social_url") == it.carded(art, it.text(words))


def test_a_composed_cover_stays_composed_and_says_it_too(plain: Changed) -> None:
    plain.change(status="postponed", title=f"New {plain.draft['title']}")

    cover = plain.finished()["cover"]
    made = composed.compose(plain.key, plain.text("POSTPONED"))
    assert (cover["state"], cover["source"], cover["art"]) == ("ready", "composed", None)
    assert plain.bytes_at("url") == made.cover.data
    assert plain.bytes_at("social_url") == made.card.data
    assert plain.calls() == 1


def test_the_cover_of_version_1_is_its_own_picture_without_words(it: Changed) -> None:
    before = it.event["cover"]
    old = {name: value for name, value in before.items() if name not in ("art", "keeps_art")}
    it.stack.firestore.document(f"events/{it.key}").update({"cover": old})

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert (cover["source"], cover["art"]) == ("generated", before["url"])
    assert cover["url"] != before["url"]
    assert it.marked()[object_name(before["url"])] is False
    assert it.calls() == 1


def test_what_a_change_replaces_is_deleted_later_and_what_is_shown_never(it: Changed) -> None:
    for changes in ({"status": "cancelled"}, {"status": "scheduled"}, {"title": "Something else"}):
        it.change(**changes)
        it.finished()
        # The worker lets go of the old pictures after it has recorded the new ones.
        wait(lambda: {name for name, marked in it.marked().items() if not marked} == it.shown())

    assert len(it.marked()) > len(it.shown()) + 2


def test_a_picture_that_was_let_go_is_kept_once_it_is_shown_again(it: Changed) -> None:
    """As one that was chosen again after eleven others."""
    art = object_name(it.event["cover"]["art"])
    blob = bucket(it.stack).blob(art)
    blob.custom_time = datetime.now(UTC)
    blob.patch()
    assert it.marked()[art]

    it.change(title="Something else")

    it.finished()
    assert not it.marked()[art]


def test_every_width_says_what_the_cover_says(it: Changed) -> None:
    before = it.event["cover"]
    assert set(before["sizes"]) == {"1344", "800", "400"}

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert cover["sizes"].keys() == before["sizes"].keys()
    assert not set(cover["sizes"].values()) & set(before["sizes"].values())
    assert cover["sizes"]["1344"] == cover["url"]
    for width, url in cover["sizes"].items():
        picture = Image.open(io.BytesIO(requests.get(url, timeout=10).content))
        assert (picture.format, picture.width) == ("WEBP", int(width))
        whole = Image.open(io.BytesIO(it.bytes_at("url"))).resize(picture.size)
        assert max(ImageStat.Stat(ImageChops.difference(picture, whole)).mean) < 4
    assert it.page["cover"]["sizes"] == cover["sizes"]


def test_a_picture_that_is_gone_leaves_the_composed_cover_with_the_right_words(it: Changed) -> None:
    bucket(it.stack).blob(object_name(it.event["cover"]["art"])).delete()

    it.change(status="cancelled")

    cover = it.finished()["cover"]
    assert (cover["state"], cover["source"], cover["art"]) == ("ready", "composed", None)
    assert cover["error"] == "the stored cover was not found"
    assert it.bytes_at("url") == composed.compose(it.key, it.text("CANCELLED")).cover.data
    assert it.page["cover"]["url"] == cover["url"]
    assert it.paid() == 1


def test_a_picture_that_killed_its_workers_is_kept_for_the_operators_retry(it: Changed) -> None:
    before = it.event["cover"]
    it.lose_message()
    it.change(status="cancelled")
    doomed = {"cover.lost_workers": MAX_LOST_WORKERS - 1, "cover.leased": True}
    it.stack.firestore.document(f"events/{it.key}").update(doomed)

    assert it.push("image").status_code == 200

    cover = it.event["cover"]
    assert (cover["source"], cover["art"]) == ("composed", before["art"])
    assert it.bytes_at("url") == composed.compose(it.key, it.text("CANCELLED")).cover.data
    assert "cover" in it.stack.ops("retry", it.key)
    cover = it.finished()["cover"]
    assert (cover["source"], cover["art"]) == ("generated", before["art"])
    assert it.bytes_at("url") == it.badged(it.bytes_at("art"), it.text("CANCELLED"))
    assert it.paid() == 1


def test_a_composed_cover_that_is_retried_gets_a_picture_after_a_change_too(plain: Changed) -> None:
    plain.change(status="postponed")
    plain.finished()
    plain.release_gemini()

    assert "cover" in plain.stack.ops("retry", plain.key)

    cover = plain.finished()["cover"]
    assert (cover["source"], cover["error"]) == ("generated", None)
    assert plain.bytes_at("url") == plain.badged(plain.bytes_at("art"), plain.text("POSTPONED"))


# --- While the first cover and mail are made ------------------------------------------------------


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


# --- The mail -------------------------------------------------------------------------------------


def test_each_change_that_guests_would_notice_is_one_mail(it: Changed) -> None:
    title = it.draft["title"]
    steps: list[tuple[Callable[[], None], str]] = [
        (lambda: it.change(location=venue(name="Halle 2")), "Changed"),
        (lambda: it.change(status="cancelled", note="The band is ill."), "Cancelled"),
        (lambda: it.change(status="scheduled", note=""), "Back on"),
        (lambda: it.change(status="postponed"), "Postponed"),
        (it.take_down, "Taken down"),
        (it.change, "Back online"),
    ]
    subjects = [f"Your event is live: {title}"]
    for step, subject in steps:
        step()
        confirmation = it.finished()["confirmation"]
        subjects.append(f"{subject}: {title}")
        assert it.subjects == subjects
        assert (confirmation["state"], confirmation["revision"]) == ("sent", it.revision)
        mail = it.inbox[-1]
        assert mail["Message-ID"] == confirmation["message_id"]
        assert confirmation["message_id"].startswith(f"<{it.key}.{it.revision}.confirmation@")
        assert mail["In-Reply-To"] == it.inbox[-2]["Message-ID"]
        files = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
        assert len(files) == (subject != "Taken down")
        for attached in files:
            (entry,) = Calendar.from_ical(attached.get_content()).events
            assert entry["UID"] == f"{it.key}@publish-event"
    assert "was: Kesselhaus, Knaackstr. 97, Berlin" in text_of(it.inbox[1])
    assert "now: Halle 2, Knaackstr. 97, Berlin" in text_of(it.inbox[1])
    assert "The band is ill." in text_of(it.inbox[2])


def test_what_no_guest_would_notice_is_no_work(it: Changed) -> None:
    before = it.event

    it.change(description="Other words.", tickets=[], note="By the way", visibility="unlisted")
    for name in ("image", "email"):
        assert it.push(name).status_code == 200

    assert {work: it.event[work] for work in WORKS} == {work: before[work] for work in WORKS}
    assert len(it.inbox) == 1


def test_changes_before_a_mail_was_sent_share_one(it: Changed) -> None:
    old = it.draft["title"]
    it.lose_message()
    it.change(title="Blues at noon")
    it.change(status="cancelled")

    it.finished()

    assert it.subjects == [f"Your event is live: {old}", "Cancelled: Blues at noon"]
    text = text_of(it.inbox[-1])
    assert f"was: {old}" in text
    assert "now: Blues at noon" in text
    assert "was: Scheduled" in text


def test_what_is_changed_back_before_a_mail_was_sent_is_none(it: Changed) -> None:
    title, before = it.draft["title"], it.event["confirmation"]
    it.lose_message()
    it.change(title="Blues at noon")
    it.change(title=title)

    after = it.finished()["confirmation"]

    assert len(it.inbox) == 1
    told = ("state", "message_id", "sent_at", "announced")
    assert {name: after[name] for name in told} == {name: before[name] for name in told}
    assert it.stack.log("email", "confirmation_not_needed", it.key)


def test_a_mail_in_flight_is_recorded_and_the_change_told_in_one_more(
    stack: Stack, organizer: Person
) -> None:
    it = Changed(stack, organizer)
    title = it.draft["title"]
    it.at_commit(
        "confirmation.sent_at", action=lambda: it.change(title="Blues at noon"), passes=True
    )
    it.insist()
    wait(lambda: it.revision)

    it.finished()

    assert it.subjects == [f"Your event is live: {title}", "Changed: Blues at noon"]
    assert f"was: {title}" in text_of(it.inbox[-1])


def test_a_worker_that_dies_before_it_records_sends_the_same_message_again(it: Changed) -> None:
    it.at_commit("confirmation.sent_at", action=it.kills("email"))

    it.change(title="Blues at noon")
    it.recover()

    mails = it.inbox[1:]
    assert {str(mail["Subject"]) for mail in mails} == {"Changed: Blues at noon"}
    assert {str(mail["Message-ID"]) for mail in mails} == {it.event["confirmation"]["message_id"]}
    assert len(mails) <= 2
    assert it.event["confirmation"]["announced"]["title"] == "Blues at noon"
