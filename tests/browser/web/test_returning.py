"""Somebody who was signed in: what the screen shows is asked while the account is looked up."""

from playwright.sync_api import Request, Route, expect

from tests.support.app import App
from tests.support.factories import draft

_LOOK_UP = "**/accounts:lookup*"
_REFUSED = {"error": {"code": 400, "message": "USER_DISABLED"}}


def _is_list(request: Request) -> bool:
    return request.method == "POST" and "published_at" in (request.post_data or "")


def test_the_list_is_asked_once_and_shown_to_whom_the_look_up_finds(app: App) -> None:
    title = app.stack.publish(app.person, body := draft()).json() and body["title"]
    card = app.tab.get_by_role("link", name=title)
    app.sign_in("/dashboard")
    expect(card).to_be_visible()
    held: list[Route] = []
    lists: list[Request] = []

    def hold(route: Route) -> None:
        held.append(route)

    app.tab.route(_LOOK_UP, hold)
    app.tab.on("request", lambda request: lists.append(request) if _is_list(request) else None)

    with (
        app.tab.expect_request(_LOOK_UP),
        app.tab.expect_response(lambda answer: _is_list(answer.request) and answer.ok),
    ):
        app.tab.reload()

    expect(app.tab.get_by_role("status", name=app.say("app.loading"))).to_be_visible()
    expect(card).to_have_count(0)
    held.pop().continue_()
    expect(card).to_be_visible()
    assert len(lists) == 1

    app.tab.unroute(_LOOK_UP)
    refused = {"status": 400, "headers": {"Access-Control-Allow-Origin": "*"}, "json": _REFUSED}
    app.tab.route(_LOOK_UP, lambda route: route.fulfill(**refused))
    with app.tab.expect_response(lambda answer: _is_list(answer.request) and answer.ok):
        app.tab.reload()
    expect(app.text("signIn.ended")).to_be_visible()
    expect(card).to_have_count(0)
