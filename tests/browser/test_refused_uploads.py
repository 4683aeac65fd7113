"""A photo that is refused while a browser still sends it, through the site."""

from playwright.sync_api import Browser

from tests.support.stack import Person, Stack

_SEND = """async ([token, bytes]) => {
  const answers = [];
  for (let round = 0; round < 4; round++) {
    const answer = await fetch("/api/covers", {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "image/jpeg" },
      body: new Uint8Array(bytes),
    });
    answers.push([answer.status, (await answer.json()).type]);
  }
  return answers;
}"""


def _sent(browser: Browser, stack: Stack, token: str, mebibytes: int) -> list[list[object]]:
    tab = browser.new_page()
    try:
        tab.goto(stack["site"])
        answers: list[list[object]] = tab.evaluate(_SEND, [token, mebibytes * 1024 * 1024])
        return answers
    finally:
        tab.close()


def test_one_that_is_too_large_is_told_so(
    browser: Browser, stack: Stack, organizer: Person
) -> None:
    too_large = [413, "urn:publish-event:problem:too-large"]

    assert _sent(browser, stack, organizer.token, 11) == [too_large] * 4


def test_one_from_a_stranger_is_told_so(browser: Browser, stack: Stack) -> None:
    unauthenticated = [401, "urn:publish-event:problem:unauthenticated"]

    assert _sent(browser, stack, "nobody", 11) == [unauthenticated] * 4
