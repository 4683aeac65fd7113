"""`python -m infra.deploy.app_check PROJECT KEY`: reCAPTCHA earns the site its App Check tokens.

gcloud and firebase have no command for it: it is a PATCH of the app's configuration. KEY is the ID
of a score-based reCAPTCHA Enterprise key of the project.
"""

import sys
from typing import Any

from infra.deploy import rest
from infra.deploy.web_app import APP, app_id

API = "https://firebaseappcheck.googleapis.com"


def main(project: str, key: str) -> int:
    config = _config(project)
    if not config:
        raise SystemExit(f"The web app {APP} does not exist in {project}")
    rest.patch(project, API, config, {"siteKey": key}, ["siteKey"])
    print(f"App Check: by the key {key}")
    return 0


def current(project: str) -> dict[str, Any]:
    """The app's configuration; empty before there is an app."""
    config = _config(project)
    return rest.get(project, API, config) if config else {}


def _config(project: str) -> str:
    """Its path; empty before there is an app."""
    app = app_id(project)
    return f"/v1/projects/{app.split(':')[1]}/apps/{app}/recaptchaEnterpriseConfig" if app else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
