"""PUBLISH_ENABLED=false, as the front end tells it."""

import json

from playwright.sync_api import Browser, expect

from shared.edge.problems import PublishingPaused
from tests.support.app import PUBLISH, opened
from tests.support.stack import Person, Stack


def test_the_front_end_says_so_instead_of_trying_again(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    problem = PublishingPaused()
    with opened(browser, stack, organizer) as app:
        app.sign_in("/new")
        app.fill()
        app.tab.route(
            PUBLISH,
            lambda route: route.fulfill(
                status=problem.status,
                headers=problem.headers,
                content_type="application/problem+json",
                body=json.dumps(problem.body()),
            ),
        )

        app.button("Publish").click()

        expect(app.tab.get_by_text("Publishing is paused")).to_be_visible()
        assert len(app.keys) == 1
