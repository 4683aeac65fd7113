"""POST /api/covers: what is kept, and what is answered to everything else."""

import re

import pytest

from tests.support.files import TYPES, located, quarters, saved
from tests.support.hostile import HOSTILE
from tests.support.stack import Person, Stack
from tests.support.uploads import LIMIT, send


@pytest.mark.parametrize("form", TYPES)
def test_a_photo_is_kept_as_it_is_under_a_name_of_its_owner(
    stack: Stack, organizer: Person, form: str
) -> None:
    data = saved(quarters(), form, exif=located())

    answer = send(stack, data, TYPES[form], organizer.token)

    assert answer.status_code == 200, answer.text
    name = answer.json()["cover_upload"]
    assert re.fullmatch(f"uploads/{organizer.uid}/[0-9a-f]{{32}}", name)
    kept = stack.object(name)
    assert kept.content == data
    assert kept.headers["Content-Type"] == TYPES[form]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_honest_photo_gets_a_problem(stack: Stack, organizer: Person, name: str) -> None:
    data, declared, reason = HOSTILE[name]

    answer = send(stack, data, declared, organizer.token)

    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    wanted = {400: "invalid-image", 415: "unsupported-media-type"}
    assert problem["type"] == f"urn:publish-event:problem:{wanted[answer.status_code]}"
    assert reason in problem["detail"]


def test_other_types_and_other_sizes_are_refused_unread(stack: Stack, organizer: Person) -> None:
    data = saved(quarters(), "JPEG")

    assert send(stack, data, "image/gif", organizer.token).status_code == 415
    assert send(stack, data, "application/json", organizer.token).status_code == 415
    assert send(stack, data + bytes(LIMIT), "image/jpeg", organizer.token).status_code == 413
    assert send(stack, data, "image/jpeg", "no token").status_code == 401


def test_ten_mebibytes_are_taken(stack: Stack, organizer: Person) -> None:
    data = saved(quarters(), "JPEG")
    padded = data + bytes(LIMIT - len(data))  # what follows a JPEG's end is nobody's

    assert send(stack, padded, "image/jpeg", organizer.token).status_code == 200


@pytest.mark.parametrize("declared", ["image/jpg", "image/pjpeg", "Image/JPEG; charset=binary"])
def test_other_names_of_a_jpeg_are_taken(stack: Stack, organizer: Person, declared: str) -> None:
    answer = send(stack, saved(quarters(), "JPEG"), declared, organizer.token)

    assert answer.status_code == 200
    assert stack.object(answer.json()["cover_upload"]).headers["Content-Type"] == "image/jpeg"
