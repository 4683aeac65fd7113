"""`python -m infra.deploy.signin PROJECT ADDRESS`: e-mail links on, and the site's domain known.

gcloud and firebase have no command for it: it is a PATCH of Identity Platform's configuration.
"""

import os
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import requests

_API = "https://identitytoolkit.googleapis.com"
_TIMEOUT = 30


def main(project: str, address: str) -> int:
    # The variable that firebase-tools knows, too.
    api = os.environ.get("FIREBASE_AUTH_MANAGEMENT_URL", _API)
    url = f"{api}/admin/v2/projects/{project}/config"
    headers = {"Authorization": f"Bearer {_token()}", "X-Goog-User-Project": project}
    current = _checked(requests.get(url, headers=headers, timeout=_TIMEOUT))
    body, mask = wanted(current, urlsplit(address).hostname or "")
    if mask:
        query = {"updateMask": ",".join(mask)}
        _checked(requests.patch(url, headers=headers, params=query, json=body, timeout=_TIMEOUT))
    print(f"sign-in: {', '.join(mask) or 'as it should be'}")
    return 0


def wanted(current: dict[str, Any], domain: str) -> tuple[dict[str, Any], list[str]]:
    """What to change, and the names of the fields; domains that people added stay."""
    email = current.get("signIn", {}).get("email", {})
    domains = current.get("authorizedDomains", [])
    body: dict[str, Any] = {}
    mask = []
    if not email.get("enabled") or email.get("passwordRequired"):
        body["signIn"] = {"email": {"enabled": True, "passwordRequired": False}}
        mask += ["signIn.email.enabled", "signIn.email.passwordRequired"]
    if domain not in domains:
        body["authorizedDomains"] = [*domains, domain]
        mask.append("authorizedDomains")
    return body, mask


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


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
