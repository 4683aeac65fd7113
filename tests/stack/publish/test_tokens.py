"""Who calls, in production: real RS256 tokens, verified against certificates over HTTP."""

import logging
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.contract.refusals import TOKENS
from tests.support.factories import draft
from tests.support.production import Production, production
from tests.support.stack import Stack
from tests.support.tokens import ATTACKS


@pytest.fixture(scope="module")
def served(stack: Stack) -> Iterator[Production]:
    with production(stack) as found:
        yield found


def test_a_good_token_publishes(served: Production) -> None:
    answer = served.publish(served.issuer.token(), draft())

    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("claims", [{"exp": -5}, {"iat": 5}])
def test_clocks_may_differ_by_ten_seconds(served: Production, claims: dict[str, int]) -> None:
    shifted = {name: int(time.time()) + seconds for name, seconds in claims.items()}

    assert served.publish(served.issuer.token(shifted), draft()).status_code == 200


@pytest.mark.parametrize("attack", TOKENS)
def test_a_forged_token_is_401_and_stands_in_no_log(
    served: Production,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    attack: str,
) -> None:
    key, token = str(uuid.uuid4()), ATTACKS[attack](served.issuer)

    with caplog.at_level(logging.DEBUG):
        answer = served.publish(token.encode().decode("latin-1"), draft(), key)

    assert answer.status_code == 401
    assert answer.json
    assert answer.json["type"] == "urn:publish-event:problem:unauthenticated"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    parts = [part for part in token.split(".") if len(part) > 20]
    logged = caplog.text + capsys.readouterr().out
    assert '"refused"' in logged
    assert not [part for part in parts if part in logged or part in answer.text]


def test_keys_out_of_reach_are_503_never_a_yes(stack: Stack) -> None:
    with production(stack, certificates="http://127.0.0.1:9/certificates") as served:
        answer = served.publish(served.issuer.token(), draft())

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_a_revoked_session_is_401_where_that_is_checked(stack: Stack) -> None:
    person = stack.person()
    emulator = {
        "GOOGLE_CLOUD_PROJECT": stack["project"],
        "FIREBASE_AUTH_EMULATOR_HOST": stack["auth"].removeprefix("http://"),
    }

    with production(stack, CHECK_REVOKED="true", **emulator) as served:
        before = served.publish(person.token, draft())
        stack.revoke(person)
        after = served.publish(person.token, draft())
    with production(stack, **emulator) as served:
        unchecked = served.publish(person.token, draft())

    assert [before.status_code, after.status_code, unchecked.status_code] == [200, 401, 200]


def test_a_session_that_cannot_be_checked_is_503(stack: Stack) -> None:
    down = {"FIREBASE_AUTH_EMULATOR_HOST": "127.0.0.1:9", "CHECK_REVOKED": "true"}
    with production(stack, GOOGLE_CLOUD_PROJECT=stack["project"], **down) as served:
        answer = served.publish(stack.person().token, draft())

    assert answer.status_code == 503


def _app_check(served: Production, token: str | None) -> int:
    headers = {} if token is None else {"X-Firebase-AppCheck": token}
    answer = served.publish(served.issuer.token(), draft(), **headers)
    if answer.status_code == 403:
        assert answer.json
        assert answer.json["type"] == "urn:publish-event:problem:app-check-failed"
    return answer.status_code


def test_app_check_is_required_where_it_is_switched_on(stack: Stack) -> None:
    with production(stack, REQUIRE_APP_CHECK="true") as served:
        issuer = served.issuer
        refused = {
            "missing": None,
            "an ID token": issuer.token(),
            "another project's": issuer.app_check_token({"aud": ["projects/another"]}),
            "another issuer's": issuer.app_check_token({"iss": "https://evil.example/"}),
            "expired": issuer.app_check_token({"exp": int(time.time()) - 60}),
            "forged": issuer.app_check_token(sign=issuer.by_stranger),
        }

        assert _app_check(served, issuer.app_check_token()) == 200
        assert {
            name: _app_check(served, token) for name, token in refused.items()
        } == dict.fromkeys(refused, 403)


def test_app_checks_keys_out_of_reach_are_503(stack: Stack) -> None:
    unreachable = {"APP_CHECK_JWKS_URL": "http://127.0.0.1:9/jwks"}
    with production(stack, REQUIRE_APP_CHECK="true", **unreachable) as served:
        assert _app_check(served, served.issuer.app_check_token()) == 503


def test_a_burst_at_a_cold_start_finds_one_verifier_and_a_loop_that_goes_on(stack: Stack) -> None:
    with production(stack) as served, ThreadPoolExecutor(16) as pool:
        served.issuer.seconds = 3
        token, start = served.issuer.token(), threading.Barrier(16)

        def publish(_: int) -> int:
            start.wait(timeout=10)
            return served.publish(token, draft()).status_code

        with served.pauses() as pauses:
            assert set(pool.map(publish, range(16))) == {200}

    assert max(pauses) < 2  # not the three seconds that the keys take


def test_a_firebase_that_does_not_answer_is_503_and_holds_up_nobody_else(stack: Stack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = {
            "FIREBASE_AUTH_EMULATOR_HOST": f"127.0.0.1:{silent.getsockname()[1]}",
            "CHECK_REVOKED": "true",
            "GOOGLE_CLOUD_PROJECT": stack["project"],
        }
        with production(stack, **hanging) as served, served.pauses() as pauses:
            assert served.publish(stack.person().token, draft()).status_code == 503

    assert max(pauses) < 3  # not the five that Firebase is given
