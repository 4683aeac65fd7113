"""What Gemini is asked for, and what its answers mean: by type, with a server that answers so."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.image import generate
from shared.runtime.failures import Permanent, Retryable
from shared.store import budget
from tests.support.answering import Server, answering
from tests.support.environment import Configure
from tests.support.evening import event
from tests.support.loops import run

LATEST = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def gemini(configure: Configure) -> Iterator[Server]:
    with answering() as server:
        server.headers["Content-Type"] = "application/json"
        configure(GEMINI_API_KEY="a-key", GEMINI_BASE_URL=server.url)
        yield server


@pytest.fixture(autouse=True)
def spent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose budget was spent; the count is Firestore's, and not looked at here."""
    owners: list[str] = []

    class Payment:
        def __init__(self, owner: str) -> None:
            self.owner = owner
            owners.append(owner)

        async def refund(self) -> None:
            owners.remove(self.owner)

    async def pay(owner: str, limit: int, total: int) -> Payment:
        if len(owners) >= min(limit, total):
            raise budget.Spent("there is none left")
        return Payment(owner)

    monkeypatch.setattr(budget, "pay", pay)
    return owners


def image(data: bytes, **more: Any) -> dict[str, Any]:
    encoded = base64.b64encode(data).decode()
    return {"inlineData": {"mimeType": "image/png", "data": encoded}} | more


def generated() -> generate.Generated:
    return run(generate.generate(event(), LATEST))


def candidate(*parts: dict[str, Any], finish: str = "STOP") -> dict[str, Any]:
    content = {"role": "model", "parts": list(parts)}
    return {"candidates": [{"content": content, "finishReason": finish, "index": 0}]}


def test_one_wide_picture_of_one_kilopixel_is_asked_for(gemini: Server) -> None:
    gemini.answer((200, candidate(image(b"a picture"))))

    assert generated() == generate.Generated(b"a picture", "gemini-3.1-flash-image")
    (asked,) = gemini.asked
    assert asked.path == "/v1/models/gemini-3.1-flash-image:generateContent"
    assert asked.headers["x-goog-api-key"] == "a-key"
    # Paid by size: a larger picture, or a square one, costs more and is thrown away.
    assert asked.body["generationConfig"] == {
        "responseModalities": ["IMAGE"],
        "imageConfig": {"aspectRatio": "16:9", "imageSize": "1K"},
    }
    (said,) = asked.body["contents"]
    assert "Summer Jazz Night" in said["parts"][0]["text"]


def test_what_the_model_drew_while_it_thought_is_not_the_picture(gemini: Server) -> None:
    parts = (
        {"text": "A sketch first.", "thought": True},
        image(b"a sketch", thought=True),
        {"text": "Here it is."},
        image(b"the picture"),
        image(b"another"),
    )
    gemini.answer((200, candidate(*parts)))

    assert generated().data == b"the picture"


@pytest.mark.parametrize(
    ("status", "paid"), [(408, 1), (429, 0), (500, 0), (502, 0), (503, 0), (504, 1)]
)
def test_what_may_pass_is_tried_again_later_and_costs_nothing_if_nothing_was_made(
    gemini: Server, spent: list[str], status: int, paid: int
) -> None:
    gemini.answer((status, {"error": {"code": status, "message": "x", "status": "X"}}))

    with pytest.raises(Retryable, match=f"Gemini answered {status}"):
        generated()

    assert len(gemini.asked) == 1
    assert len(spent) == paid


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_will_not_pass_is_given_up(gemini: Server, status: int) -> None:
    gemini.answer((status, {"error": {"code": status, "message": "x", "status": "X"}}))

    with pytest.raises(Permanent, match=f"Gemini answered {status}"):
        generated()


def test_a_server_that_is_not_there_is_tried_again_later(
    configure: Configure, gemini: Server
) -> None:
    configure(GEMINI_API_KEY="a-key", GEMINI_BASE_URL="http://127.0.0.1:9")

    with pytest.raises(Retryable, match="Gemini cannot be reached: "):
        generated()


REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "the picture": (candidate(finish="IMAGE_SAFETY"), "IMAGE_SAFETY"),
    "what it may not be of": (candidate(finish="IMAGE_PROHIBITED_CONTENT"), "IMAGE_PROHIBITED"),
    "the prompt": ({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}, "PROHIBITED_CONTENT"),
    "without a word": ({"candidates": []}, "an empty answer"),
}


@pytest.mark.parametrize("refused", REFUSALS)
def test_a_refusal_is_final_and_says_why(gemini: Server, spent: list[str], refused: str) -> None:
    answer, reason = REFUSALS[refused]
    gemini.answer((200, answer))

    with pytest.raises(Permanent, match=f"Gemini gave no picture: {reason}"):
        generated()

    assert spent == ["olivia"]


FORGOTTEN = {
    "says that there is none": candidate(finish="NO_IMAGE"),
    "only talks": candidate({"text": "A lovely evening."}),
    "sends a picture of nothing": candidate(image(b"")),
}


@pytest.mark.parametrize("model", FORGOTTEN)
def test_a_model_that_forgot_the_picture_is_asked_and_paid_once_more(
    gemini: Server, spent: list[str], model: str
) -> None:
    gemini.answer((200, FORGOTTEN[model]), (200, candidate(image(b"a picture"))))
    assert generated().data == b"a picture"
    assert (len(gemini.asked), spent) == (2, ["olivia"] * 2)

    gemini.answer((200, FORGOTTEN[model]))
    with pytest.raises(Permanent, match="Gemini gave no picture: "):
        generated()
    assert len(gemini.asked) == 2


@pytest.mark.parametrize(("limit", "total", "paid"), [(1, 1, True), (0, 9, False), (9, 0, False)])
def test_the_days_budget_is_spent_to_its_last_picture(
    configure: Configure,
    gemini: Server,
    limit: int,
    total: int,
    *,
    paid: bool,
) -> None:
    limits = {"AI_DAILY_LIMIT": str(limit), "AI_DAILY_TOTAL": str(total)}
    configure(GEMINI_API_KEY="a-key", GEMINI_BASE_URL=gemini.url, **limits)
    gemini.answer((200, candidate(image(b"a picture"))))

    if paid:
        assert generated().data == b"a picture"
    else:
        with pytest.raises(Permanent, match="there is none left"):
            generated()
        assert gemini.asked == []
