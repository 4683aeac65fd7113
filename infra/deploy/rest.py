"""`python -m infra.deploy.rest PROJECT METHOD PATH [BODY]`: what gcloud has no command for.

PATH is of Cloud Monitoring's API, below the project. The answer is printed as JSON; of a list,
with `--label NAME=VALUE`, the entries whose userLabels have that.
"""

import argparse
import json
import os
import subprocess
import sys
from typing import Any

import requests

_API = "https://monitoring.googleapis.com"
_TIMEOUT = 30


def main(options: argparse.Namespace) -> int:
    api = os.environ.get("MONITORING_URL", _API)
    url = f"{api}/v3/projects/{options.project}/{options.path}"
    body = json.loads(options.body) if options.body else None
    answer = asked(options.method, url, options.project, json=body)
    print(json.dumps(_labelled(answer, options.label) if options.label else answer))
    return 0


def asked(method: str, url: str, project: str, **more: Any) -> dict[str, Any]:
    """The answer to a request of the account that gcloud uses. Raises SystemExit for any error."""
    headers = {"Authorization": f"Bearer {_token()}", "X-Goog-User-Project": project}
    answer = requests.request(method, url, headers=headers, timeout=_TIMEOUT, **more)
    if not answer.ok:
        raise SystemExit(f"{answer.status_code} {answer.text.strip()}")
    return dict(answer.json())


def _labelled(answer: dict[str, Any], label: str) -> list[Any]:
    name, _, value = label.partition("=")
    listed = next((found for found in answer.values() if isinstance(found, list)), [])
    return [one for one in listed if one.get("userLabels", {}).get(name) == value]


def _token() -> str:
    command = ("gcloud", "auth", "print-access-token")
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    if completed.returncode:
        raise SystemExit(completed.stderr.strip())
    return completed.stdout.strip()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy.rest", description=__doc__)
    parser.add_argument("project")
    parser.add_argument("method", choices=["GET", "POST", "PATCH"])
    parser.add_argument("path")
    parser.add_argument("body", nargs="?")
    parser.add_argument("--label", metavar="NAME=VALUE")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(options()))
