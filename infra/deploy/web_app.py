"""`python -m infra.deploy.web_app PROJECT SITE NAME`: the site's init.json names the web app.

App Check needs the app's ID, which Hosting tells only of the app that is linked to the site. gcloud
and firebase have no command for it: it is a PATCH of Hosting's site.
"""

import sys
from collections.abc import Iterator

from infra.deploy import rest

_FIREBASE = "https://firebase.googleapis.com"
_HOSTING = "https://firebasehosting.googleapis.com"


def main(project: str, site: str, name: str) -> int:
    """An app that is linked already stays: people register theirs with App Check."""
    path = f"/v1beta1/projects/{project}/sites/{site}"
    linked = rest.get(project, _HOSTING, path).get("appId")
    if not linked:
        linked = next(_named(project, name), None)
        if not linked:
            raise SystemExit(f"The web app {name} does not exist in {project}")
        rest.patch(project, _HOSTING, path, {"appId": linked}, ["appId"])
    print(f"{site}: {linked}")
    return 0


def _named(project: str, name: str) -> Iterator[str]:
    page = ""
    while True:
        path = f"/v1beta1/projects/{project}/webApps?pageSize=100&pageToken={page}"
        answer = rest.get(project, _FIREBASE, path)
        yield from (
            app["appId"] for app in answer.get("apps", []) if app.get("displayName") == name
        )
        page = answer.get("nextPageToken", "")
        if not page:
            return


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
