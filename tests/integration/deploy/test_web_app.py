"""The site's init.json names the web app, of which the fake Google's Hosting tells."""

from collections.abc import Iterator
from functools import cache

import pytest

from infra.deploy import rest, web_app
from tests.support.google import firebase
from tests.support.google.server import PROJECT, Google, Refused, Request, serving

SITE = f"projects/{PROJECT}/sites/{PROJECT}"
APPS = f"projects/{PROJECT}/webApps"


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """With a site, and an app of somebody else's."""
    monkeypatch.setattr(rest, "_token", lambda: "of-the-tests")
    with serving(Google(), firebase.answer) as found:
        for name in ("FIREBASE_API_URL", "FIREBASE_HOSTING_API_URL"):
            monkeypatch.setenv(name, found.address)
        found.store |= {
            "firebase": {"project": PROJECT},
            SITE: {"name": SITE},
            f"{APPS}/1:1:web:theirs": {"appId": "1:1:web:theirs"},
        }
        yield found


@pytest.mark.parametrize("before", [{}, {"appId": "1:1:web:gone"}])
def test_the_app_is_linked_by_its_name(google: Google, before: dict[str, str]) -> None:
    google.store[SITE] |= before
    ours = {"appId": "1:1:web:ours", "displayName": web_app.APP}
    google.store[f"{APPS}/1:1:web:ours"] = ours
    assert web_app.linked(PROJECT, PROJECT) == {"ours": False}

    assert web_app.main(PROJECT, PROJECT) == 0

    assert google.store[SITE]["appId"] == "1:1:web:ours"
    assert web_app.linked(PROJECT, PROJECT) == {"ours": True}


def test_an_app_that_is_not_listed_yet_is_waited_for(google: Google) -> None:
    assert web_app.linked(PROJECT, PROJECT) == {"ours": False}
    # Words that infra.deploy.retries knows: the app was made a moment ago.
    with pytest.raises(SystemExit, match="publish-event does not exist"):
        web_app.main(PROJECT, PROJECT)
    assert google.changes() == []


def test_a_token_that_grew_too_old_is_asked_for_again(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.store[f"{APPS}/1:1:web:ours"] = {"appId": "1:1:web:ours", "displayName": web_app.APP}
    tokens = iter(["old", "new"])
    monkeypatch.setattr(rest, "_token", cache(lambda: next(tokens)))

    def fault(request: Request) -> Refused | None:
        is_old = request.headers["authorization"] == "Bearer old"
        return Refused(401, "UNAUTHENTICATED", "Invalid credentials") if is_old else None

    google.fault = fault

    assert web_app.main(PROJECT, PROJECT) == 0

    assert google.store[SITE]["appId"] == "1:1:web:ours"


def test_credentials_that_are_refused_again_are_said(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.store[f"{APPS}/1:1:web:ours"] = {"appId": "1:1:web:ours", "displayName": web_app.APP}
    monkeypatch.setattr(rest, "_token", cache(lambda: "of-nobody"))
    google.fault = lambda _: Refused(401, "UNAUTHENTICATED", "Invalid credentials")

    with pytest.raises(SystemExit, match="Invalid credentials"):
        web_app.main(PROJECT, PROJECT)
    assert len(google.changes()) == 2
