"""Firebase's management, rules, Hosting and Identity Platform, as firebase-tools speaks to them."""

import re
from typing import Any

from tests.support.google.messages import check
from tests.support.google.server import (
    NUMBER,
    PROJECT,
    Google,
    Json,
    Refused,
    Request,
    invalid,
    not_found,
)

_HERE = f"projects/{PROJECT}"


def knows(request: Request) -> bool:
    return _handler(request) is not None


def answer(google: Google, request: Request) -> Any:
    found = _handler(request)
    assert found
    handler, match = found
    return handler(google, request, *match.groups())


def _handler(request: Request) -> Any:
    line = str(request)
    for pattern, handler in _ROUTES.items():
        if match := re.fullmatch(pattern, line):
            return handler, match
    return None


def _project(google: Google, request: Request) -> Json:
    _check_quota_project(request)
    if "firebase" not in google.store:
        raise not_found(f"firebase {_HERE}")
    return {
        "projectId": PROJECT,
        "projectNumber": NUMBER,
        "name": _HERE,
        "state": "ACTIVE",
        "resources": {},
    }


def _check_quota_project(request: Request) -> None:
    """This API belongs to the client's project, and user credentials name none."""
    if request.headers.get("x-goog-user-project") != PROJECT:
        raise Refused(
            403,
            "PERMISSION_DENIED",
            "Your application is authenticating by using local Application Default Credentials. "
            "The firebase.googleapis.com API requires a quota project.",
        )


def _add(google: Google, request: Request) -> Json:
    _check_quota_project(request)
    if "firebase" in google.store:
        raise Refused(409, "ALREADY_EXISTS", "The project has Firebase already.")
    google.store["firebase"] = {"project": PROJECT}
    return {"name": "operations/firebase", "done": True, "response": {"projectId": PROJECT}}


def _apps(google: Google, request: Request) -> Json:
    if "firebase" not in google.store:
        raise not_found("Firebase")
    return {"apps": google.under(f"{_HERE}/webApps")}


def _app(google: Google, request: Request) -> Json:
    number = google.number("webApps")
    app_id = f"1:{NUMBER}:web:{number}"
    name = f"{_HERE}/webApps/{app_id}"
    google.store[name] = request.body | {"name": name, "appId": app_id, "platform": "WEB"}
    operation = {"name": f"operations/app{number}", "done": True, "response": google.store[name]}
    google.operations[f"operations/app{number}"] = operation
    return operation


def _set_app_check(google: Google, request: Request, app_id: str) -> Json:
    """A field of the app: it goes with it."""
    assert request.query == {"updateMask": "siteKey"}
    google.find(f"{_HERE}/webApps/{app_id}")["appCheck"] = request.body
    return _app_check(google, request, app_id)


def _app_check(google: Google, request: Request, app_id: str) -> Json:
    name = f"projects/{NUMBER}/apps/{app_id}/recaptchaEnterpriseConfig"
    return {"name": name, **google.find(f"{_HERE}/webApps/{app_id}").get("appCheck", {})}


def _sites(google: Google, request: Request) -> Json:
    return {"sites": google.under(f"{_HERE}/sites")}


def _new_site(google: Google, request: Request) -> Json:
    site = request.query["siteId"]
    if f"{_HERE}/sites/{site}" in google.store:
        raise Refused(409, "ALREADY_EXISTS", f"Site {site} exists.")
    if site in google.store.get("reserved", {}):
        raise invalid(f"Invalid name: `{site}` is reserved by another project; try `{site}-dd769`")
    if request.query.get("validateOnly") == "true":
        return {"name": f"{_HERE}/sites/{site}"}
    google.store[f"{_HERE}/sites/{site}"] = {
        "name": f"{_HERE}/sites/{site}",
        "defaultUrl": f"https://{site}.web.app",
        # A project's first site is its default one, which firebase asks for before it deploys.
        "type": "USER_SITE" if google.under(f"{_HERE}/sites") else "DEFAULT_SITE",
    } | (request.body or {})
    return google.store[f"{_HERE}/sites/{site}"]


def _site(google: Google, request: Request, site: str) -> Json:
    return google.find(f"{_HERE}/sites/{site}")


