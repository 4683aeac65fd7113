"""`make smoke` and the canary, on a product that is well and on one that is broken, in each way."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
import requests

from infra.functions import ROOT
from shared.store.canaries import MARK
from tests.support.proxy import Cut
from tests.support.scheduler import sweeping
from tests.support.stack import Stack
from tests.support.stale import keeping_pages


@pytest.fixture
def scheduler(stack: Stack) -> Iterator[None]:
    with sweeping(stack):
        yield


def _command(stack: Stack, *options: str) -> list[str]:
    return [sys.executable, "-m", "infra.smoke", "--state", str(stack.state), *options]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "ENV"}


def smoke(stack: Stack, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(stack, *options),
        cwd=ROOT,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def _canary(stack: Stack, minute: str) -> requests.Response:
    scheduled = {"X-CloudScheduler-ScheduleTime": f"{minute}:00.5Z"}
    return requests.post(stack["canary"], headers=scheduled, timeout=110)


def _failed(said: subprocess.CompletedProcess[str]) -> list[str]:
    """The failed steps, without their times."""
    lines = said.stdout.splitlines()
    return [line.partition(" s  ")[2] for line in lines if line.startswith("BAD ")]


@contextmanager
def frozen(stack: Stack, function: str) -> Iterator[None]:
    group = os.getpgid(stack.pids()[function])
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


def _runs(stack: Stack) -> dict[str, dict[str, Any]]:
    return {found["event_id"]: found for found in stack.documents("canaries")}


def test_it_goes_through_all_that_a_person_does_and_cleans_up_after_a_run_that_was_killed(
    stack: Stack, scheduler: None
) -> None:
    with subprocess.Popen(
        _command(stack), cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout
        for line in killed.stdout:
            if line.rstrip().endswith(" s  cover"):
                killed.kill()
    ((left, run),) = (
        (key, run) for key, run in _runs(stack).items() if stack.event(key).get("slug")
    )
    old = {"begun_at": datetime.now(UTC) - timedelta(minutes=11)}
    stack.firestore.document(f"canaries/{run['name']}").update(old)

    said = smoke(stack)

    assert said.returncode == 0, said.stdout
    steps = [line.partition(" s  ")[2] for line in said.stdout.splitlines() if line[:3] == "ok "]
    assert steps == [
        *("claim", "secret GEMINI_API_KEY", "secret SMTP_URL", "what earlier runs left", "account"),
        *("publish", "cover", "confirmation", "page", "change", "page after the change", "sweep"),
        *("taken down", "purge", "account gone", "end"),
    ]
    assert left not in _runs(stack)
    (mine,) = (run for run in _runs(stack).values() if run["ended"] and "smoke" in run["name"])
    for each in (run, mine):
        assert set(stack.event(each["event_id"])) == {"purged_at"}
        with pytest.raises(requests.HTTPError):
            stack.token(each["email"], each["password"])


def test_a_scheduler_that_calls_twice_doubles_nothing(stack: Stack, scheduler: None) -> None:
    minute = "2026-11-26T01:15"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: _canary(stack, minute), range(2)))
    late = _canary(stack, minute)

    assert [answer.status_code for answer in (*answers, late)] == [200, 200, 200]
    made = [bool(answer.json()["steps"]) for answer in (*answers, late)]
    assert sorted(made[:2]) == [False, True]
    assert not made[2]
    (line,) = stack.log("canary", "canary_complete", minute)
    assert line["failed"] == "nothing"
    published = stack.log("publish", "save_complete", MARK, "canary-")
    assert (
        len([line for line in published if minute.lower().replace(":", "-") in line["slug"]]) == 1
    )


def test_a_wrong_key_of_gemini_is_named(stack: Stack, scheduler: None) -> None:
    stack.gemini_will("key", "")
    try:
        answer = _canary(stack, "2026-11-26T01:00")
    finally:
        stack.gemini_release("")

    assert answer.status_code == 500
    wrong = {step["name"]: step["error"] for step in answer.json()["steps"] if step["error"]}
    assert wrong == {"secret GEMINI_API_KEY": "Gemini answers 400"}
    (line,) = stack.log("canary", "canary_complete", "2026-11-26T01:00")
    assert (line["severity"], line["failed"]) == ("ERROR", "secret GEMINI_API_KEY")


def test_a_mail_server_that_refuses_the_log_in_is_named(stack: Stack, scheduler: None) -> None:
    stack.mail_proxy.cut(Cut(b"noop", answer=b"535 5.7.8 not with this password\r\n"))

    answer = _canary(stack, "2026-11-26T01:05")

    wrong = {step["name"]: step["error"] for step in answer.json()["steps"] if step["error"]}
    assert wrong == {"secret SMTP_URL": "the mail server answers 535"}


def test_a_frozen_image_worker_is_named(stack: Stack) -> None:
    with frozen(stack, "image"):
        said = smoke(stack, "--work", "1")

    assert said.returncode == 1
    assert _failed(said) == ["cover: the image worker has not finished it, after 1 s"]


def test_a_cache_that_keeps_pages_for_too_long_is_named(stack: Stack) -> None:
    with keeping_pages(stack["site"]) as site:
        said = smoke(stack, "--page", "3", "--site", site)

    assert said.returncode == 1
    first, *others = _failed(said)
    assert first.startswith("page after the change: the page is stale, it lacks 'Canary smoke-")
    assert others == ["purge: its page answers 200"]


def test_a_sweep_that_is_off_is_named(stack: Stack) -> None:
    with frozen(stack, "sweep"):
        said = smoke(stack, "--sweep", "1")

    assert said.returncode == 1
    assert _failed(said) == ["sweep: the sweep has not finished it, after 1 s"]


def test_a_firestore_that_refuses_even_the_claim_is_named(stack: Stack) -> None:
    minute = "2026-11-26T01:10"
    stack.firestore_relay.fail("Commit", f"canaries/{minute}", grpc.StatusCode.PERMISSION_DENIED)

    answer = _canary(stack, minute)

    assert answer.status_code == 500
    (step,) = answer.json()["steps"]
    assert step["name"] == "claim"
    assert step["error"].startswith("PermissionDenied: ")
    assert stack.log("canary", "canary_complete", minute)[0]["failed"] == "claim"


def test_a_site_that_does_not_answer_is_named(stack: Stack) -> None:
    said = smoke(stack, "--site", "http://127.0.0.1:9")

    assert said.returncode == 1
    assert _failed(said) == ["account: the site does not answer: ConnectionError"]
