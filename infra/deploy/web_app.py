"""`python -m infra.deploy.web_app PROJECT SITE`: the site's init.json names its web app.

App Check needs the app's ID, which Hosting tells only of the app that is linked to the site. gcloud
and firebase have no command for it: it is a PATCH of Hosting's site.
"""

import sys
from collections.abc import Iterator
from typing import Any

from infra.deploy import rest

APP = "publish-event"
"""The web app's display name."""
_FIREBASE = "https://firebase.googleapis.com"
_HOSTING = "https://firebasehosting.googleapis.com"


def main(project: str, site: str) -> int:
    app = app_id(project)
    if not app:
        raise SystemExit(f"The web app {APP} does not exist in {project}")
    rest.patch(project, _HOSTING, _site(project, site), {"appId": app}, ["appId"])
    print(f"{site}: {app}")
    return 0


def app_id(project: str) -> str:
    """Empty before there is an app. An app's ID is `1:PROJECT_NUMBER:web:…`."""
    found = (app["appId"] for app in apps(project) if app.get("displayName") == APP)
    return next(found, "")


def linked(project: str, site: str) -> dict[str, bool]:
    """Whether the site's app is the one of that name."""
    found = rest.get(project, _HOSTING, _site(project, site)).get("appId")
    return {"ours": bool(found) and found == app_id(project)}


def apps(project: str) -> list[dict[str, Any]]:
    return list(_pages(project, _FIREBASE, "webApps", "apps"))


def sites(project: str) -> list[dict[str, Any]]:
    return list(_pages(project, _HOSTING, "sites", "sites"))


def _site(project: str, site: str) -> str:
    return f"/v1beta1/projects/{project}/sites/{site}"


def _pages(project: str, api: str, collection: str, field: str) -> Iterator[dict[str, Any]]:
    page = ""
    while True:
        path = f"/v1beta1/projects/{project}/{collection}?pageSize=100&pageToken={page}"
        answer = rest.get(project, api, path)
        yield from answer.get(field, [])
        page = answer.get("nextPageToken", "")
        if not page:
            return


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
