"""The site, before a function that requires App Check."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Route, expect

from tests.support.app import PUBLISH, App
from tests.support.server import Server, serving
from tests.support.stack import Stack
from tests.support.tokens import Issuer

HEADER = "x-firebase-appcheck"


@pytest.fixture(scope="module")
def strict(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`publish` as the stack runs it, but for REQUIRE_APP_CHECK."""
    log: Path = tmp_path_factory.mktemp("app-check") / "publish.log"
    environment = {
        "REQUIRE_APP_CHECK": "true",
        "APP_CHECK_JWKS_URL": f"{stack['app_check']}/jwks",
        "GOOGLE_CLOUD_PROJECT": stack["project"],
        "PUBLIC_URL": stack["site"],
        "FIREBASE_AUTH_EMULATOR_HOST": stack["auth"].removeprefix("http://"),
        "FIRESTORE_EMULATOR_HOST": stack["firestore"],
        "PUBSUB_EMULATOR_HOST": stack["pubsub"],
    }
    with serving("publish", log, **environment) as server:
        yield server


def test_the_site_publishes_with_a_token_and_renews_one_that_is_refused(
    app: App, strict: Server
) -> None:
    app.sign_in("/new")
    app.fill()
    answers: list[int] = []
    issuer = Issuer()

    def pass_on(route: Route) -> None:
        headers = route.request.headers
        if not answers:  # as of a stand-in that is gone: this browser keeps tokens for an hour
            headers |= {HEADER: issuer.app_check_token()}
        answer = route.fetch(url=strict.url, headers=headers)
        answers.append(answer.status)
        route.fulfill(response=answer)

    app.tab.route(PUBLISH, pass_on)
    app.button("Publish").click()

    app.is_live()
    issuer.stop()
    assert answers == [403, 200]
    assert len(set(app.keys)) == 1


def test_a_browser_that_gets_no_token_is_told_and_may_try_again(app: App, strict: Server) -> None:
    tokens = f"{app.stack['app_check']}/token"
    app.tab.route(tokens, lambda route: route.abort())
    app.sign_in("/new")
    app.fill()
    sent: list[str | None] = []

    def pass_on(route: Route) -> None:
        sent.append(route.request.headers.get(HEADER))
        route.fulfill(response=route.fetch(url=strict.url))

    app.tab.route(PUBLISH, pass_on)
    app.button("Publish").click()
    expect(app.tab.get_by_role("alert")).to_contain_text("We could not verify this browser.")
    assert set(sent) == {None}

    app.tab.unroute(tokens)
    app.button("Publish").click()
    app.is_live()


def test_a_local_token_is_for_whoever_asks(stack: Stack, strict: Server) -> None:
    """What a client without a browser sends: `Stack.app_check_token`."""
    headers = {"Authorization": f"Bearer {stack.person().token}"}

    refused = requests.post(strict.url, headers=headers, timeout=30)
    accepted = requests.post(
        strict.url, headers=headers | {HEADER: stack.app_check_token()}, timeout=30
    )

    assert refused.json()["type"] == "urn:publish-event:problem:app-check-failed"
    assert accepted.json()["type"] == "urn:publish-event:problem:malformed-request"  # no key
