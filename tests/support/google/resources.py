"""The APIs that are alike: collections of resources, their policies, and long operations."""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from tests.support.google.messages import check
from tests.support.google.rules import KNOWN_ROLES
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

_VERSION = re.compile(r"^/(?:storage/|bigquery/)?v\d+(?:alpha|beta)?\d*/")
_P = r"projects/[^/]+"
_R = _P + r"/locations/[^/]+"

# Of a create: where the new resource's ID is, where the resource itself is.
Made = tuple[Callable[[Request], str], Callable[[Request], Json]]


def _base(name: str) -> str:
    return name.rpartition("/")[2]


_CREATES: dict[str, Made] = {
    rf"{_P}/serviceAccounts": (
        lambda r: f"{r.body['accountId']}@{PROJECT}.iam.gserviceaccount.com",
        lambda r: r.body.get("serviceAccount", {}),
    ),
    rf"{_P}/roles": (lambda r: r.body["roleId"], lambda r: r.body["role"]),
    rf"{_P}/databases": (lambda r: r.query["databaseId"], lambda r: r.body),
    rf"{_P}/secrets": (lambda r: r.query["secretId"], lambda r: r.body),
    rf"{_P}/metrics": (lambda r: r.body["name"], lambda r: r.body),
    rf"{_P}/sinks": (lambda r: r.body["name"], lambda r: r.body),
    rf"{_R}/buckets": (lambda r: r.query["bucketId"], lambda r: r.body),
    rf"{_R}/buckets/[^/]+/links": (lambda r: r.query["linkId"], lambda r: r.body),
    rf"{_P}/services": (lambda r: r.query["serviceId"], lambda r: r.body),
    rf"{_P}/services/[^/]+/serviceLevelObjectives": (
        lambda r: r.query["serviceLevelObjectiveId"],
        lambda r: r.body,
    ),
    rf"{_R}/jobs": (lambda r: _base(r.body["name"]), lambda r: r.body),
    rf"{_R}/repositories": (lambda r: r.query["repositoryId"], lambda r: r.body),
    rf"{_P}/datasets": (lambda r: r.body["datasetReference"]["datasetId"], lambda r: r.body),
    rf"{_P}/datasets/[^/]+/tables": (
        lambda r: r.body["tableReference"]["tableId"],
        lambda r: r.body,
    ),
    rf"{_P}/locations/global/workloadIdentityPools": (
        lambda r: r.query["workloadIdentityPoolId"],
        lambda r: r.body | {"state": "ACTIVE"},
    ),
    rf"{_P}/locations/global/workloadIdentityPools/[^/]+/providers": (
        lambda r: r.query["workloadIdentityPoolProviderId"],
        lambda r: r.body | {"state": "ACTIVE"},
    ),
    r"b": (lambda r: r.body["name"], lambda r: r.body),
    r"b/[^/]+/managedFolders": (lambda r: r.body["name"], lambda r: r.body),
}
# Of these the server makes up the name.
_NUMBERED = rf"{_P}/(alertPolicies|notificationChannels|dashboards|uptimeCheckConfigs)"
_LISTS = {
    "serviceAccounts": "accounts",
    "b": "items",
    "managedFolders": "items",
}
# Created by PUT, or replaced by it.
_PUTS = rf"{_P}/(topics|subscriptions|metrics|sinks)/[^/]+"
_OPERATIONS = ("databases", "repositories", "workloadIdentityPools", "providers", "links")
# Deleted ones are described for weeks more, and may come back.
_SOFT: dict[str, Json] = {
    "roles": {"deleted": True},
    "workloadIdentityPools": {"state": "DELETED"},
    "providers": {"state": "DELETED"},
}


def answer(google: Google, request: Request) -> Any:
    """Raises Refused, also for what this Google does not know."""
    path = key(request.path)
    if (tail := request.path.rpartition(":")[2]) in _VERBS:
        return _VERBS[tail](google, request, path.rpartition(":")[0])
    if path.endswith("/iam"):
        verb = "getIamPolicy" if request.method == "GET" else "setIamPolicy"
        return _VERBS[verb](google, request, path.removesuffix("/iam"))
    if "/operations/" in path or path.startswith("operations/"):
        return google.operations.get(path, {"name": path, "done": True, "response": {}})
    return _RESOURCES[request.method](google, request, path)


