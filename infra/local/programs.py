"""The programs of the stack: the command and the environment of each."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from infra.functions import ROOT, Function, functions
from infra.local import emulators
from infra.local.addresses import Addresses
from infra.local.app_check import APP_ID
from infra.local.provision import ORGANIZER, PROJECT
from infra.security_txt import security_txt
from infra.topics import TOPIC

BUCKET = f"{PROJECT}-media"
_MAIL_FROM = "Publish Event <events@example.com>"
_PACKAGES = ROOT / "infra/local/node_modules"
_VITE = ROOT / "web/node_modules/vite/bin/vite.js"
_BIN = Path(sys.executable).parent  # not resolved: the virtual environment's own

Program = tuple[list[str], Mapping[str, str]]


def services(at: Addresses, state: Path) -> dict[str, Program]:
    """Emulators, storage, inbox, Gemini's fake and BigQuery's: what is Google's in production."""
    node = emulators.node()
    temporary = state / "tmp"
    temporary.mkdir(exist_ok=True)
    firebase = str(_PACKAGES / "firebase-tools/lib/bin/firebase.js")
    lazily = str(ROOT / "infra/local/lazy_schemas.cjs")
    programs: dict[str, Program] = {
        "emulators": (
            [
                *(node, "--require", lazily, firebase, "emulators:start", "--project", PROJECT),
                *("--only", "auth,firestore,pubsub"),
                *("--config", str(emulators.configuration(at, state))),
            ],
            _environment(emulators.environment(state), CI="true"),
        ),
        "storage": (
            [
                *(sys.executable, "-m", "infra.local.storage", "start", "--in-memory"),
                *("--host", "127.0.0.1", "--port", str(at.port("storage"))),
                *("--default-bucket", BUCKET),
            ],
            _environment(PYTHONPATH=str(ROOT)),
        ),
        "inbox": (
            [
                *(node, str(_PACKAGES / "maildev/dist/bin/maildev.js")),
                *("--ip", "127.0.0.1", "--smtp", str(at.port("smtp"))),
                *("--web-ip", "127.0.0.1", "--web", str(at.port("inbox"))),
            ],
            _environment(TMPDIR=str(temporary)),  # it stores mails there; each stack has its own
        ),
    }
    stand_ins = {"analytics": ["--logs", str(state / "logs")]}
    if gemini_url(at):
        stand_ins["gemini"] = []
    for name, options in stand_ins.items():
        module = ["-m", f"infra.local.{name}", "--port", str(at.port(name))]
        programs[name] = ([sys.executable, *module, *options], _environment(PYTHONPATH=str(ROOT)))
    return programs


def gemini_url(at: Addresses) -> str | None:
    """The fake's URL; None with a GEMINI_API_KEY, which is for the real API."""
    return None if os.environ.get("GEMINI_API_KEY") else at.url("gemini")


def function(row: Function, at: Addresses) -> Program:
    """A function as in its container: the same server, in one process."""
    command = [
        *(str(_BIN / "functions-framework"), "--source", str(ROOT / row.source)),
        *("--target", row.name),
        *("--host", "127.0.0.1", "--port", str(at.port(row.name))),
    ]
    values = {name: os.environ[name] for name in row.variables if name in os.environ}
    values |= {name: value for name, value in _values(at).items() if name in row.variables}
    return command, _environment(
        values,
        PYTHONPATH=str(ROOT),
        PYTHONUNBUFFERED="1",
        FIREBASE_AUTH_EMULATOR_HOST=at.host("auth"),
        FIRESTORE_EMULATOR_HOST=at.via("firestore"),
        PUBSUB_EMULATOR_HOST=at.via("pubsub"),
        STORAGE_EMULATOR_HOST=f"http://{at.via('storage')}",
    )


def site(at: Addresses, *, hot_reload: bool) -> Program:
    """The front end with the rewrites of `firebase.json`: as built, or with hot reload."""
    init = {
        "projectId": PROJECT,
        "appId": APP_ID,
        "apiKey": "local",
        "authDomain": f"{PROJECT}.firebaseapp.com",
        "emulators": {"auth": at.url("auth"), "firestore": at.host("firestore")},
        "appCheck": f"{at.url('app_check')}/token",
        "demo": ORGANIZER,
    }
    command = [emulators.node(), str(_VITE), "dev" if hot_reload else "preview", str(ROOT / "web")]
    behind = {f"{row.name.upper()}_URL": at.url(row.name) for row in functions()}
    return command, _environment(
        behind,
        SITE_PORT=str(at.port("site")),
        PUBLIC_URL=at.url("site"),
        FIREBASE_INIT=json.dumps(init),
        SECURITY_TXT=security_txt(at.url("site"), _MAIL_FROM, datetime.now(UTC)),
    )


def _values(at: Addresses) -> dict[str, str]:
    values = {
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "PUBLIC_URL": at.url("site"),
        "ALLOWED_ORIGINS": f"http://localhost:{at.port('site')}",
        "BUCKET": BUCKET,
        "MEDIA_URL": at.url("storage"),
        "APP_CHECK_JWKS_URL": f"{at.url('app_check')}/jwks",
        "TOPIC": TOPIC,
        "SMTP_URL": f"smtp://{at.via('smtp')}",
        "MAIL_FROM": _MAIL_FROM,
    }
    if fake := gemini_url(at):
        values |= {"GEMINI_API_KEY": "local", "GEMINI_BASE_URL": fake}
    return values


def _environment(*parts: Mapping[str, str], **more: str) -> dict[str, str]:
    """Almost nothing of the caller's own environment, like a container."""
    values = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    for part in (*parts, more):
        values |= part
    return values
