"""Entry point: Cloud Scheduler's request → the journey of its minute → what failed, and why."""

import asyncio
import re
import time
from datetime import UTC, datetime
from functools import partial

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from functions.canary import proofs
from functions.canary.app_check import Attestation
from functions.canary.journey import Journey, Line, Product
from shared.edge import http
from shared.runtime import log
from shared.runtime.settings import settings

ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "BUCKET", "GEMINI_API_KEY", "SMTP_URL")

_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@functions_framework.aio.http
@http.endpoint("POST")
async def canary(request: Request) -> Response:
    name, start = _name(request), time.monotonic()
    lines: list[Line] = []
    went_well = await asyncio.to_thread(Journey(_product(), lines.append).make, name)
    if went_well is None:
        log.info("canary_doubled", run=name)
        return http.json_response({"run": name, "steps": []})
    failed = next((line for line in lines if line.error), None)
    write = log.error if failed else log.info
    write(
        "canary_complete",
        run=name,
        failed=failed.name if failed else "nothing",
        reason=failed.error if failed else "",
        seconds=round(time.monotonic() - start, 1),
    )
    answer = http.json_response({"run": name, "steps": [vars(line) for line in lines]})
    answer.status_code = 500 if failed else 200  # Cloud Scheduler shows it with the job
    return answer


def _name(request: Request) -> str:
    """The minute for which the run was scheduled: a request that comes twice names it twice."""
    scheduled = request.headers.get("X-CloudScheduler-ScheduleTime", "")
    found = _MINUTE.match(scheduled)
    return found[0] if found else f"{datetime.now(UTC):%Y-%m-%dT%H:%M}"


def _product() -> Product:
    key, mail = settings().gemini_api_key, settings().smtp_url
    return Product(
        settings().public_url,
        {
            "GEMINI_API_KEY": partial(
                proofs.gemini, key.get_secret_value(), settings().gemini_base_url
            ),
            "SMTP_URL": partial(proofs.mail_log_in, mail.get_secret_value()),
        },
        attest=Attestation(settings().project).token if settings().require_app_check else None,
    )
