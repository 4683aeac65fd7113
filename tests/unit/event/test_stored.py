"""What is stored is read by rules of its own: of every release, past and next."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from functions.page import render
from shared.event import calendar, wording
from shared.event.model import Event, Page
from shared.event.published import EventPublished

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.json"))

pytestmark = pytest.mark.usefixtures("clock", "site")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that is reachable from a document's type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.annotation)
    for part in get_args(annotation):
        yield from _models(part)


def _literals(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Literal:
        return True
    return origin in (Union, UnionType, tuple) and any(map(_literals, get_args(annotation)))


@pytest.mark.parametrize("document", [Event, Page, EventPublished])
def test_no_stored_model_is_strict(document: type[BaseModel]) -> None:
    for model in set(_models(document)):
        assert model.model_config.get("extra") == "ignore", f"{model.__name__} refuses new fields"
        for name, field in model.model_fields.items():
            about = f"{model.__name__}.{name}"
            assert not _literals(field.annotation), f"{about} refuses new values"
            assert not field.metadata, f"{about} has a rule, which may be stricter than the data"


@pytest.mark.parametrize("file", RELEASES, ids=lambda file: file.stem)
def test_the_documents_of_every_release_are_read_and_shown(file: Path) -> None:
    """`next.json` is what a later release might write: fields, values and codes we do not know."""
    documents = json.loads(file.read_text())
    event = Event.model_validate(documents["event"] | {"event_id": documents["event_id"]})
    page = Page.model_validate(documents["page"])

    html = render.event(page).decode()
    message = EventPublished.of(event)

    assert event.title in html
    assert wording.when(event)
    assert calendar.ics(page, page.event_id, "https://events.example/e/x").count(b"BEGIN:VEVENT")
    assert EventPublished.model_validate_json(message.model_dump_json()) == message


def test_there_is_a_past_release_and_a_next_one() -> None:
    assert {"1.0", "next"} <= {file.stem for file in RELEASES}
