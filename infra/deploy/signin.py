"""`python -m infra.deploy.signin PROJECT ADDRESS`: e-mail links on, and the site's domain known.

gcloud and firebase have no command for it: it is a PATCH of Identity Platform's configuration.
"""

import os
import sys
from typing import Any
from urllib.parse import urlsplit

from infra.deploy import rest

_API = "https://identitytoolkit.googleapis.com"


def main(project: str, address: str) -> int:
    # The variable that firebase-tools knows, too.
    api = os.environ.get("FIREBASE_AUTH_MANAGEMENT_URL", _API)
    url = f"{api}/admin/v2/projects/{project}/config"
    current = rest.asked("GET", url, project)
    body, mask = wanted(current, urlsplit(address).hostname or "")
    if mask:
        query = {"updateMask": ",".join(mask)}
        rest.asked("PATCH", url, project, params=query, json=body)
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


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
