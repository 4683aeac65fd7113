"""A release that takes chunks of the one before away."""

from playwright.sync_api import expect

from tests.support.app import App

CHUNK = "**/assets/Dashboard-*.js"


def test_a_chunk_that_is_gone_reloads_the_app_once_and_loses_nothing(app: App) -> None:
    app.sign_in("/new")
    app.tab.get_by_label("Title").fill("Jazz by the canal")
    loads: list[str] = []
    app.tab.on("load", lambda tab: loads.append(tab.url))
    app.tab.route(CHUNK, lambda route: route.fulfill(status=404), times=1)

    app.tab.get_by_role("link", name="Your events").click()

    expect(app.tab.get_by_role("region", name="Drafts")).to_contain_text("Jazz by the canal")
    assert loads == [f"{app.stack['site']}/dashboard"]

    app.tab.route(CHUNK, lambda route: route.fulfill(status=404))
    app.go("/dashboard")
    expect(app.heading("Something went wrong")).to_be_visible()
    app.tab.wait_for_load_state("networkidle")
    assert len(loads) == 2  # this one; it never reloads itself again