def key(path: str) -> str:
    """A path without API version, with the project's ID where its number may stand."""
    short = _VERSION.sub("", path)
    return re.sub(rf"projects/({NUMBER}|-)(?=/|$)", f"projects/{PROJECT}", short)


def _get(google: Google, request: Request, path: str) -> Any:
    if path in google.store:
        return google.store[path]
    if path.endswith("/storageLayout"):
        return {"hierarchicalNamespace": {"enabled": False}}
    if re.fullmatch(r"b/[^/]+/managedFolders/.+", path):
        return google.find(path if path.endswith("/") else f"{path}/")
    if path.endswith("/managedFolders"):
        return {"items": [one for name, one in google.store.items() if name.startswith(f"{path}/")]}
    if _is_collection(path):
        listed = [one for one in google.under(path) if matches(one, request.query.get("filter"))]
        return {_LISTS.get(_base(path), _base(path)): listed} if listed else {}
    raise not_found(path)


def _is_collection(path: str) -> bool:
    listed = (
        *_CREATES,
        _NUMBERED,
        rf"{_P}/(topics|subscriptions|services)",
        rf"{_P}/secrets/[^/]+/versions",
        r"b/[^/]+/o",
    )
    return any(re.fullmatch(pattern, path) for pattern in listed)


def _post(google: Google, request: Request, path: str) -> Any:
    if re.fullmatch(_NUMBERED, path):
        name = f"{path}/{google.number(_base(path)) + 1000}"
        check(_base(path), request.body)
        _check_references(google, request.body)
        google.store[name] = request.body | {"name": name}
        if path.endswith("alertPolicies"):
            google.store[name].setdefault("enabled", True)
        return google.store[name]
    for pattern, (name_of, value_of) in _CREATES.items():
        if re.fullmatch(pattern, path):
            return _created(google, path, name_of(request), value_of(request))
    raise not_found(str(request))


def _created(google: Google, path: str, name: str, value: Json) -> Json:
    full = f"{path}/{name}"
    if full in google.store:
        raise Refused(409, "ALREADY_EXISTS", f"Resource already exists: {full}")
    check(_base(path), value)
    _check_references(google, value)
    shown = name if _base(path) in ("metrics", "sinks", "b", "managedFolders") else full
    google.store[full] = value | {"name": shown}
    if path == "b":
        google.store[full]["id"] = name  # by which gcloud knows a bucket of its project
    if "serviceAccounts" in path:
        google.store[full] |= {"email": name, "projectId": PROJECT}
    if _base(path) in _OPERATIONS:
        return _operation(google, path, google.store[full])
    return google.store[full]


def _put(google: Google, request: Request, path: str) -> Json:
    if not re.fullmatch(_PUTS, path):
        raise not_found(str(request))
    kind = path.split("/")[2]
    if kind not in ("metrics", "sinks") and path in google.store:
        raise Refused(409, "ALREADY_EXISTS", f"Resource already exists in the project: {path}")
    check(kind, request.body)
    _check_references(google, request.body)
    name = _base(path) if kind in ("metrics", "sinks") else path
    google.store[path] = request.body | {"name": name}
    return google.store[path]


def _patch(google: Google, request: Request, path: str) -> Json:
    """Without a mask the whole resource is replaced, as Google's are."""
    before, body = google.find(path), dict(request.body)
    mask = request.query.get("updateMask") or body.pop("updateMask", None)
    body = body.get("subscription", body)
    kind = path.split("/")[-2] if not path.startswith("b/") else "b"
    check(kind, body)
    _check_references(google, body)
    if kind == "repositories":
        body = _canonical(body)
    if mask is None and kind in ("alertPolicies", "dashboards"):
        google.store[path] = body | {"name": before["name"]}
        google.store[path].setdefault("enabled", True) if kind == "alertPolicies" else None
    else:
        fields = mask.split(",") if mask else list(body)
        for name in (camel(one.partition(".")[0]) for one in fields):
            if name in body:
                before[name] = body[name]
            else:
                before.pop(name, None)
    after = google.store[path]
    if kind in _OPERATIONS:
        return _operation(google, path.rpartition("/")[0], after)
    return after


