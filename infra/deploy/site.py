"""What needs the Firebase CLI: security rules, indexes, sign-in and Hosting."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import ROOT
from infra.security_txt import security_txt

CONFIGURATION = "firebase.deploy.json"
SITE = "web/dist/site.json"
SECURITY = "web/dist/.well-known/security.txt"
FIREBASE = "infra/local/node_modules/.bin/firebase"
ASSETS = "/assets/**"
"""The rule in firebase.json for the files whose names hold a hash of their content."""
APP = "publish-event"
"""The web app's display name."""


def rules(target: Target) -> Iterator[Step]:
    yield Step(
        "Firebase in the project",
        _firebase(target, "projects:addfirebase", target.project),
        unless=_listed(target, "projects:list", field="projectId", value=target.project),
    )
    yield Step("security rules and indexes", _firebase(target, "deploy", "--only=firestore"))


def hosting(target: Target) -> Iterator[Step]:
    """The front end reads its keys from /__/firebase/init.json, which the web app makes.

    The site comes first: making an app makes a site too where there is none, of another name.
    """
    yield Step(
        f"the site {target.site}",
        _firebase(target, "hosting:sites:create", target.site),
        unless=_listed(target, "hosting:sites:list", field="site", value=target.site),
    )
    yield Step(
        "the site's web app",
        _firebase(target, "apps:create", "WEB", APP),
        unless=_listed(target, "apps:list", "WEB", field="displayName", value=APP),
    )
    yield Step("sign-in", _firebase(target, "deploy", "--only=auth"))
    yield Step(
        "sign-in by e-mail link, and the site's domain",
        (".venv/bin/python", "-m", "infra.deploy.signin", target.project, target.address),
    )
    yield Step("Firebase Hosting", _firebase(target, "deploy", "--only=hosting"))


def _listed(target: Target, *arguments: str, field: str, value: str) -> Command:
    """Prints the value if it is in a list of the Firebase CLI, which has no filters."""
    return (
        *(".venv/bin/python", "-m", "infra.deploy.listed", field, value, "--"),
        *_firebase(target, *arguments, "--json"),
    )


def _firebase(target: Target, *arguments: str) -> Command:
    place = (f"--project={target.project}", f"--config={CONFIGURATION}", "--non-interactive")
    return (FIREBASE, *arguments, *place)


def write_configuration(target: Target) -> None:
    """Writes it beside firebase.json, to which the paths in it are relative."""
    (ROOT / CONFIGURATION).write_text(configuration(target))


def write_site(target: Target) -> None:
    """Writes into the built site what differs between deployments.

    That is site.json, with the public address that the functions have, too, and security.txt.
    """
    (ROOT / SITE).write_text(site(target))
    (ROOT / SECURITY).parent.mkdir(exist_ok=True)
    (ROOT / SECURITY).write_text(security(target))


def site(target: Target) -> str:
    return json.dumps({"public_url": target.address}) + "\n"


def security(target: Target) -> str:
    return security_txt(target.address, target.variables["MAIL_FROM"], datetime.now(UTC))


def configuration(target: Target) -> str:
    """firebase.json with the target's region, site and sign-in, without the emulators."""
    config = json.loads((ROOT / "firebase.json").read_text())
    del config["emulators"]
    config["hosting"]["site"] = target.site
    for rewrite in config["hosting"]["rewrites"]:
        if run := rewrite.get("run"):
            run["region"] = target.region
    for rule in config["hosting"]["headers"]:
        if rule["source"] == ASSETS and (names := _built_assets()):
            # Not by folder: a chunk that is gone answers 404, which must not be kept for a year.
            rule["source"] = f"/assets/@({'|'.join(names)})"
    config["auth"] = {"providers": {"emailPassword": True} | _google_sign_in(target)}
    return json.dumps(config, indent=2) + "\n"


def _built_assets() -> list[str]:
    return sorted(file.name for file in (ROOT / "web/dist/assets").glob("*"))


def _google_sign_in(target: Target) -> dict[str, Any]:
    """Google demands an address that it shows to those who sign in."""
    if not target.support_email:
        return {}
    handlers = [target.address, f"https://{target.project}.firebaseapp.com"]
    return {
        "googleSignIn": {
            "oAuthBrandDisplayName": "Publish Event",
            "supportEmail": target.support_email,
            "authorizedRedirectUris": [f"{origin}/__/auth/handler" for origin in handlers],
        },
    }
