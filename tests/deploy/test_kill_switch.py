"""PUBLISH_ENABLED=false: publishing rests, and nothing else does."""

import json
import uuid

from playwright.sync_api import Browser, expect

from shared.edge.problems import PublishingPaused
from tests.production import production
from tests.stack import Person, Stack, draft
from tests.web.app import PUBLISH, opened


def test_a_paused_publish_says_when_to_come_back_and_pages_are_served_meanwhile(
    stack: Stack,
) -> None:
    key = str(uuid.uuid4())
    with production(stack, PUBLISH_ENABLED="false") as paused:
        answer = paused.publish(paused.issuer.token(), draft(), key)

        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) >= 60
        assert answer.content_type == "application/problem+json"
        assert json.loads(answer.data)["type"] == "urn:publish-event:problem:publishing-paused"
        assert not stack.other(paused.project).document(f"events/{key}").get().exists
        assert paused.publish_client.options("/").status_code == 204  # browsers may still ask
        assert paused.page("of-nobody").status_code == 404

    with production(stack, PUBLISH_ENABLED="true") as resumed:
        assert resumed.publish(resumed.issuer.token(), draft(), key).status_code == 200


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
