"""What changing an event must do: I11 to I15 as a model that needs no database."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Json = dict[str, Any]
OWNER = "ada"

FIELDS = (
    *("title", "description", "starts_at", "ends_at", "timezone", "location", "tickets"),
    *("visibility", "status", "note", "unpublished_at"),
)
"""In the order in which an answer names them."""


@dataclass(frozen=True)
class Request:
    """A change under a key. `body` is None in a request that takes the page down."""

    key: str
    who: str
    revision: int
    body: Json | None

    def means_the_same(self, other: "Request") -> bool:
        """What is left out means its default."""
        if self.body is None or other.body is None:
            return self.body is other.body
        return _content(self.body) == _content(other.body)


@dataclass(frozen=True)
class Expected:
    """The status, and the members of the answer that the model knows."""

    status: int
    revision: int | None = None
    changed: list[str] | None = None
    replays: str | None = None
    """The key whose first answer comes again, to the byte."""


@dataclass(frozen=True)
class State:
    """An event. `history` has what each revision published; `content` is what it is now, which
    differs from the last of them while an operator has the page down.
    """

    content: Json
    history: tuple[Json, ...]
    down_by: Literal["owner", "operator"] | None = None
    made: dict[str, Request] = field(default_factory=dict)
    """The request that each key was used up for."""

    @classmethod
    def published(cls, body: Json) -> "State":
        content = _content(body)
        return cls(content, (content,))

    @property
    def revision(self) -> int:
        return len(self.history) - 1

    def after(self, sent: Request) -> tuple["State", Expected]:
        """What a request leaves, and what it is answered with."""
        if sent.who != OWNER:
            return self, Expected(404)
        if first := self.made.get(sent.key):
            replayed = Expected(200, replays=sent.key)
            return self, replayed if first.means_the_same(sent) else Expected(422)
        if sent.revision != self.revision:
            return self, Expected(412, revision=self.revision)
        if sent.body is None:
            wanted = self.content | {"unpublished_at": True}
        elif self.down_by == "operator":
            return self, Expected(403)
        else:
            wanted = _content(sent.body)
        made = self.made | {sent.key: sent}
        state, changed = replace(self, made=made)._next(wanted)
        return state, Expected(200, state.revision, changed)

    def restored(self, revision: int) -> tuple["State", list[str]]:
        """What an operator's restoring of a revision that exists leaves, and what it changed."""
        wanted = self.history[revision]
        state, changed = self._next(wanted)
        return replace(state, down_by="owner" if wanted["unpublished_at"] else None), changed

    def unpublished(self) -> "State":
        """What an operator's taking down leaves: it is no revision."""
        down = self.content | {"unpublished_at": True}
        return replace(self, content=down, down_by="operator")

    def _next(self, wanted: Json) -> tuple["State", list[str]]:
        changed = [f"/{name}" for name in FIELDS if wanted[name] != self.content[name]]
        if not changed:
            return self, []
        down_by: Literal["owner"] | None = "owner" if wanted["unpublished_at"] else None
        history = (*self.history, wanted)
        return replace(self, content=wanted, history=history, down_by=down_by), changed


def _content(body: Json) -> Json:
    """Of a published or changed event, which is up."""
    defaults = {"status": "scheduled", "note": "", "visibility": "public", "description": ""}
    return defaults | body | {"unpublished_at": False}
