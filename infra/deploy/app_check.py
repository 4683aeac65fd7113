"""`python -m infra.deploy.app_check PROJECT KEY`: reCAPTCHA earns the site its App Check tokens.

gcloud and firebase have no command for it: it is a PATCH of the app's configuration. KEY is the ID
of a score-based reCAPTCHA Enterprise key of the project.
"""

import sys
from typing import Any

from infra.deploy import rest

API = "https://firebaseappcheck.googleapis.com"
_FIREBASE = "https://firebase.googleapis.com"
APP = "publish-event"
"""The web app's display name."""


def main(project: str, key: str) -> int:
    config = _config(project)
    if not config:
        raise SystemExit(f"{project} has no web app {APP}")
    rest.patch(project, API, config, {"siteKey": key}, ["siteKey"])
    print(f"App Check: by the key {key}")
    return 0


def current(project: str) -> dict[str, Any]:
    """The app's configuration; empty before there is an app."""
    config = _config(project)
    return rest.get(project, API, config) if config else {}


def _config(project: str) -> str:
    """Its path; empty before there is an app. An app's ID is `1:PROJECT_NUMBER:web:…`."""
    found = rest.get(project, _FIREBASE, f"/v1beta1/projects/{project}/webApps?pageSize=100")
    for app in found.get("apps", []):
        if app.get("displayName") == APP:
            number = app["appId"].split(":")[1]
            return f"/v1/projects/{number}/apps/{app['appId']}/recaptchaEnterpriseConfig"
    return ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
