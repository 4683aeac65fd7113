"""What needs the Firebase CLI: security rules, indexes and Hosting."""

import json
from collections.abc import Iterator

from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import ROOT

CONFIGURATION = "firebase.deploy.json"
SITE = "web/dist/site.json"
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

    And site.json into the built site: the public address that the functions have, too.
    """
    (ROOT / CONFIGURATION).write_text(configuration(target))
    (ROOT / SITE).write_text(site(target))


def site(target: Target) -> str:
    return json.dumps({"public_url": target.variables["PUBLIC_URL"].rstrip("/")}) + "\n"


def configuration(target: Target) -> str:
    """firebase.json with the target's region, without the emulators."""
    config = json.loads((ROOT / "firebase.json").read_text())
    del config["emulators"]
    for rewrite in config["hosting"]["rewrites"]:
        if run := rewrite.get("run"):
            run["region"] = target.region
    return json.dumps(config, indent=2) + "\n"
