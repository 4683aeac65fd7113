"""Many published at once: none waits for the picture of another."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from tests.support.attempts import Try
from tests.support.factories import draft
from tests.support.stack import Person, Stack
from tests.support.waiting import wait

_MANY = 12


def test_every_page_has_a_composed_cover_before_the_first_picture_comes(
    stack: Stack, organizer: Person
) -> None:
    run = f"Burst {uuid.uuid4().hex[:8]}"
    tries = [Try(stack, organizer, draft(title=f"{run} {n}")) for n in range(_MANY)]
    for it in tries:
        it.lose_message()
        it.insist()

    def covers() -> list[str]:
        pages = (stack.documents("pages", event_id=it.key)[0] for it in tries)
        return [page["cover"]["source"] for page in pages if page.get("cover")]

    with ThreadPoolExecutor(_MANY) as pool:
        with stack.gemini_held(run):
            deliveries = [pool.submit(it.push, "image") for it in tries]
            wait(lambda: len(stack.gemini_calls(run)) == _MANY or None)
            assert covers() == ["composed"] * _MANY
            again = tries[0].push("image")  # while the first delivery waits
        answers = [each.result().status_code for each in deliveries]

    assert again.status_code == 503
    assert answers == [200] * _MANY
    assert covers() == ["generated"] * _MANY
    assert len(stack.gemini_calls(run)) == _MANY  # none was paid for twice