def _linked(google: Google, request: Request, site: str) -> Json:
    """Hosting links a web app of the same project, and nothing else of a site is changed here."""
    found = google.find(f"{_HERE}/sites/{site}")
    assert request.query == {"updateMask": "appId"}
    assert set(request.body) == {"appId"}
    if f"{_HERE}/webApps/{request.body['appId']}" not in google.store:
        raise invalid(f"No web app {request.body['appId']}")
    found |= request.body
    return found


def _version(google: Google, request: Request, site: str) -> Json:
    google.find(f"{_HERE}/sites/{site}")
    google.store[f"hosting/{site}"] = request.body
    return {"name": f"sites/{site}/versions/1", "status": "CREATED"}


def _populate(google: Google, request: Request, site: str) -> Json:
    google.store[f"hosting/{site}"]["files"] = sorted(request.body["files"])
    return {"uploadRequiredHashes": [], "uploadUrl": f"{google.address}/files"}


def _finalize(google: Google, request: Request, site: str) -> Json:
    google.store[f"hosting/{site}"]["config"] = request.body.get("config")
    return {"name": f"sites/{site}/versions/1", "status": "FINALIZED"}


def _release(google: Google, request: Request, site: str) -> Json:
    hosting = google.store[f"hosting/{site}"]
    hosting["release"] = {"type": "DEPLOY"} | (request.body or {})
    hosting["released"] = hosting["release"]["type"] == "DEPLOY"
    return {"name": f"sites/{site}/releases/1"}


def _live(google: Google, request: Request, site: str) -> Json:
    return {"name": "live", **google.find(f"hosting/{site}")}


def _indexes(google: Google, request: Request, *_: str) -> Json:
    """With one that somebody added, of a kind that ours are not."""
    theirs = {
        "name": f"{_HERE}/databases/(default)/collectionGroups/theirs/indexes/array",
        "queryScope": "COLLECTION",
        "fields": [
            {"fieldPath": "tags", "arrayConfig": "CONTAINS"},
            {"fieldPath": "__name__", "order": "ASCENDING"},
        ],
        "state": "READY",
    }
    return {"indexes": [theirs, *google.store.get("indexes", {}).get("all", [])]}


def _new_index(google: Google, request: Request, group: str) -> Json:
    """Firestore ends each index with the document's name, in the order of the last field."""
    check("indexes", request.body)
    fields = request.body["fields"]
    if fields[-1]["fieldPath"] != "__name__":
        fields = [*fields, {"fieldPath": "__name__", "order": fields[-1]["order"]}]
    kept = google.store.setdefault("indexes", {"all": []})["all"]
    name = f"{_HERE}/databases/(default)/collectionGroups/{group}/indexes/{len(kept)}"
    if any(f"/{group}/" in one["name"] and one["fields"] == fields for one in kept):
        raise Refused(409, "ALREADY_EXISTS", "index already exists")
    kept.append(request.body | {"fields": fields, "name": name, "state": "READY"})
    return {"name": "operations/index"}


def _fields(google: Google, request: Request, *_: str) -> Json:
    return {"fields": list(google.store.get("fields", {}).values())}


def _field(google: Google, request: Request, group: str, name: str) -> Json:
    """Firestore refuses a change of a field that is still being changed."""
    check("fields", request.body)
    path = f"{_HERE}/databases/(default)/collectionGroups/{group}/fields/{name}"
    before = [one for one in google.journal[-2:-1] if one.path == request.path]
    if before:
        raise Refused(409, "ABORTED", f"{path} is being changed")
    google.store.setdefault("fields", {})[path] = request.body | {"name": path}
    return {"name": "operations/field"}


def _ruleset(google: Google, request: Request) -> Json:
    google.store["ruleset"] = {"source": request.body["source"]}
    return {"name": f"{_HERE}/rulesets/1"}


def _released_rules(google: Google, request: Request, *_: str) -> Json:
    google.find("ruleset")
    return _rules_release(google, request)


def _rules(google: Google, request: Request) -> Json:
    return google.find("ruleset")


def _rules_release(google: Google, request: Request, *_: str) -> Json:
    return {"name": f"{_HERE}/releases/cloud.firestore", "rulesetName": f"{_HERE}/rulesets/1"}


