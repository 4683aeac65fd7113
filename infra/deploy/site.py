"""What needs the Firebase CLI: security rules, indexes and Hosting."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import ROOT
from infra.security_txt import security_txt

CONFIGURATION = "firebase.deploy.json"
SITE = "web/dist/site.json"
SECURITY = "web/dist/.well-known/security.txt"
FIREBASE = "infra/local/node_modules/.bin/firebase"


def rules(target: Target) -> Iterator[Step]:
    yield Step(
        "Firebase in the project",
        _firebase(target, "projects:addfirebase", target.project),
        unless=_firebase(target, "hosting:sites:list"),
    )
    yield Step("security rules and indexes", _firebase(target, "deploy", "--only=firestore"))


def hosting(target: Target) -> Iterator[Step]:
    yield Step(
        "the site's web app",  # the front end reads its keys from /__/firebase/init.json
        _firebase(target, "apps:create", "WEB", "publish-event"),
        unless=_firebase(target, "apps:sdkconfig", "WEB"),
    )
    yield Step("Firebase Hosting", _firebase(target, "deploy", "--only=hosting"))


def _firebase(target: Target, *arguments: str) -> Command:
    place = (f"--project={target.project}", f"--config={CONFIGURATION}", "--non-interactive")
    return (FIREBASE, *arguments, *place)


def write_configuration(target: Target) -> None:
    """Writes it beside firebase.json, to which the paths in it are relative.

    And into the built site what differs between deployments: site.json, with the public address
    that the functions have, too; and security.txt.
    """
    (ROOT / CONFIGURATION).write_text(configuration(target))
    (ROOT / SITE).write_text(site(target))
    (ROOT / SECURITY).parent.mkdir(exist_ok=True)
    (ROOT / SECURITY).write_text(security(target))


def site(target: Target) -> str:
    return json.dumps({"public_url": _public_url(target)}) + "\n"


def security(target: Target) -> str:
    return security_txt(_public_url(target), target.variables["MAIL_FROM"], datetime.now(UTC))


def _public_url(target: Target) -> str:
    return target.variables["PUBLIC_URL"].rstrip("/")


def configuration(target: Target) -> str:
    """firebase.json with the target's region, without the emulators."""
    config = json.loads((ROOT / "firebase.json").read_text())
    del config["emulators"]
    for rewrite in config["hosting"]["rewrites"]:
        if run := rewrite.get("run"):
            run["region"] = target.region
    return json.dumps(config, indent=2) + "\n"
