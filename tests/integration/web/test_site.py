"""The site as Hosting serves it, by the same `firebase.json`: what is there, and what is not."""

import http.client
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from infra.functions import ROOT
from infra.local import emulators
from infra.security_txt import security_txt
from tests.support.waiting import wait

_VITE = ROOT / "web/node_modules/vite/bin/vite.js"
_SECURITY = security_txt("https://events.example", "E <events@example.com>", datetime.now(UTC))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    environment = os.environ | {"SITE_PORT": str(number), "SECURITY_TXT": _SECURITY}
    command = [emulators.node(), str(_VITE), "preview", str(ROOT / "web")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as site:
        wait(lambda: _answers(number))
        yield number
        site.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(port: int, path: str) -> tuple[int, str, str]:
    """Status, content type and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept": "*/*"})
    answer = connection.getresponse()
    found = answer.status, answer.headers["Content-Type"], answer.read().decode()
    connection.close()
    return found


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/new", "/new/tickets", "/dashboard", "/dashboard/events/e1", "/?x=1"),
        "/dashboard/events/e1/success?x=1",
    ],
)
def test_a_screen_of_the_app_is_the_app(port: int, path: str) -> None:
    status, kind, body = get(port, path)

    assert (status, kind.split(";")[0]) == (200, "text/html")
    assert '<div id="root">' in body


@pytest.mark.parametrize(
    "path",
    [
        *("/nope", "/api/nope", "/wp-login.php", "/dashboard/nope", "/new/a/b", "/nope.html"),
        *("/assets/old-chunk.js", "/.env", "/.well-known/nope"),
    ],
)
def test_what_is_not_there_is_a_404_with_the_apps_page(port: int, path: str) -> None:
    status, kind, body = get(port, path)

    assert (status, kind) == (404, "text/html; charset=utf-8")
    assert '<div id="root">' in body
    assert body == (ROOT / "web/dist/404.html").read_text()


def test_crawlers_are_told_what_to_leave_alone(port: int) -> None:
    status, kind, body = get(port, "/robots.txt")

    assert status == 200
    assert kind.startswith("text/plain")
    assert body.startswith("User-agent: *\n")
    assert "Disallow: /api/\n" in body
    assert "/e/" not in body


def test_who_finds_a_hole_is_told_where_to_report_it(port: int) -> None:
    status, kind, body = get(port, "/.well-known/security.txt")

    assert (status, kind) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in body.splitlines())
    assert fields["Contact"] == "mailto:events@example.com"
    assert fields["Canonical"] == "https://events.example/.well-known/security.txt"
    expires = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=300) < expires < timedelta(days=366)


def test_its_own_address_is_told(port: int) -> None:
    status, _, body = get(port, "/site.json")

    assert (status, set(json.loads(body))) == (200, {"public_url"})