def _sign_in(google: Google, request: Request) -> Json:
    if "signin" not in google.store:
        raise Refused(404, "NOT_FOUND", "CONFIGURATION_NOT_FOUND")
    return google.store["signin"]


def _set_sign_in(google: Google, request: Request) -> Json:
    config = google.store.setdefault("signin", {"authorizedDomains": ["localhost"]})
    for field in request.query["updateMask"].split(","):
        source: Any = request.body
        target: Any = config
        *parents, last = field.split(".")
        for part in parents:
            source, target = source[part], target.setdefault(part, {})
        target[last] = source[last]
    return config


def _google_provider(google: Google, request: Request) -> Json:
    if "googleSigninProviderConfig" not in google.find("provisioned").get("firebaseAuthInput", {}):
        raise not_found("google.com")
    return {"enabled": True}


def _provision(google: Google, request: Request) -> Json:
    google.store["provisioned"] = request.body
    google.store.setdefault("signin", {"authorizedDomains": ["localhost"]})
    return {"name": "operations/provision", "done": True, "response": {}}


_VERSIONS = r"/v1beta1/(?:projects/[^/]+/)?sites/([^/]+)/versions"
_GROUPS = r"/v1/projects/[^/]+/databases/\(default\)/collectionGroups/([^/]+)"
_ROUTES = {
    # It asks for services by the address that it was given for them.
    r"GET /v1/projects/[^/]+/services/127\.0\.0\.1": lambda *_: {"state": "ENABLED"},
    rf"GET /v1beta1/projects/{PROJECT}": _project,
    rf"POST /v1beta1/projects/{PROJECT}:addFirebase": _add,
    r"GET /v1beta1/projects/[^/]+/webApps": _apps,
    r"GET /v1beta1/projects/[^/]+:searchApps": _apps,
    r"POST /v1beta1/projects/[^/]+/webApps": _app,
    rf"GET /v1/projects/{NUMBER}/apps/([^/]+)/recaptchaEnterpriseConfig": _app_check,
    rf"PATCH /v1/projects/{NUMBER}/apps/([^/]+)/recaptchaEnterpriseConfig": _set_app_check,
    r"GET /v1beta1/projects/[^/]+/sites": _sites,
    r"POST /v1beta1/projects/[^/]+/sites": _new_site,
    r"GET /v1beta1/projects/[^/]+/sites/([^/]+)": _site,
    r"PATCH /v1beta1/projects/[^/]+/sites/([^/]+)": _linked,
    rf"POST {_VERSIONS}": _version,
    rf"POST {_VERSIONS}/1:populateFiles": _populate,
    rf"PATCH {_VERSIONS}/1": _finalize,
    r"POST /v1beta1/(?:projects/[^/]+/)?sites/([^/]+)/(?:channels/live/)?releases": _release,
    rf"GET {_GROUPS}/indexes": _indexes,
    rf"POST {_GROUPS}/indexes": _new_index,
    rf"GET {_GROUPS}/fields": _fields,
    rf"PATCH {_GROUPS}/fields/(.+)": _field,
    rf"POST /v1/projects/{PROJECT}:test": lambda *_: {"issues": []},
    rf"GET /v1/projects/{PROJECT}/releases/cloud.firestore": _released_rules,
    rf"GET /v1/projects/{PROJECT}/rulesets/1": _rules,
    r"GET /v1beta1/projects/[^/]+/sites/([^/]+)/channels/live": _live,
    r"GET /admin/v2/projects/[^/]+/defaultSupportedIdpConfigs/google.com": _google_provider,
    rf"GET /v1/projects/{PROJECT}/releases": lambda *_: {"releases": []},
    rf"POST /v1/projects/{PROJECT}/rulesets": _ruleset,
    rf"(?:POST|PUT|PATCH) /v1/projects/{PROJECT}/releases(.*)": _rules_release,
    r"GET /(?:admin/)?v2/projects/[^/]+/config": _sign_in,
    r"PATCH /(?:admin/)?v2/projects/[^/]+/config": _set_sign_in,
    r"POST /v1(?:alpha|beta)?/firebase:provisionFirebaseApp": _provision,
}
