"""The site and the canary, before functions that require App Check."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Route, expect

from functions.canary.visitor import Failed, Visitor
from tests.support.app import CHANGE, PASSWORD, PUBLISH, App
from tests.support.factories import draft
from tests.support.server import Server, serving
from tests.support.stack import Stack
from tests.support.tokens import Issuer

HEADER = "x-firebase-appcheck"
CALLS: dict[str, str | re.Pattern[str]] = {
    "upload": "**/api/covers",
    "publish": PUBLISH,
    "change": CHANGE,
}


@pytest.fixture(scope="module")
def strict(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """Functions as the stack runs them, but for REQUIRE_APP_CHECK, by their names."""
    logs = tmp_path_factory.mktemp("app-check")
    environment = {
        "REQUIRE_APP_CHECK": "true",
        "APP_CHECK_JWKS_URL": f"{stack['app_check']}/jwks",
        "GOOGLE_CLOUD_PROJECT": stack["project"],
        "PUBLIC_URL": stack["site"],
        "BUCKET": stack["bucket"],
        "MEDIA_URL": stack["storage"],
        "FIREBASE_AUTH_EMULATOR_HOST": stack["auth"].removeprefix("http://"),
        "FIRESTORE_EMULATOR_HOST": stack["firestore"],
        "PUBSUB_EMULATOR_HOST": stack["pubsub"],
        "STORAGE_EMULATOR_HOST": stack["storage"],
    }
    with ExitStack() as running:
        yield {
            name: running.enter_context(serving(name, logs / name, **environment)) for name in CALLS
        }


def _at(server: Server, route: Route) -> str:
    return server.url + urlsplit(route.request.url).path


def test_the_site_uploads_publishes_and_changes_and_renews_a_token_that_is_refused(
    app: App, strict: dict[str, Server], photo: str
) -> None:
    answers: dict[str, list[int]] = defaultdict(list)
    issuer = Issuer()

    def pass_on(name: str, route: Route) -> None:
        headers = route.request.headers
        if not answers[
            name
        ]:  # as of a stand-in that is gone: this browser keeps tokens for an hour
            headers |= {HEADER: issuer.app_check_token()}
        answer = route.fetch(url=_at(strict[name], route), headers=headers)
        answers[name].append(answer.status)
        route.fulfill(response=answer)

    for name, pattern in CALLS.items():
        app.tab.route(pattern, partial(pass_on, name))
    app.sign_in("/new")
    app.fill(photo=photo)
    app.button("Publish").click()

    event_id = app.is_live()
    assert app.stack.settled(event_id, "cover")["source"] == "uploaded"
    app.button("Edit").click()
    app.tab.get_by_label("Title").fill("Blues")
    app.button("Save changes").click()
    expect(app.tab.get_by_text("Your change is saved.")).to_be_visible()
    issuer.stop()
    assert app.stack.event(event_id)["title"] == "Blues"
    assert answers == {name: [403, 200] for name in CALLS}
    assert (len(set(app.keys)), len(set(app.changes))) == (1, 1)


def test_a_browser_that_gets_no_token_is_told_and_may_try_again(
    app: App, strict: dict[str, Server]
) -> None:
    tokens = f"{app.stack['app_check']}/token"
    app.tab.route(tokens, lambda route: route.abort())
    app.sign_in("/new")
    app.fill()
    sent: list[str | None] = []

    def pass_on(route: Route) -> None:
        sent.append(route.request.headers.get(HEADER))
        route.fulfill(response=route.fetch(url=_at(strict["publish"], route)))

    app.tab.route(PUBLISH, pass_on)
    app.button("Publish").click()
    expect(app.tab.get_by_role("alert")).to_contain_text("We could not verify this browser.")
    assert set(sent) == {None}

    app.tab.unroute(tokens)
    app.button("Publish").click()
    app.is_live()


@pytest.mark.parametrize("name", CALLS)
def test_a_local_token_is_for_whoever_asks(
    stack: Stack, strict: dict[str, Server], name: str
) -> None:
    """What a client without a browser sends: `Stack.app_check_token`."""
    headers = {"Authorization": f"Bearer {stack.person().token}"}
    method, path = {
        "upload": ("POST", "/api/covers"),
        "publish": ("POST", "/api/events/publish"),
        "change": ("DELETE", "/api/events/nothing"),
    }[name]

    refused, accepted = (
        requests.request(method, strict[name].url + path, headers=sent, timeout=30).json()["type"]
        for sent in (headers, headers | {HEADER: stack.app_check_token()})
    )

    assert refused == "urn:publish-event:problem:app-check-failed"
    assert accepted != refused  # there is no body, or no such event


def test_the_canary_asks_the_stand_in_that_the_site_names(
    stack: Stack, strict: dict[str, Server]
) -> None:
    def ask_google(_: str) -> str:
        raise Failed("nobody here has an account of Google's")

    at = {name: strict[name].url for name in ("publish", "change")}
    canary = Visitor(stack["site"], at, ask_google)
    person = stack.person()
    assert canary.sign_in(person.email, PASSWORD)
    key, again = (str(uuid.uuid4()) for _ in range(2))

    canary.publish(key, draft())

    assert canary.change(key, again, 0, draft(title="Blues"))["revision"] == 1
