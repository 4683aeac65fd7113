"""Cloud Run, as gcloud speaks to it: services, their revisions and traffic, builds from source."""

import hashlib
import json
import re
from typing import Any

from tests.support.google import rules
from tests.support.google.messages import check
from tests.support.google.resources import key
from tests.support.google.server import NUMBER, PROJECT, Google, Json, Refused, Request, invalid

_SERVICES = f"namespaces/{PROJECT}/services"
_REVISIONS = f"namespaces/{PROJECT}/revisions"
_PREFIX = "run.googleapis.com/"


def answer(google: Google, request: Request) -> Any:
    """Requests to the Knative API, to the builds, and uploads of source."""
    path = re.sub(r"^/apis/serving\.knative\.dev/v1/", "", request.path)
    path = path.replace(f"namespaces/{NUMBER}", f"namespaces/{PROJECT}")
    if request.path.endswith("builds:submit"):
        return _built(google, request)
    if "/builds/" in request.path or "/operations/build" in request.path:
        return google.operations[key(request.path)]
    if request.path.startswith(("/upload/", "/resumable/upload/")):
        return _uploaded(request)
    return _knative(google, request, path)


def _knative(google: Google, request: Request, path: str) -> Any:
    if request.method == "GET":
        if path not in (_SERVICES, _REVISIONS):
            return google.find(path)
        return {"metadata": {}, "items": google.under(path)}
    if request.method == "DELETE":
        name = google.find(path)["metadata"]["name"]
        for revision in google.under(_REVISIONS):
            if revision["metadata"]["labels"]["serving.knative.dev/service"] == name:
                del google.store[f"{_REVISIONS}/{revision['metadata']['name']}"]
        google.policies.pop(f"projects/{PROJECT}/locations/europe-west1/services/{name}", None)
        del google.store[path]
        return {"kind": "Status", "status": "Success"}
    if request.method == "PUT":
        google.find(path)
        return _stored(google, path, request.body)
    name = request.body["metadata"]["name"]
    if f"{path}/{name}" in google.store:
        raise Refused(409, "ALREADY_EXISTS", f"Resource '{name}' already exists.")
    return _stored(google, f"{path}/{name}", request.body)


def knows(request: Request) -> bool:
    starts = ("/apis/serving.knative.dev/", "/upload/", "/resumable/upload/")
    return (
        request.path.startswith(starts)
        or request.path.endswith("builds:submit")
        or "/operations/build" in request.path
    )


def _built(google: Google, request: Request) -> Json:
    check("build", request.body)
    if request.body.get("serviceAccount", "").rpartition("/")[2] not in str(list(google.store)):
        raise invalid("The service account of the build does not exist.")
    number = google.number("build")
    digest = "sha256:" + hashlib.sha256(str(number).encode()).hexdigest()
    build = {
        "id": f"build{number}",
        "name": f"projects/{NUMBER}/locations/europe-west1/builds/build{number}",
        "projectId": PROJECT,
        "status": "SUCCESS",
        "logUrl": f"https://console.cloud.google.com/cloud-build/builds/build{number}",
        "results": {"images": [{"name": request.body["imageUri"], "digest": digest}]},
    }
    kind = "type.googleapis.com/google.devtools.cloudbuild.v1."
    operation = f"projects/{PROJECT}/locations/europe-west1/operations/build{number}"
    google.operations[operation] = {
        "name": operation,
        "done": True,
        "metadata": {"@type": kind + "BuildOperationMetadata", "build": build},
        "response": {"@type": kind + "Build"} | build,
    }
    image = request.body["imageUri"]
    google.images[f"{image}@{digest}"] = request.body["buildpackBuild"]
    base = request.body["buildpackBuild"].get("baseImage", "")
    rectified = f"europe-west1-docker.pkg.dev/serverless-runtimes/google-22/runtimes/{base}"
    return {
        "buildOperation": {"name": operation, "metadata": google.operations[operation]["metadata"]},
        "baseImageUri": rectified,
    }


def _uploaded(request: Request) -> Json:
    sent = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", request.headers.get("content-range", ""))
    if sent and int(sent[2]) + 1 < int(sent[3]):
        raise Refused(308, "RESUME_INCOMPLETE", f"bytes=0-{sent[2]}")
    size = sent[3] if sent else (request.body or {}).get("size", "1")
    name = request.query.get("name") or (request.body or {}).get("name", "source")
    bucket = re.search(r"/b/([^/]+)/", request.path)
    return {
        "kind": "storage#object",
        "bucket": bucket[1] if bucket else "",
        "name": name,
        "generation": "1",
        "size": size,  # gcloud compares it
    }


# --- Services -------------------------------------------------------------------------------------


