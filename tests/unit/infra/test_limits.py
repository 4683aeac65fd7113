"""Times and limits that hold only beside one another: each stands in another file."""

import json
from datetime import timedelta

from functions.email import confirmation
from infra.functions import ROOT, functions
from shared.runtime import mail_server
from shared.store import media

TIMEOUTS = {row.name: timedelta(seconds=row.timeout) for row in functions()}


def test_a_mail_ends_before_its_lease_and_its_lease_before_the_function() -> None:
    assert timedelta(seconds=mail_server._SESSION_SECONDS) < confirmation.LEASE < TIMEOUTS["email"]


def test_a_photo_fits_into_one_request_and_into_memory() -> None:
    assert media.UPLOAD_LIMIT == 10 * 1024 * 1024
    (upload,) = (row for row in functions() if row.name == "upload")
    assert (upload.memory, upload.concurrency) == ("1Gi", 8)


def test_what_is_stored_for_a_time_is_deleted_after_it() -> None:
    rules = json.loads((ROOT / "infra/lifecycle.json").read_text())["rule"]
    assert {rule["action"]["type"] for rule in rules} == {"Delete"}
    assert [rule["condition"] for rule in rules] == [
        {"age": 7, "matchesPrefix": ["uploads/"]},
        {"daysSinceCustomTime": 30, "matchesPrefix": ["covers/"]},
    ]
