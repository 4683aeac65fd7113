"""The cover that an organizer chooses, in a draft and in a change."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from shared.event import change as changes
from shared.event.change import EventChange
from shared.event.choice import DESIGNS, ComposedCover, CopiedCover, GeneratedCover, UploadedCover
from shared.event.draft import EventDraft
from shared.event.model import Cover
from tests.support.evening import EVENT_ID, sent

UPLOAD = f"uploads/olivia/{'0a' * 16}"
OTHER = f"uploads/olivia/{'0b' * 16}"
COPY = {"kind": "copied", "event": EVENT_ID}
PHOTO = {"kind": "uploaded", "upload": UPLOAD}


def draft(**fields: Any) -> EventDraft:
    return EventDraft.model_validate_json(json.dumps(sent(**fields)))


@pytest.mark.parametrize(
    ("fields", "chosen"),
    [
        ({}, None),
        ({"cover": None}, None),
        ({"cover": {"kind": "generated"}}, GeneratedCover(kind="generated")),
        ({"cover": {"kind": "composed", "design": 0}}, ComposedCover(kind="composed", design=0)),
        ({"cover": PHOTO}, UploadedCover(kind="uploaded", upload=UPLOAD)),
        ({"cover": COPY}, CopiedCover(kind="copied", event=EVENT_ID)),
        ({"cover_upload": UPLOAD}, UploadedCover(kind="uploaded", upload=UPLOAD)),
        ({"cover_upload": UPLOAD, "cover": PHOTO}, UploadedCover(kind="uploaded", upload=UPLOAD)),
    ],
)
def test_a_draft_says_which_cover_it_wants(fields: dict[str, Any], chosen: object) -> None:
    assert draft(**fields).chosen_cover == chosen


@pytest.mark.parametrize(
    ("cover", "where"),
    [
        ({"kind": "painted"}, "cover"),
        ({"kind": "composed"}, "cover.composed.design"),
        ({"kind": "composed", "design": DESIGNS}, "cover.composed.design"),
        ({"kind": "composed", "design": -1}, "cover.composed.design"),
        ({"kind": "composed", "design": "1"}, "cover.composed.design"),
        ({"kind": "composed", "design": True}, "cover.composed.design"),
        ({"kind": "uploaded", "upload": "uploads/../x"}, "cover.uploaded.upload"),
        ({"kind": "generated", "prompt": "a cat"}, "cover.generated.prompt"),
        ({"kind": "copied", "event": EVENT_ID.upper()}, "cover.copied.event"),
        ({"kind": "copied", "event": f"{EVENT_ID}/../x"}, "cover.copied.event"),
        ({"kind": "earlier", "revision": 1}, "cover"),
        ("generated", "cover"),
    ],
)
def test_what_is_no_cover_is_refused_where_it_is(cover: object, where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        draft(cover=cover)

    assert [".".join(map(str, each["loc"])) for each in refused.value.errors()] == [where]


@pytest.mark.parametrize("cover", [{"kind": "generated"}, PHOTO | {"upload": OTHER}])
def test_a_draft_chooses_one_cover(cover: object) -> None:
    with pytest.raises(ValidationError, match="Choose one cover"):
        draft(cover_upload=UPLOAD, cover=cover)


def test_the_short_form_of_a_photo_means_the_same() -> None:
    forms: list[dict[str, Any]] = [
        {"cover_upload": UPLOAD},
        {"cover": PHOTO},
        {"cover_upload": UPLOAD, "cover": PHOTO},
    ]

    assert len({draft(**form).fingerprint() for form in forms}) == 1


def test_another_choice_is_another_draft() -> None:
    covers: list[dict[str, Any] | None] = [
        None,
        {"kind": "generated"},
        PHOTO,
        PHOTO | {"upload": OTHER},
        {"kind": "composed", "design": 0},
        {"kind": "composed", "design": 31},
    ]

    assert len({draft(cover=cover).fingerprint() for cover in covers}) == len(covers)


@pytest.mark.parametrize(
    ("stored", "wanted", "is_chosen"),
    [
        ({"choice": "composed", "design": 3}, {"kind": "composed", "design": 3}, True),
        ({"choice": "composed", "design": 3}, {"kind": "composed", "design": 4}, False),
        ({"choice": "uploaded", "upload": UPLOAD}, PHOTO, True),
        ({"choice": "uploaded", "upload": OTHER}, PHOTO, False),
        ({"choice": "generated"}, {"kind": "generated"}, False),  # another picture
        ({"choice": "generated", "state": "pending"}, {"kind": "generated"}, True),
        ({"choice": "generated"}, {"kind": "earlier", "revision": 1}, False),
    ],
)
def test_a_change_asks_for_another_cover_or_for_the_one_that_is_there(
    stored: dict[str, Any],
    wanted: dict[str, Any],
    is_chosen: bool,  # noqa: FBT001
) -> None:
    body = json.dumps(sent(cover=wanted))
    cover = EventChange.model_validate_json(body).cover

    assert cover
    assert changes.is_chosen(Cover.model_validate({"state": "ready"} | stored), cover) == is_chosen
