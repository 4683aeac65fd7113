"""A load test for whoever deploys: publishes, replays and page views against one origin.

    make load                                                a stack of its own, on this machine
    make load BASE_URL=https://PROJECT.web.app USERS=50 SECONDS=120
                                                             with LOAD_EMAIL and LOAD_PASSWORD set

Every publish is a real event: use an account of its own, and `make ops` to purge what it leaves.
Fails when a request failed, or when the 95th percentile of any kind is over five seconds.
"""

import os
import random
import uuid
from typing import Any

from locust import FastHttpUser, between, events, task
from locust.env import Environment

from tests.support.factories import draft

_MAX_MILLISECONDS = 5_000
_IDENTITY = "https://identitytoolkit.googleapis.com"
_MAX_REMEMBERED = 100


class Visitor(FastHttpUser):
    """An organizer now and then, and mostly the people that an organizer sends the link to."""

    wait_time = between(0.5, 1.5)

    def on_start(self) -> None:
        self._token = self._sign_in()
        self._published: list[tuple[str, dict[str, Any], str]] = []
        self.publish()

    @task(1)
    def publish(self) -> None:
        key, sent = str(uuid.uuid4()), draft(title="Load test")
        if slug := self._publish(key, sent, "publish"):
            self._published = [*self._published, (key, sent, slug)][-_MAX_REMEMBERED:]

    @task(1)
    def replay(self) -> None:
        if self._published:
            key, sent, _ = random.choice(self._published)
            self._publish(key, sent, "replay")

    @task(8)
    def look(self) -> None:
        if self._published:
            *_, slug = random.choice(self._published)
            self.client.get(f"/e/{slug}", name="page")

    def _publish(self, key: str, sent: dict[str, Any], name: str) -> str | None:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
        with self.client.post(
            "/api/events/publish", json=sent, headers=headers, name=name, catch_response=True
        ) as answer:
            replayed = answer.headers and "Idempotent-Replayed" in answer.headers
            if answer.status_code == 200 and bool(replayed) != (name == "replay"):
                answer.failure("a replay, or the lack of one")
            return answer.json()["slug"] if answer.status_code == 200 else None

    def _sign_in(self) -> str:
        """With the site's own Firebase configuration; locally, as the demo organizer."""
        found = self.client.get("/__/firebase/init.json", name="configuration").json()
        identity = found.get("emulators", {}).get("auth")
        origin = f"{identity}/identitytoolkit.googleapis.com" if identity else _IDENTITY
        account = found.get("demo") or {
            "email": os.environ["LOAD_EMAIL"],
            "password": os.environ["LOAD_PASSWORD"],
        }
        answer = self.client.post(
            f"{origin}/v1/accounts:signInWithPassword?key={found['apiKey']}",
            json=account | {"returnSecureToken": True},
            name="sign in",
        )
        return str(answer.json()["idToken"])


def judge(environment: Environment, **_: object) -> None:
    for kind in environment.stats.entries.values():
        if (slow := kind.get_response_time_percentile(0.95)) > _MAX_MILLISECONDS:
            print(f"{kind.name}: p95 is {slow} ms, over {_MAX_MILLISECONDS} ms")
            environment.process_exit_code = 1
    if environment.stats.total.num_failures:
        environment.process_exit_code = 1


events.quitting.add_listener(judge)  # type: ignore[no-untyped-call]
