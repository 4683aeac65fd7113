"""Google's keys change every few days: a withdrawn one stops to count when its time is up."""

from tests.support.factories import draft
from tests.support.production import production
from tests.support.stack import Stack
from tests.support.waiting import wait


def test_a_key_is_kept_for_as_long_as_google_says_and_no_longer(stack: Stack) -> None:
    with production(stack) as served:
        issuer = served.issuer
        issuer.max_age = 1
        by_the_first = issuer.token()
        assert served.publish(by_the_first, draft()).status_code == 200

        issuer.rotate("key-2")

        wait(lambda: served.publish(issuer.token(), draft()).status_code == 200)
        wait(lambda: served.publish(by_the_first, draft()).status_code == 401)
