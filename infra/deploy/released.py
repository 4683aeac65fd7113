"""`python -m infra.deploy.released WHAT PROJECT [SITE]`: what Firebase holds, as JSON.

firebase has no command to ask for most of it again, and takes seconds to start for the rest.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from infra.deploy import app_check, rest, signin, web_app

Json = dict[str, Any]
OFF = "(switched off)"


def main(what: str, project: str, *more: str) -> int:
    kinds: dict[str, Callable[..., Json | list[Json]]] = {
        "project": of_project,
        "firestore": firestore,
        "sign-in": sign_in,
        "sites": web_app.sites,
        "web-apps": web_app.apps,
        "web-app": web_app.linked,
        "app-check": app_check.current,
        "hosting": hosting,
    }
    print(json.dumps(kinds[what](project, *more)))
    return 0


def of_project(project: str) -> Json:
    """Empty for a project without Firebase."""
    return rest.get(project, "https://firebase.googleapis.com", f"/v1beta1/projects/{project}")


def firestore(project: str) -> Json:
    """The rules' text, and each index and field override as a line."""
    rules, api = "https://firebaserules.googleapis.com", "https://firestore.googleapis.com"
    release = rest.get(project, rules, f"/v1/projects/{project}/releases/cloud.firestore")
    ruleset = rest.get(project, rules, f"/v1/{release['rulesetName']}") if release else {}
    groups = f"/v1/projects/{project}/databases/(default)/collectionGroups/-"
    overridden = "indexConfig.usesAncestorConfig:false OR ttlConfig:*"
    indexes = rest.get(project, api, f"{groups}/indexes").get("indexes", [])
    fields = rest.get(project, api, f"{groups}/fields?filter={overridden}").get("fields", [])
    return {
        "rules": "".join(file["content"] for file in ruleset.get("source", {}).get("files", [])),
        "indexes": [index_line(_group(index["name"]), index["fields"]) for index in indexes],
        "fields": [
            field_line(
                _group(field["name"]),
                field["name"].rpartition("/")[2],
                len(field.get("indexConfig", {}).get("indexes", [])),
                ttl="ttlConfig" in field,
            )
            for field in fields
        ],
    }


def _group(name: str) -> str:
    return name.split("/")[5]


def index_line(group: str, fields: list[Json]) -> str:
    parts = [
        f"{field['fieldPath']} {field.get('order') or field.get('arrayConfig') or 'other'}"
        for field in fields
        if field["fieldPath"] != "__name__"  # every index ends with it
    ]
    return f"{group}: {', '.join(parts)}"


def field_line(group: str, path: str, indexes: int, *, ttl: bool) -> str:
    return f"{group}.{path}: {indexes} indexes{', expires' if ttl else ''}"


def sign_in(project: str) -> Json:
    google = rest.get(
        project,
        signin.API,
        f"/admin/v2/projects/{project}/defaultSupportedIdpConfigs/google.com",
    )
    return signin.current(project) | {"google": google.get("enabled", False)}


def hosting(project: str, site: str) -> Json:
    """The message of the live release, which is a digest of what was deployed."""
    api = "https://firebasehosting.googleapis.com"
    channel = rest.get(project, api, f"/v1beta1/projects/{project}/sites/{site}/channels/live")
    release = channel.get("release", {})
    live = release.get("type") != "SITE_DISABLE"
    return {"message": release.get("message", "") if live else OFF}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
