"""What is stored of a picture, and what event and page say of it."""

import pytest

from functions.image import cover, drawing, pictures
from shared.pixels.poster import CANCELLED, PosterText
from tests.support.answering import Server
from tests.support.factories import event
from tests.support.files import quarters, saved
from tests.support.loops import run

EVENT = event()
TEXT = PosterText("Summer Jazz Night", "Sat 12 June 2027", "Kesselhaus, Berlin")


@pytest.fixture(autouse=True)
def stores_everything(storage: Server) -> None:
    storage.answer((200, {"name": "x"}))


def test_a_final_cover_is_stored_in_every_width_and_one_for_the_meantime_in_one(
    storage: Server,
) -> None:
    sketch, picture = run(pictures.sketched(EVENT, TEXT)), run(pictures.composed(EVENT, TEXT))

    meanwhile = cover._store(EVENT, sketch, provisional=True)
    assert len(storage.asked) == 2
    final = cover._store(EVENT, picture)

    assert len(storage.asked) == 2 + 4
    assert meanwhile["sizes"] == {}
    assert list(final["sizes"]) == ["1600", "800", "400"]
    assert final["sizes"]["1600"] == final["url"]
    assert len({*final["sizes"].values(), final["social_url"]}) == 4


def test_what_is_said_on_a_photo_is_on_every_width_and_the_photo_stays(storage: Server) -> None:
    data, stored = saved(quarters((1000, 600)), "JPEG"), []
    for status, count in (("", 4), (CANCELLED, 5)):
        storage.asked.clear()
        text = PosterText(TEXT.title, TEXT.when, TEXT.where, status)
        picture = pictures._picture("uploaded", drawing.pictured(data, text, None), None)

        stored.append(cover._store(EVENT, picture))

        assert len(storage.asked) == count

    plain, said = stored
    assert list(plain["sizes"]) == list(said["sizes"]) == ["1000", "800", "400"]
    assert plain["art"] == said["art"] == plain["url"]
    assert not set(plain["sizes"].values()) & set(said["sizes"].values())
    for each in stored:
        assert each["sizes"]["1000"] == each["url"]