def _canonical(repository: Json) -> Json:
    """As Artifact Registry answers: actions in capitals, whole seconds without a fraction."""
    for policy in repository.get("cleanupPolicies", {}).values():
        policy["action"] = policy["action"].upper()
        if age := (policy.get("condition") or {}).get("olderThan"):
            policy["condition"]["olderThan"] = age.replace(".0s", "s")
    return repository


def _operation(google: Google, collection: str, response: Json) -> Json:
    of_database = collection.endswith("/databases")
    parent = f"{collection}/(default)" if of_database else collection.rpartition("/")[0]
    parent = parent.partition("/buckets/")[0]  # of a link, the location
    name = f"{parent}/operations/{google.number('operation')}"
    kind = {"@type": "type.googleapis.com/google.protobuf.Struct"}
    google.operations[name] = {"name": name, "done": True, "response": kind | response}
    return google.operations[name]


def _delete(google: Google, request: Request, path: str) -> Json:
    if path.startswith("b/") and "/managedFolders/" in path and not path.endswith("/"):
        path += "/"
    found = google.find(path)
    kind = path.split("/")[-2]
    if found.get("deleteProtectionState") == "DELETE_PROTECTION_ENABLED":
        raise Refused(400, "FAILED_PRECONDITION", "The database is protected from deletion.")
    if kind in _SOFT:
        found |= _SOFT[kind]
        return _operation(google, path.rpartition("/")[0], found) if kind in _OPERATIONS else found
    _check_unused(google, path)
    for gone in [one for one in google.store if one == path or one.startswith(f"{path}/")]:
        del google.store[gone]
        google.policies.pop(gone, None)
    return _operation(google, path.rpartition("/")[0], {}) if kind in _OPERATIONS else {}


def _check_unused(google: Google, path: str) -> None:
    """A channel that a policy notifies stays, and so does a metric that one watches."""
    for one, value in google.store.items():
        if "/alertPolicies/" in one and path in value.get("notificationChannels", []):
            raise Refused(400, "FAILED_PRECONDITION", f"{path} is used by {one}.")


_RESOURCES = {
    "GET": _get,
    "POST": _post,
    "PUT": _put,
    "PATCH": _patch,
    "DELETE": _delete,
    "HEAD": _get,
}


def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _check_references(google: Google, body: Json) -> None:
    """A topic, a channel or a metric that is named must exist."""
    policy = body.get("deadLetterPolicy", {})
    for topic in filter(None, (body.get("topic"), policy.get("deadLetterTopic"))):
        google.find(topic)
    for channel in body.get("notificationChannels", []):
        google.find(channel)
    watched = str([body.get("conditions"), body.get("serviceLevelIndicator")])
    for objective in re.findall(r'select_slo_burn_rate\("([^"]+)", "\d+s"\)', watched):
        google.find(objective)
    for name in re.findall(r"logging\.googleapis\.com/user/(\w+)", watched):
        if f"projects/{PROJECT}/metrics/{name}" not in google.store:
            raise Refused(404, "NOT_FOUND", f'Cannot find metric(s) that match type = "{name}".')


def matches(resource: Json, condition: str | None) -> bool:
    """The filters that the server applies: `field=value`, text in double quotes, AND between."""
    for term in re.split(r" AND ", condition or ""):
        if not term:
            continue
        found = re.fullmatch(r'([\w.]+)\s*[=:]\s*("[^"]*"|[\w-]+)', term)
        if not found:
            raise invalid(f"Invalid filter: {term}")
        value: Any = resource
        for part in found[1].split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        if str(value) != found[2].strip('"'):
            return False
    return True


# --- Policies -------------------------------------------------------------------------------------


_FIRST_ETAG = b64encode(b"etag0").decode()


def _get_policy(google: Google, request: Request, path: str) -> Json:
    path = _on_folder(path)
    _exists(google, path)
    return google.policies.get(path, {"version": 1, "etag": _FIRST_ETAG})


def _set_policy(google: Google, request: Request, path: str) -> Json:
    path = _on_folder(path)
    _exists(google, path)
    policy = request.body.get("policy", request.body)
    check("policy", policy)
    before = google.policies.get(path, {"etag": _FIRST_ETAG})
    if policy.get("etag", before["etag"]) != before["etag"]:
        raise Refused(409, "ABORTED", "There were concurrent policy changes.")
    for binding in policy.get("bindings", []):
        _check_role(google, binding["role"])
        for member in binding["members"]:
            _check_member(google, member)
    etag = b64encode(f"etag{google.number('etag')}".encode()).decode()
    bindings = sorted(policy.get("bindings", []), key=lambda binding: str(binding["role"]))
    google.policies[path] = {"version": 1, "bindings": bindings, "etag": etag}
    return google.policies[path]


