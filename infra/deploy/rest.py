"""Google's APIs where gcloud and firebase have no command: called with gcloud's own credentials."""

import os
import subprocess
from functools import cache
from typing import Any

import requests

_TIMEOUT = 30
# But for the last, the variables are those that give firebase-tools other addresses.
_VARIABLES = {
    "https://firebase.googleapis.com": "FIREBASE_API_URL",
    "https://firebaseappcheck.googleapis.com": "FIREBASE_APPCHECK_URL",
    "https://identitytoolkit.googleapis.com": "FIREBASE_AUTH_MANAGEMENT_URL",
    "https://firebaserules.googleapis.com": "FIREBASE_RULES_URL",
    "https://firebasehosting.googleapis.com": "FIREBASE_HOSTING_API_URL",
    "https://firestore.googleapis.com": "FIRESTORE_URL",
    "https://monitoring.googleapis.com": "MONITORING_URL",
}


def get(project: str, api: str, path: str) -> dict[str, Any]:
    """Empty if it does not exist. Raises SystemExit with what Google says."""
    answer = requests.get(_address(api) + path, headers=_headers(project), timeout=_TIMEOUT)
    return {} if answer.status_code == requests.codes.not_found else _checked(answer)


def patch(project: str, api: str, path: str, body: dict[str, Any], mask: list[str]) -> None:
    """Raises SystemExit with what Google says."""
    answer = requests.patch(
        _address(api) + path,
        headers=_headers(project),
        params={"updateMask": ",".join(mask)},
        json=body,
        timeout=_TIMEOUT,
    )
    _checked(answer)


def post(project: str, api: str, path: str, body: dict[str, Any]) -> None:
    """Raises SystemExit with what Google says."""
    headers = _headers(project)
    _checked(requests.post(_address(api) + path, headers=headers, json=body, timeout=_TIMEOUT))


def delete(project: str, api: str, path: str) -> None:
    """Raises SystemExit with what Google says."""
    answer = requests.delete(_address(api) + path, headers=_headers(project), timeout=_TIMEOUT)
    _checked(answer)


def _address(api: str) -> str:
    return os.environ.get(_VARIABLES[api], api)


def _headers(project: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {_token()}", "X-Goog-User-Project": project}


@cache
def _token() -> str:
    command = ("gcloud", "auth", "print-access-token")
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    if completed.returncode:
        raise SystemExit(completed.stderr.strip())
    return completed.stdout.strip()


def _checked(answer: requests.Response) -> dict[str, Any]:
    if not answer.ok:
        raise SystemExit(f"{answer.status_code} {answer.text.strip()}")
    return dict(answer.json())
