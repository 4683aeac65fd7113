"""A published event of which its organizer changes what cover and mails say."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

from shared.event import wording
from shared.event.model import Event
from shared.pixels import photo
from shared.pixels.poster import PosterText
from tests.support.attempts import Try
from tests.support.stack import Stack

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
