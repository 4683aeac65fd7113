"""Where App Check is demanded, the canary gets a token as a server does, and sends it along."""

import json
import time

import pytest
from google.auth.credentials import AnonymousCredentials

from functions.canary import app_check
from functions.canary.app_check import Attestation
from functions.canary.visitor import Failed, Visitor
from tests.support.answering import Server, answering
from tests.support.plans import target

APP_ID = "1:123456789012:web:abc"
INIT = {"projectId": "p-test", "apiKey": "key", "appId": APP_ID}


def _attestation(server: Server) -> Attestation:
    credentials = AnonymousCredentials()
    return Attestation("p-test", credentials, server.url, server.url)


def test_its_account_signs_for_the_web_app_and_app_check_takes_the_signature() -> None:
    with answering() as google:
        google.answer((200, {"signedJwt": "signed"}), (200, {"token": "attested", "ttl": "3600s"}))

        assert _attestation(google).token(APP_ID) == "attested"

    sign, exchange = google.asked
    account = "event-canary@p-test.iam.gserviceaccount.com"
    assert account == app_check.account("p-test") == target().account("canary")
    assert sign.path == f"/v1/projects/-/serviceAccounts/{account}:signJwt"
    claims = json.loads(sign.body["payload"])
    assert (claims["iss"], claims["sub"], claims["app_id"]) == (account, account, APP_ID)
    assert claims["aud"].endswith("/google.firebase.appcheck.v1.TokenExchangeService")
    assert abs(claims["iat"] - time.time()) < 600
    assert claims["exp"] - claims["iat"] == 300
    assert exchange.path == f"/v1/projects/p-test/apps/{APP_ID}:exchangeCustomToken"
    assert exchange.body == {"customToken": "signed"}


def test_who_may_not_sign_is_told_what_google_says() -> None:
    denied = {"error": {"message": "Permission 'iam.serviceAccounts.signJwt' denied"}}
    with answering() as google:
        google.answer((403, denied))

        with pytest.raises(Failed, match="signJwt answers 403 Permission"):
            _attestation(google).token(APP_ID)


def test_a_call_bears_the_token_and_it_is_asked_for_once() -> None:
    asked = []

    def attest(app_id: str) -> str:
        asked.append(app_id)
        return "attested"

    with answering() as site:
        site.answer((200, INIT), (200, {}))
        visitor = Visitor(site.url, {}, attest)
        visitor.publish("key", {})
        visitor.change("event", "key", 0, {})

    _, *calls = site.asked
    assert [call.headers["x-firebase-appcheck"] for call in calls] == ["attested"] * 2
    assert asked == [APP_ID]


def test_a_site_without_a_web_app_is_named_and_where_none_is_demanded_none_is_sent() -> None:
    with answering() as site:
        site.answer((200, {name: value for name, value in INIT.items() if name != "appId"}))
        with pytest.raises(Failed, match="names no web app"):
            Visitor(site.url, {}, lambda _: "attested").publish("key", {})

        site.answer((200, {}))
        Visitor(site.url, {}).publish("key", {})

    _, call = site.asked
    assert "x-firebase-appcheck" not in call.headers


def test_a_local_stack_says_where_its_stand_in_is_and_google_is_not_asked() -> None:
    with answering() as site:
        local = INIT | {"appCheck": f"{site.url}/token"}
        site.answer((200, local), (200, {"token": "from the stand-in"}), (200, {}))

        Visitor(site.url, {}, lambda _: "from Google").publish("key", {})

    _, asked, call = site.asked
    assert asked.path == "/token"
    assert call.headers["x-firebase-appcheck"] == "from the stand-in"
