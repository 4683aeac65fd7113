"""PUBLISH_ENABLED=false: publishing rests, and nothing else does."""

import json
import uuid

from tests.support.factories import draft
from tests.support.production import production
from tests.support.stack import Stack


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