def _stored(google: Google, path: str, service: Json) -> Json:
    name = service["metadata"]["name"]
    before = google.store.get(path)
    revision = _revision(google, name, service, before)
    _check_traffic(google, service, revision)
    traffic = [
        {**one, "revisionName": revision} if one.get("latestRevision") else dict(one)
        for one in service["spec"]["traffic"]
    ]
    for one in traffic:
        if tag := one.get("tag"):
            one["url"] = f"https://{tag}---{name}-x.a.run.app"
    generation = (before or {}).get("metadata", {}).get("generation", 0) + 1
    service["metadata"] |= {"generation": generation, "namespace": NUMBER, "uid": name}
    service["metadata"].setdefault("labels", {})["cloud.googleapis.com/location"] = "europe-west1"
    service["status"] = {
        "observedGeneration": generation,
        "latestReadyRevisionName": revision,
        "latestCreatedRevisionName": revision,
        "url": f"https://{name}-x.a.run.app",
        "address": {"url": f"https://{name}-x.a.run.app"},
        "conditions": [
            {"type": kind, "status": "True"}
            for kind in ("Ready", "ConfigurationsReady", "RoutesReady")
        ],
        "traffic": traffic,
    }
    google.store[path] = service
    return service


def _revision(google: Google, name: str, service: Json, before: Json | None) -> str:
    """The name of the template's revision, which is made unless it exists."""
    template = service["spec"]["template"]
    named = template["metadata"].get("name")
    latest = (before or {}).get("status", {}).get("latestReadyRevisionName")
    if before and _same(template, before["spec"]["template"]):
        return str(latest)
    revision = named or f"{name}-{google.number('revision'):05}-abc"
    if f"{_REVISIONS}/{revision}" in google.store:
        raise Refused(409, "ALREADY_EXISTS", f"Revision named '{revision}' already exists.")
    _check_template(google, template)
    google.store[f"{_REVISIONS}/{revision}"] = {
        "apiVersion": "serving.knative.dev/v1",
        "kind": "Revision",
        "metadata": {
            "name": revision,
            "namespace": NUMBER,
            "labels": {"serving.knative.dev/service": name},
            "annotations": template["metadata"].get("annotations", {}),
        },
        "spec": template["spec"],
        "status": {"conditions": [{"type": "Ready", "status": "True"}]},
    }
    return revision


def _same(one: Json, other: Json) -> bool:
    def essence(template: Json) -> str:
        notes = {
            name: value
            for name, value in template["metadata"].get("annotations", {}).items()
            if "client" not in name
        }
        name = template["metadata"].get("name")
        return json.dumps([name, notes, template["spec"]], sort_keys=True)

    return essence(one) == essence(other)


def _check_template(google: Google, template: Json) -> None:
    (container,) = template["spec"]["containers"]
    notes = template["metadata"].get("annotations", {})
    cpu = int(container["resources"]["limits"]["cpu"])
    memory = container["resources"]["limits"]["memory"]
    gibibytes = float(memory[:-2]) / (1024 if memory.endswith("Mi") else 1)
    most = int(notes.get("autoscaling.knative.dev/maxScale", 100))
    for amount, limit, what in (
        (cpu, rules.YOUNG_PROJECT_CPU, "CpuAlloc"),
        (gibibytes, rules.YOUNG_PROJECT_MEMORY_GIB, "MemAlloc"),
    ):
        if most * amount > limit:
            raise invalid(
                f"Max instances must be set to {int(limit / amount)} or fewer. "
                f"Quota violated: {what}PerProjectRegion"
            )
    account = template["spec"].get("serviceAccountName")
    google.find(f"projects/{PROJECT}/serviceAccounts/{account}")
    if container["image"] not in google.images:
        raise invalid(f"Image '{container['image']}' not found.")
    has_system = not google.images[container["image"]].get("enableAutomaticUpdates")
    if has_system and f"{_PREFIX}base-images" in notes:
        raise invalid("The image has an operating system: it runs on no base image.")
    if not has_system and f"{_PREFIX}base-images" not in notes:
        raise invalid("The image has no operating system: it needs a base image.")
    for variable in container.get("env", []):
        if reference := variable.get("valueFrom", {}).get("secretKeyRef"):
            secret = f"projects/{PROJECT}/secrets/{reference['name']}"
            google.find(f"{secret}/versions/{reference['key']}")
            _check_access(google, secret, str(account))


def _check_access(google: Google, secret: str, account: str) -> None:
    bindings = google.policies.get(secret, {}).get("bindings", [])
    if not any(f"serviceAccount:{account}" in binding["members"] for binding in bindings):
        raise Refused(403, "PERMISSION_DENIED", f"Permission denied on secret: {secret}")


def _check_traffic(google: Google, service: Json, latest: str) -> None:
    entries = service["spec"].setdefault("traffic", [{"latestRevision": True, "percent": 100}])
    if sum(entry.get("percent", 0) for entry in entries) != 100:
        raise invalid("Traffic must add up to 100 percent.")
    for entry in entries:
        if (revision := entry.get("revisionName")) and revision != latest:
            google.find(f"{_REVISIONS}/{revision}")
