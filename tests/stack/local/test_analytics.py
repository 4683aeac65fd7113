"""The page of analytics, fed by the same messages and log lines as BigQuery."""

import uuid
from functools import partial
from urllib.parse import quote

import requests
from bs4 import BeautifulSoup

from tests.support.factories import draft
from tests.support.stack import Person, Stack
from tests.support.waiting import wait


def test_what_an_organizer_did_is_seen_in_the_answers(stack: Stack, organizer: Person) -> None:
    key = str(uuid.uuid4())
    sent = draft()
    assert stack.publish(organizer, sent, key).status_code == 200
    stack.settled(key, "cover")
    assert stack.change(organizer, key, sent | {"status": "cancelled"}).status_code == 200

    sql = f"""
        SELECT happened, source, status, seconds >= 0 FROM publish_event.activity
        INNER JOIN publish_event.published USING (event_id)
        WHERE owner = '{organizer.uid}' AND IFNULL(revision, 0) < 2 ORDER BY happened"""

    def has(row: list[str]) -> bool:
        return row in rows(stack, sql)

    wait(partial(has, ["cover_ready", "generated", "–", "True"]))
    wait(partial(has, ["change_complete", "–", "cancelled", "–"]))


def rows(stack: Stack, sql: str) -> list[list[str]]:
    """The answer to one's own question, the last on the page, as it is read."""
    answer = requests.get(f"{stack['analytics']}/?sql={quote(sql)}", timeout=30)
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.find(role="alert") is None, page.find(role="alert")
    return [
        [cell.get_text(strip=True) for cell in row.find_all("td")]
        for row in page.find_all("section")[-1].select("tbody tr")
    ]
