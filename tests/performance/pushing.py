"""Pub/Sub's push, from the emulator: as many deliveries at once as there are messages.

The emulator (0.8.20) has two for each subscription, and a third waits until one is answered. So its
messages are pulled here, and pushed as the service does it.
"""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from tests.performance.load import Load, request, send

Message = dict[str, Any]

_IDLE_SECONDS = 0.1
_RETRY_SECONDS = 30  # the least delay of infra/deploy/messaging.py


@contextmanager
def pushed(subscription: str, topic: str, port: int, deadline: int) -> Iterator[Load]:
    """Push what comes to `topic`; yields the answers. `subscription` is the URL of a new one.

    What is refused comes again, as from the service, after half a minute.
    """
    options = {"topic": topic, "ackDeadlineSeconds": deadline}
    requests.put(subscription, json=options, timeout=10).raise_for_status()
    answers, done = Load(), threading.Event()
    thread = threading.Thread(
        target=lambda: asyncio.run(_push_all(subscription, port, answers, done))
    )
    thread.start()
    try:
        yield answers
    finally:
        done.set()
        thread.join()
        requests.delete(subscription, timeout=10)


async def _push_all(subscription: str, port: int, answers: Load, done: threading.Event) -> None:
    under_way = set()
    while not done.is_set():
        received = await asyncio.to_thread(_pull, subscription)
        await asyncio.sleep(0 if received else _IDLE_SECONDS)
        for each in received:
            task = asyncio.create_task(_push(subscription, each, port, answers))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
    for task in under_way:
        task.cancel()


async def _push(subscription: str, received: Message, port: int, answers: Load) -> None:
    wire = {"message": received["message"], "subscription": subscription.partition("/v1/")[2]}
    headers = {"Content-Type": "application/json"}
    sent = request("POST", "/", headers, json.dumps(wire).encode())
    status = await send(port, sent, answers)
    settled: Message = {"ackIds": [received["ackId"]]}
    if status < 300:
        return await asyncio.to_thread(_post, f"{subscription}:acknowledge", settled)
    await asyncio.sleep(_RETRY_SECONDS)
    again = settled | {"ackDeadlineSeconds": 0}
    return await asyncio.to_thread(_post, f"{subscription}:modifyAckDeadline", again)


def _pull(subscription: str) -> list[Message]:
    asked = {"maxMessages": 100, "returnImmediately": True}
    answer = requests.post(f"{subscription}:pull", json=asked, timeout=30).json()
    found: list[Message] = answer.get("receivedMessages", [])
    return found


def _post(url: str, body: Message) -> None:
    requests.post(url, json=body, timeout=30).raise_for_status()
