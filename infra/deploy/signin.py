"""`python -m infra.deploy.signin PROJECT ADDRESS`: e-mail links on, and the site's domain known.

gcloud and firebase have no command for it: it is a PATCH of Identity Platform's configuration.
"""

import sys
from typing import Any
from urllib.parse import urlsplit

from infra.deploy import rest

API = "https://identitytoolkit.googleapis.com"


def main(project: str, address: str) -> int:
    body, mask = wanted(current(project), urlsplit(address).hostname or "")
    if mask:
        rest.patch(project, API, _config(project), body, mask)
    print(f"sign-in: {', '.join(mask) or 'as it should be'}")
    return 0


def current(project: str) -> dict[str, Any]:
    """Identity Platform's configuration; empty before the project's first provider is set up."""
    return rest.get(project, API, _config(project))


def _config(project: str) -> str:
    return f"/admin/v2/projects/{project}/config"


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
