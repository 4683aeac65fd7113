"""What is Firebase's: security rules, indexes, sign-in, App Check and Hosting."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from infra.deploy import released
from infra.deploy.compare import Including
from infra.deploy.steps import PYTHON, Command, Json, Step, named, whole
from infra.deploy.target import Target
from infra.deploy.web_app import APP
from infra.functions import ROOT
from infra.security_txt import security_txt

SITE = "web/dist/site.json"
SECURITY = "web/dist/.well-known/security.txt"
FIREBASE = "infra/local/node_modules/.bin/firebase"
ASSETS = "/assets/**"
"""The rule in firebase.json for the files whose names hold a hash of their content."""


def rules(target: Target) -> Iterator[Step]:
    yield Step(
        "Firebase in the project",
        _firebase(target, "projects:addfirebase", target.project),
        unless=_released("project", target.project),
        pick=whole,
        leaves="Firebase in the project, its APIs and its accounts of organizers",
    )
    yield replace(
        _repeated(
            "security rules and indexes",
            _firebase(target, "deploy", "--only=firestore"),
            _released("firestore", target.project),
            _rules_and_indexes(),
        ),
        leaves="the security rules",
    )


def _rules_and_indexes() -> Json:
    """Firestore may hold more of both: people add indexes, and firebase leaves them."""
    files = json.loads((ROOT / "firebase.json").read_text())["firestore"]
    wanted = json.loads((ROOT / files["indexes"]).read_text())
    return {
        "rules": (ROOT / files["rules"]).read_text(),
        "indexes": Including(
            tuple(
                released.index_line(index["collectionGroup"], index["fields"])
                for index in wanted["indexes"]
            )
        ),
        "fields": Including(
            tuple(
                released.field_line(
                    field["collectionGroup"],
                    field["fieldPath"],
                    len(field["indexes"]),
                    ttl=field.get("ttl", False),
                )
                for field in wanted["fieldOverrides"]
            )
        ),
    }


def hosting(target: Target) -> Iterator[Step]:
    """The front end reads its keys from /__/firebase/init.json, which the web app makes.

    The site comes first: making an app makes a site too where there is none, of another name.
    """
    yield Step(
        f"the site {target.site}",
        _firebase(target, "hosting:sites:create", target.site),
        unless=_released("sites", target.project),
        pick=named(target.site),
        leaves=f"the name of the site {target.site}, which answers nothing",
    )
    yield Step(
        "the site's web app",
        _firebase(target, "apps:create", "WEB", APP),
        unless=_released("web-apps", target.project),
        pick=named(APP, "displayName"),
        leaves=f"the web app {APP}, until somebody removes it in the Firebase console",
    )
    link = (*PYTHON, "infra.deploy.web_app", target.project, target.site)
    yield Step(
        "the site's init.json names it",
        link,
        unless=_released("web-app", target.project, target.site),
        pick=whole,
        wanted={"ours": True},
        update=link,
    )
    yield from _app_check(target)
    yield from _sign_in(target)
    # So late that all it calls is there.
    message = _digest(target)
    off = _firebase(target, "hosting:disable", f"--site={target.site}", "--force")
    yield replace(
        _repeated(
            "Firebase Hosting",
            _firebase(target, "deploy", "--only=hosting", f"--message={message}"),
            _released("hosting", target.project, target.site),
            {"message": message},
        ),
        delete=lambda found: (off,) if found["message"] != released.OFF else (),
    )


def _app_check(target: Target) -> Iterator[Step]:
    if not target.recaptcha_key:
        return
    configure = (*PYTHON, "infra.deploy.app_check", target.project, target.recaptcha_key)
    yield Step(
        "App Check of the site's web app",
        configure,
        unless=_released("app-check", target.project),
        pick=whole,
        wanted={"siteKey": target.recaptcha_key},
        update=configure,
    )


def _sign_in(target: Target) -> Iterator[Step]:
    asked = _released("sign-in", target.project)
    google = {"google": True} if target.support_email else {}
    yield _repeated(
        "sign-in",
        _firebase(target, "deploy", "--only=auth"),
        asked,
        {"signIn": {"email": {"enabled": True}}} | google,
    )
    yield _repeated(
        "sign-in by e-mail link, and the site's domain",
        (*PYTHON, "infra.deploy.signin", target.project, target.address),
        asked,
        {
            "signIn": {"email": {"enabled": True, "passwordRequired": False}},
            "authorizedDomains": Including((urlsplit(target.address).hostname,)),
        },
    )


def _repeated(title: str, command: Command, asked: Command, wanted: Json) -> Step:
    """The same command makes it and brings it up to date."""
    return Step(title, command, unless=asked, pick=whole, wanted=wanted, update=command)


def _released(what: str, *arguments: str) -> Command:
    return (*PYTHON, "infra.deploy.released", what, *arguments)


def _firebase(target: Target, *arguments: str) -> Command:
    place = (
        f"--project={target.project}",
        f"--config={configuration_file(target)}",
        "--non-interactive",
    )
    return (FIREBASE, *arguments, *place)


def configuration_file(target: Target) -> str:
    """Beside firebase.json, to which the paths in it are relative. Each project has its own: to
    print another's plan changes nothing of a deployment under way.
    """
    return f"firebase.{target.project}.deploy.json"


def write_configuration(target: Target) -> None:
    (ROOT / configuration_file(target)).write_text(configuration(target))


def write_site(target: Target) -> None:
    """Writes into the built site what differs between deployments.

    That is site.json, with the public address that the functions have, too, and reCAPTCHA's key;
    and security.txt.
    """
    (ROOT / SECURITY).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / SITE).write_text(site(target))
    (ROOT / SECURITY).write_text(security(target))


def _digest(target: Target) -> str:
    """Of all that is released: the built front end, and what is written for this target.

    It changes with the half-year, so that security.txt, which expires within a year, is renewed.
    """
    built = ROOT / "web/dist"
    ours = {ROOT / SITE, ROOT / SECURITY}
    hosting = json.loads(configuration(target))["hosting"]
    digest = hashlib.sha256(f"{json.dumps(hosting)}{site(target)}".encode())
    for file in sorted(path for path in built.rglob("*") if path.is_file() and path not in ours):
        digest.update(f"{file.relative_to(built)}\n".encode() + file.read_bytes())
    today = datetime.now(UTC)
    return f"{digest.hexdigest()[:12]}-{today.year}-{1 if today.month <= 6 else 2}"


def site(target: Target) -> str:
    key = {"recaptcha_key": target.recaptcha_key} if target.recaptcha_key else {}
    return json.dumps({"public_url": target.address} | key) + "\n"


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
