"""Who does what in a soak, and what they were promised."""

import random
import time
import uuid
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

from shared.event.model import WORKS
from tests.performance.load import request
from tests.performance.pacing import Answer, Request
from tests.performance.world import World, slug

_PAGES = ("page",) * 4
_ROUND = ("publish", *_PAGES, "replay", "publish", *_PAGES, "change")
WORKS_EACH = 3 / len(_ROUND)
"""Of the requests are publishes and changes, which leave work to do."""
_ORGANIZERS = 50
_TOKEN_SECONDS = 1_800
_FIELDS = ["revision", *(f"{work}.{part}" for work in WORKS for part in ("state", "due"))]


class Visitors:
    """Organizers publish, press the button again, and change what has its cover and its mail;
    guests look at what was published.
    """

    def __init__(self, world: World, ports: Mapping[str, int]) -> None:
        self._world, self._ports = world, ports
        self._tokens: dict[int, tuple[str, float]] = {}
        self._chance = random.Random(1)
        self._published: list[str] = []
        self._unchanged: deque[str] = deque()
        self.promised: dict[str, int] = {}
        """The last revision of each event that was answered with success."""
        self.under_way: dict[str, float] = {}
        """When the last request was due of each event that has work left."""
        self.done: list[tuple[float, float]] = []
        """When a request was due, and after how many seconds its cover and its mail were there."""

    def publishes(self, count: int) -> Iterator[Request]:
        return (self._next("publish") for _ in range(count))

    def visits(self, until: float) -> Iterator[Request]:
        for kind in cycle(_ROUND):
            if time.time() > until:
                return
            yield self._next(kind)

    def heard(self, asked: Request, answer: Answer) -> None:
        if answer.status != 200 or asked.kind not in ("publish", "change"):
            return
        if asked.kind == "publish":
            self._published.append(asked.key)
        self.promised[asked.key] = int(asked.kind == "change")
        self.under_way[asked.key] = answer.due

    def look(self) -> None:
        """At the events with work left; the times are those of Firestore's writes."""
        firestore = self._world.firestore
        keys = [firestore.document(f"events/{key}") for key in list(self.under_way)]
        for snapshot in firestore.get_all(keys, field_paths=_FIELDS) if keys else ():
            found: dict[str, Any] = snapshot.to_dict() or {}
            if self._is_done(snapshot.id, found):
                due = self.under_way.pop(snapshot.id)
                self.done.append((due, snapshot.update_time.timestamp() - due))
                if not found["revision"]:
                    self._unchanged.append(snapshot.id)

    def _is_done(self, key: str, found: dict[str, Any]) -> bool:
        works = [found[work] for work in WORKS if work in found]
        states, is_due = {each["state"] for each in works}, any(each.get("due") for each in works)
        is_last = found.get("revision") == self.promised[key]
        return is_last and states == {"ready", "sent"} and not is_due

    def _next(self, kind: str) -> Request:
        """What `kind` says, as far as there is an event to do it with."""
        if kind == "change" and not self._unchanged:
            kind = "page"
        if not self._published or kind == "publish":
            return self._request("publish", str(uuid.uuid4()))
        if kind == "change":
            return self._request(kind, self._unchanged.popleft())
        return self._request(kind, self._chance.choice(self._published))

    def _request(self, kind: str, key: str) -> Request:
        if kind == "page":
            view = request("GET", f"/e/{slug(key)}", {"Accept-Encoding": "gzip"})
            return Request(kind, self._ports["page"], view, key)
        token = self._token(uuid.UUID(key).int % _ORGANIZERS)
        if kind == "change":
            return Request(kind, self._ports[kind], self._world.change(key, token), key)
        return Request(kind, self._ports["publish"], self._world.publish(key, token=token), key)

    def _token(self, organizer: int) -> str:
        """Of an hour; a soak may last for longer."""
        token, issued = self._tokens.get(organizer, ("", 0.0))
        if time.time() > issued + _TOKEN_SECONDS:
            token = self._world.issuer.token({"sub": f"organizer-{organizer}"})
            self._tokens[organizer] = token, time.time()
        return token