def _on_folder(path: str) -> str:
    return f"{path}/" if "/managedFolders/" in path and not path.endswith("/") else path


def _exists(google: Google, path: str) -> None:
    if path != f"projects/{PROJECT}" and not path.endswith("/services/" + _base(path)):
        google.find(path)
    elif "/locations/" in path:
        google.find(f"namespaces/{PROJECT}/services/{_base(path)}")


def _check_role(google: Google, role: str) -> None:
    if role.startswith("projects/"):
        google.find(key("/v1/" + role))
    elif role not in KNOWN_ROLES:
        raise invalid(f"Role {role} is not supported for this resource.")


def _check_member(google: Google, member: str) -> None:
    kind, _, email = member.partition(":")
    agents = google.store.get("agents", {})
    known = email in agents or f"projects/{PROJECT}/serviceAccounts/{email}" in google.store
    if kind == "serviceAccount" and not known:
        raise invalid(f"Service account {email} does not exist.")
    if member == "allUsers" and google.store.get("organization", {}).get("restricted"):
        raise Refused(
            412,
            "FAILED_PRECONDITION",
            "One or more users named in the policy do not belong to a permitted customer.",
        )


# --- What is no resource --------------------------------------------------------------------------


def _permissions(google: Google, request: Request, path: str) -> Json:
    return {"permissions": request.body.get("permissions", []) if request.body else []}


def _restored(google: Google, request: Request, path: str) -> Json:
    found = google.find(key(path))
    kind = key(path).split("/")[-2]
    if kind == "serviceAccounts":
        found.pop("disabled", None)
        return {}
    for name in _SOFT[kind]:
        found.pop(name)
    found |= {"state": "ACTIVE"} if kind != "roles" else {}
    return _operation(google, key(path).rpartition("/")[0], found) if kind in _OPERATIONS else found


def _enabled(google: Google, request: Request, path: str) -> Json:
    if len(request.body["serviceIds"]) > 20:
        raise invalid("The number of services must not exceed 20.")
    for name in request.body["serviceIds"]:
        google.store[f"projects/{PROJECT}/services/{name}"] = {
            "name": f"projects/{NUMBER}/services/{name}",
            "config": {"name": name},
            "state": "ENABLED",
        }
    return {"name": "operations/enable", "done": True, "response": {}}


def _batch_get(google: Google, request: Request, path: str) -> Json:
    found = [google.store.get(key("/v1/" + name)) for name in [request.query.get("names", "")]]
    return {"services": [one for one in found if one]}


def _identity(google: Google, request: Request, path: str) -> Json:
    service = _base(path).partition(".")[0]
    email = f"service-{NUMBER}@gcp-sa-{service}.iam.gserviceaccount.com"
    google.store.setdefault("agents", {})[email] = True
    answer = {"email": email, "uniqueId": "1"}
    return {"name": "operations/identity", "done": True, "response": answer}


def _add_version(google: Google, request: Request, path: str) -> Json:
    google.find(path)
    number = len(google.under(f"{path}/versions")) + 1
    name = f"{path}/versions/{number}"
    created = f"2026-11-{number:02}T00:00:00Z"
    google.store[name] = {"name": name, "state": "ENABLED", "createTime": created}
    google.store[name]["data"] = request.body["payload"]["data"]
    return {"name": name, "state": "ENABLED", "clientSpecifiedPayloadChecksum": True}


def _permissions_known(google: Google, request: Request, path: str) -> Json:
    return {"permissions": [{"name": "storage.objects.get"}]}


_VERBS = {
    "queryTestablePermissions": _permissions_known,
    "getIamPolicy": _get_policy,
    "setIamPolicy": _set_policy,
    "testIamPermissions": _permissions,
    "batchEnable": _enabled,
    "batchGet": _batch_get,
    "generateServiceIdentity": _identity,
    "addVersion": _add_version,
    "undelete": _restored,
    "enable": _restored,
}
