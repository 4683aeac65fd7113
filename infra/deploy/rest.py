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
    answer = _answer("GET", project, api, path)
    return {} if answer.status_code == requests.codes.not_found else _checked(answer)


def patch(project: str, api: str, path: str, body: dict[str, Any], mask: list[str]) -> None:
    """Raises SystemExit with what Google says."""
    changed = {"updateMask": ",".join(mask)}
    _checked(_answer("PATCH", project, api, path, params=changed, json=body))


def post(project: str, api: str, path: str, body: dict[str, Any]) -> None:
    """Raises SystemExit with what Google says."""
    _checked(_answer("POST", project, api, path, json=body))


def delete(project: str, api: str, path: str) -> None:
    """Raises SystemExit with what Google says."""
    _checked(_answer("DELETE", project, api, path))


def _answer(method: str, project: str, api: str, path: str, **more: Any) -> requests.Response:
    """A deployment may take longer than its token lives: then it gets another one."""
    answer = _sent(method, project, api, path, **more)
    if answer.status_code != requests.codes.unauthorized:
        return answer
    _token.cache_clear()
    return _sent(method, project, api, path, **more)


def _sent(method: str, project: str, api: str, path: str, **more: Any) -> requests.Response:
    def signed(request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {_token()}"
        return request

    # As `auth`: a header of ours would be replaced by what ~/.netrc says of the host.
    url, headers = _address(api) + path, {"X-Goog-User-Project": project}
    return requests.request(method, url, headers=headers, auth=signed, timeout=_TIMEOUT, **more)


def _address(api: str) -> str:
    return os.environ.get(_VARIABLES[api], api)


@cache
def _token() -> str:
    command = ("gcloud", "auth", "print-access-token")
    completed = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if completed.returncode:
        raise SystemExit(completed.stderr.strip())
    return completed.stdout.strip()


def _checked(answer: requests.Response) -> dict[str, Any]:
    if not answer.ok:
        raise SystemExit(f"{answer.status_code} {answer.text.strip()}")
    return dict(answer.json())
