"""Every screen of the front end, one after the other, in any language."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from PIL import Image
from playwright.sync_api import expect

from tests.support.app import PUBLISH, App
from tests.support.factories import draft

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
"""A word as a title."""
_INIT = "**/__/firebase/init.json"


def walk(app: App) -> Iterator[str]:
    """Every screen, and the states of it that look different."""
    yield from _walk_in(app)
    app.go("/new")
    app.press("wizard.continue")
    expect(app.text("rules.empty:/title")).to_be_visible()
    yield "details with a mistake"
    app.press("account.open")
    expect(app.tab.get_by_role("dialog")).to_be_visible()
    yield "account"
    app.press("account.close")
    app.field("wizard.title").fill(f"{LONG} " * 2)
    app.next(app.say("wizard.whenTitle"))
    app.field("wizard.ends").fill(f"{datetime.now(UTC).year + 2}-12-14T22:30")
    app.field("zones.zone").fill("port")
    expect(app.tab.get_by_role("option").first).to_be_visible()
    yield "when and where, choosing a zone"
    app.field("zones.zone").press("Escape")
    app.field("wizard.venue").fill("Kesselhaus")
    app.next(app.say("wizard.ticketsTitle"))
    app.press("tickets.add")
    yield "tickets"
    app.next(app.say("wizard.coverTitle"))
    yield "cover"
    app.field("covers.choose").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": _photo()}
    )
    expect(app.tab.locator(".drop img")).to_be_visible()
    expect(app.text("covers.chooseAnother")).to_be_visible()
    yield "a chosen photo"
    app.press("covers.remove")
    app.next(app.say("wizard.reviewTitle"))
    yield from _walk_of_verification(app)
    yield from _walk_of_publishing(app)
    yield from _walk_of_changes(app, app.keys[-1])
    yield from _walk_of_drafts(app)
    app.go("/nowhere")
    expect(app.heading(app.say("app.notFound"))).to_be_visible()
    yield "404"


def _walk_in(app: App) -> Iterator[str]:
    app.tab.route(_INIT, lambda route: route.abort())
    app.go()
    expect(app.heading(app.say("app.offline"))).to_be_visible()
    yield "we could not connect"
    app.tab.unroute(_INIT)
    app.press("app.tryAgain")
    expect(app.button(app.say("signIn.demo"))).to_be_visible()
    yield "welcome"
    app.press("signIn.usePassword")
    yield "a password"
    app.field("signIn.email").fill(app.person.email)
    app.press("signIn.linkInstead")
    expect(app.heading(app.say("signIn.sent"))).to_be_visible()
    yield "check your inbox"
    link = app.tab.locator(".sent .note a").get_attribute("href") or ""
    app.tab.evaluate("localStorage.clear()")  # as on another device
    app.tab.goto(link)
    expect(app.heading(app.say("signIn.followed"))).to_be_visible()
    yield "one more step"
    app.field("signIn.email").fill(app.person.email)
    app.press("signIn.submit")
    expect(app.heading(app.say("dashboard.none"))).to_be_visible()
    yield "an empty dashboard"


def _walk_of_verification(app: App) -> Iterator[str]:
    yield "review"
    app.stack.update_account(app.person, emailVerified=False)
    app.tab.reload()
    expect(app.button(app.say("account.verifyAddress"))).to_be_visible()
    yield "an address to verify"
    app.press("account.verifyAddress")
    expect(app.button(app.say("account.openedIt"))).to_be_visible()
    yield "a link to verify it"
    app.stack.update_account(app.person, emailVerified=True)
    app.press("account.openedIt")
    expect(app.text("account.verified")).to_be_visible()
    yield "a verified address"


def _walk_of_publishing(app: App) -> Iterator[str]:
    app.tab.route(PUBLISH, lambda route: route.abort())
    app.press("wizard.publish")
    expect(app.text("wizard.lengthConfirm")).to_be_visible()
    yield "a question in review"
    app.field("wizard.lengthYes").check()
    app.press("wizard.publish")
    expect(app.tab.locator(".progress .note")).to_be_visible()
    yield "publishing, and waiting"
    app.tab.unroute(PUBLISH)
    app.is_live()
    expect(app.text("notes.mail:sent", email=app.person.email)).to_be_visible()
    expect(app.tab.locator(".picture img")).to_be_visible()
    yield "success"


def _walk_of_changes(app: App, event_id: str) -> Iterator[str]:
    app.press("change.edit")
    app.field("wizard.title").fill("")
    app.press("change.save")
    expect(app.text("rules.empty:/title")).to_be_visible()
    yield "an edit with a mistake"
    app.field("wizard.title").fill(LONG)
    expect(app.text("change.whatHappens")).to_be_visible()
    yield "an edit, and what it changes"
    app.change_elsewhere(event_id, title="Hauptbetriebswerk")
    expect(app.heading(app.say("change.conflict"))).to_be_visible()
    app.press("change.continue")
    yield "two edits"
    app.press("change.discardMine")
    app.link("change.back").click()
    cancel, take_down = app.say("change.cancel"), app.say("change.takeDown")
    question = app.ask(cancel)
    yield "a question"
    question.get_by_role("button", name=cancel).click()
    expect(app.text("change.cancel:done")).to_be_visible()
    expect(app.button(app.say("change.reinstate"))).to_be_visible()
    yield "cancelled"
    app.ask(app.say("change.duplicate"))
    yield "a question about a draft"
    app.press("change.duplicate:no")
    app.ask(take_down).get_by_role("button", name=take_down).click()
    expect(app.button(app.say("change.putUp"))).to_be_visible()
    yield "taken down"


def _walk_of_drafts(app: App) -> Iterator[str]:
    app.link("event.newEvent").click()
    app.field("wizard.title").fill("Jazz")
    app.is_stored()
    address, key = app.address, app.address.partition("?draft=")[2]
    app.link("app.events").click()
    discard, undo = (app.say(f"drafts.{what}Label", title="Jazz") for what in ("discard", "undo"))
    expect(app.button(discard)).to_be_visible()
    expect(app.tab.locator(".grid .poster")).to_be_visible()
    yield "dashboard"
    app.button(discard).click()
    expect(app.button(undo)).to_be_visible()
    yield "a discarded draft in the dashboard"
    app.button(undo).click()
    app.tab.get_by_role("link", name=app.say("drafts.continueLabel", title="Jazz")).click()
    app.is_stored()
    app.stack.firestore.document(f"organizers/{app.person.uid}/drafts/{key}").delete()
    expect(app.heading(app.say("drafts.wasDiscarded"))).to_be_visible()
    yield "a draft that was discarded elsewhere"
    app.press("drafts.keep")
    app.is_stored()
    assert app.stack.publish(app.person, draft(), key).status_code == 200
    expect(app.heading(app.say("drafts.isPublished"))).to_be_visible()
    yield "a draft that was published elsewhere"
    assert app.address == address


def _photo() -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(file, "PNG")
    return file.getvalue()
