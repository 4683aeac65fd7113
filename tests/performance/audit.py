"""Whether every event has what was promised: one page, one cover, and a mail for each revision."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.performance.report import Figure
from tests.performance.world import SITE, World, slug

_MAILS = 200
_TITLE = re.compile(r"Bench ([0-9a-f-]{36})")
Document = dict[str, Any]


class Inbox:
    """How often each mail came, by its Message-ID."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/api/email"
        self.sent = Counter[str]()

    def take(self) -> None:
        """Counts what has come, and deletes it: the local inbox has all mails in memory."""
        first = {"limit": _MAILS}
        while mails := requests.get(self._url, params=first, timeout=60).json():
            self.sent.update(str(mail["headers"]["message-id"]) for mail in mails)
            ids = {"ids": [mail["id"] for mail in mails]}
            requests.post(f"{self._url}/delete", json=ids, timeout=60).raise_for_status()


def audited(world: World, promised: Mapping[str, int], sent: Counter[str]) -> Iterator[Figure]:
    """`promised`: the revision that each event is at; `sent`: how often each Message-ID came."""
    events, pages, asked = _events(world, promised), _pages(world), _pictures(world)
    has_page = [_is_page(key, promised[key], pages[key]) for key in promised]
    has_cover = [_is_cover(events.get(key, {}), pages[key]) for key in promised]
    mails = {
        key: [sent[_message_id(key, revision)] for revision in range(last + 1)]
        for key, last in promised.items()
    }
    has_mails = [set(counts) == {1} for counts in mails.values()]
    for what, right in (
        ("one page, of its last revision", has_page),
        ("one cover", has_cover),
        ("one mail for each revision", has_mails),
    ):
        counts = float(sum(right)), float(len(promised))
        yield Figure.of(f"soak: events with {what}", "", [counts], 1, at_least=True)
    paid = sum(asked[key] for key in promised)
    yield Figure.of("soak: pictures paid for", "", [(paid, len(promised))], 1)
    came = sum(sum(counts) for counts in mails.values())
    expected = sum(len(counts) for counts in mails.values())
    yield Figure.of("soak: mails", "", [(came, expected)], 1)


def _events(world: World, promised: Mapping[str, int]) -> dict[str, Document]:
    documents = [world.firestore.document(f"events/{key}") for key in promised]
    return {
        found.id: found.to_dict() or {}
        for start in range(0, len(documents), 100)
        for found in world.firestore.get_all(documents[start : start + 100])
    }


def _pages(world: World) -> dict[str, list[Document]]:
    """By their event."""
    found = defaultdict(list)
    for page in world.firestore.collection("pages").stream():
        fields = page.to_dict() or {}
        found[fields["event_id"]].append(fields | {"id": page.id})
    return found


def _pictures(world: World) -> Counter[str]:
    """How often Gemini was asked for each event's."""
    url = f"{world.described['gemini']}/calls"
    calls = requests.get(url, params={"match": "Bench"}, timeout=60).json()
    return Counter(title[1] for call in calls if (title := _TITLE.search(call["prompt"])))


def _is_page(key: str, revision: int, pages: list[Document]) -> bool:
    found = [(page["id"], page.get("revision", 0)) for page in pages]
    return found == [(slug(key), revision)]


def _is_cover(event: Document, pages: list[Document]) -> bool:
    """On the event, on its page, and stored."""
    cover = event.get("cover", {})
    if (cover.get("state"), cover.get("source")) != ("ready", "generated"):
        return False
    shown = [page["cover"] for page in pages if page.get("cover")]
    if [(each["url"], each.get("outdated")) for each in shown] != [(cover["url"], None)]:
        return False
    urls = (cover["url"], cover["social_url"], *cover["sizes"].values())
    return all(requests.get(url, timeout=30).status_code == 200 for url in urls)


def _message_id(key: str, revision: int) -> str:
    number = f".{revision}" if revision else ""
    return f"<{key}{number}.confirmation@{urlsplit(SITE).hostname}>"
