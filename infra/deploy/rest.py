"""`python -m infra.deploy.rest PROJECT METHOD PATH [BODY]`: what gcloud has no command for.

PATH is of Cloud Monitoring's API, below the project. The answer is printed as JSON. Other modules
ask other APIs by `get` and `patch`.
"""

import argparse
import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import requests

_TIMEOUT = 30
_MONITORING = "https://monitoring.googleapis.com"
# The tests' addresses. Those of Firebase's APIs are called as firebase-tools calls them.
_VARIABLES = {
    _MONITORING: "MONITORING_URL",
    "https://identitytoolkit.googleapis.com": "FIREBASE_AUTH_MANAGEMENT_URL",
    "https://firebaserules.googleapis.com": "FIREBASE_RULES_URL",
    "https://firebasehosting.googleapis.com": "FIREBASE_HOSTING_API_URL",
    "https://firestore.googleapis.com": "FIRESTORE_URL",
}
Json = dict[str, Any]


def main(options: argparse.Namespace) -> int:
    path = f"/v3/projects/{options.project}/{options.path}"
    body = json.loads(options.body) if options.body else None
    answer = _asked(options.method, options.project, _MONITORING, path, json=body)
    print(json.dumps(_checked(answer)))
    return 0


def get(project: str, api: str, path: str) -> Json:
    """Empty if it does not exist. Raises SystemExit with what Google says."""
    answer = _asked("GET", project, api, path)
    return {} if answer.status_code == requests.codes.not_found else _checked(answer)


def patch(project: str, api: str, path: str, body: Json, mask: list[str]) -> None:
    """Raises SystemExit with what Google says."""
    query = {"updateMask": ",".join(mask)}
    _checked(_asked("PATCH", project, api, path, params=query, json=body))


def _asked(method: str, project: str, api: str, path: str, **more: Any) -> requests.Response:
    """The answer to a request of the account that gcloud uses; `project` pays for it."""
    headers = {"Authorization": f"Bearer {_token()}", "X-Goog-User-Project": project}
    url = os.environ.get(_VARIABLES[api], api) + path
    return requests.request(method, url, headers=headers, timeout=_TIMEOUT, **more)


@cache
def _token() -> str:
    command = ("gcloud", "auth", "print-access-token")
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    if completed.returncode:
        raise SystemExit(completed.stderr.strip())
    return completed.stdout.strip()


def _checked(answer: requests.Response) -> Json:
    if not answer.ok:
        raise SystemExit(f"{answer.status_code} {answer.text.strip()}")
    return dict(answer.json())


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy.rest", description=__doc__)
    parser.add_argument("project")
    parser.add_argument("method", choices=["GET", "POST", "PATCH", "DELETE"])
    parser.add_argument("path")
    parser.add_argument("body", nargs="?")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(options()))
