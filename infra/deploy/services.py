"""A function as a Cloud Run service: its build, its deploy command, its revisions, its URLs.

A release is built once. The first function that needs it is deployed from source; the others are
deployed from the image of that revision. It holds them all, and FUNCTION_TARGET says which starts.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from infra.deploy.steps import Argument, Command, Json, Lookup, Step, join, named, whole
from infra.deploy.target import Target
from infra.functions import PYTHON, ROOT, Function

BASE_IMAGE = "python" + PYTHON.replace(".", "")
# The buildpack compiles our sources (python3 -m compileall) for the times that they have then,
# but in the image they are all of 1980, so that each instance would compile them again. With this
# variable it is for their contents: https://docs.python.org/3/library/py_compile.html
_EPOCH = "SOURCE_DATE_EPOCH=315532800"
_BASE_IMAGES = "docker.pkg.dev/serverless-runtimes/google-22/runtimes"
CANDIDATE = "candidate"
"""The tag of the revision that is being rolled out."""
PAUSED = "paused"
"""The tag of the revision that answers every publish with 503."""
_UNCHECKED = "run.googleapis.com/invoker-iam-disabled"
SWITCH = "PUBLISH_ENABLED"
"""Functions that read this variable can be paused."""

Image = str | Lookup


@dataclass(frozen=True)
class Deployed:
    """What serves before a deployment: which services exist, and the image of this release."""

    services: frozenset[str] = frozenset()
    image: Image | None = None

    @classmethod
    def read(
        cls, target: Target, functions: tuple[Function, ...], revisions: str | None
    ) -> "Deployed":
        """From the JSON of `list_revisions`."""
        ours = {revision(target, function) for function in functions}
        services, image = set(), None
        for each in json.loads(revisions or "[]"):
            conditions = {c["type"]: c["status"] for c in each["status"].get("conditions", [])}
            if conditions.get("Ready") == "True":
                services.add(each["metadata"]["labels"]["serving.knative.dev/service"])
                if each["metadata"]["name"] in ours:
                    image = each["spec"]["containers"][0]["image"]
        return cls(frozenset(services), image)


def list_revisions(target: Target) -> Command:
    return ("gcloud", "run", "revisions", "list", *_place(target), "--format=json")


def _list_services(target: Target) -> Command:
    return ("gcloud", "run", "services", "list", *_place(target), "--format=json")


def _place(target: Target) -> Command:
    return (f"--region={target.region}", target.flag)


def create(target: Target, functions: tuple[Function, ...], now: Deployed) -> Iterator[Step]:
    """Each service's first revision, with all traffic. Later ones come by a rollout."""
    image = now.image
    for function in functions:
        yield Step(
            f"function {function.name}" + ("" if image else _built(target)),
            _deploy(target, function, image),
            unless=_list_services(target),
            pick=partial(_serving, function),
            wanted=_served(target, function),
            delete=(("gcloud", "run", "services", "delete", function.name, *_place(target)),),
            slow=image is None,
        )
        if image is None and function.name not in now.services:
            image = _image(target, revision(target, function))
    for function in functions:
        if SWITCH in function.environment:
            yield create_paused(target, function)


def _serving(function: Function, services: Any) -> Json | None:
    """A service, and the configuration of the revision that has most of its traffic.

    None if no revision ever became ready: then it has to be deployed again.
    """
    service = named(function.name, "metadata.name")(services)
    if service is None or not service["status"].get("latestReadyRevisionName"):
        return None
    most = max(service["status"]["traffic"], key=lambda entry: entry.get("percent", 0))
    configuration = most["revisionName"].rpartition("-")[2]
    notes = service["metadata"].get("annotations", {})
    return {
        "configuration": configuration,
        "annotations": notes,
        "callers": "checked" if notes.get(_UNCHECKED, "").lower() != "true" else "anyone",
    }


def _served(target: Target, function: Function) -> Json:
    ingress = "all" if function.trigger == "http" else "internal"
    return {
        "configuration": _suffix(target, function).rpartition("-")[2],
        "annotations": {
            "run.googleapis.com/ingress": ingress,
            "run.googleapis.com/minScale": str(function.instances[0]),
        },
    }


def create_candidate(target: Target, function: Function, image: Image | None) -> Step:
    """This release as a revision without traffic, with a URL of its own."""
    return Step(
        f"revision {revision(target, function)}" + ("" if image else _built(target)),
        (*_deploy(target, function, image), "--no-traffic", f"--tag={CANDIDATE}"),
        unless=describe_revision(target, revision(target, function)),
        slow=image is None,
    )


def create_paused(target: Target, function: Function) -> Step:
    """The revision that answers 503, of the image that was deployed last."""
    off = target.model_copy(update={"variables": target.variables | {SWITCH: "false"}})
    image = Lookup(_describe(target, function.name, "spec.template.spec.containers[0].image"))
    return Step(
        f"revision {paused_revision(function)}, for make pause",
        (
            *_from_image(off, function, image, PAUSED),
            *("--no-traffic", f"--tag={PAUSED}"),
        ),
        unless=list_revisions(target),
        pick=named(paused_revision(function), "metadata.name"),
    )


def paused_revision(function: Function) -> str:
    return f"{function.name}-{PAUSED}"


def _built(target: Target) -> str:
    logs = f"https://console.cloud.google.com/cloud-build/builds?project={target.project}"
    return f", built from source (some minutes, {logs})"


def describe_revision(target: Target, revision: str) -> Command:
    place = (f"--region={target.region}", target.flag, "--format=value(metadata.name)")
    return ("gcloud", "run", "revisions", "describe", revision, *place)


def revision(target: Target, function: Function) -> str:
    return f"{function.name}-{_suffix(target, function)}"


def deterministic_url(target: Target, name: str) -> str | Argument:
    """Known before the service exists. Cloud Run also gives the service another one: `url`."""
    return join(f"https://{name}-", project_number(target), f".{target.region}.run.app")


def project_number(target: Target) -> Lookup:
    project = ("gcloud", "projects", "describe", target.project)
    return Lookup((*project, "--format=value(projectNumber)"))


def url(target: Target, name: str) -> Lookup:
    """The URL that the service reports and accepts as the audience of an OIDC token."""
    return Lookup(_describe(target, name, "status.url"))


def housekeeping(target: Target) -> Iterator[Step]:
    """Images and uploads of source that no revision needs are deleted by Google."""
    # Cloud Run keeps its own copy of an image for as long as a revision serves from it.
    repositories = ("gcloud", "artifacts", "repositories")
    repository = ("cloud-run-source-deploy", f"--location={target.region}", target.flag)
    files = ("--policy=infra/images.cleanup.json", "--no-dry-run")
    set_policies = (*repositories, "set-cleanup-policies", *repository, *files)
    yield Step(
        "old images are deleted",
        set_policies,
        unless=(*repositories, "describe", *repository, "--format=json"),
        pick=whole,
        wanted={
            "cleanupPolicies": {
                "keep-recent": {"action": "KEEP", "mostRecentVersions": {"keepCount": 10}},
                "delete-old": {"action": "DELETE", "condition": {"olderThan": "2592000s"}},
            },
            "cleanupPolicyDryRun": False,
        },
        update=set_policies,
        leaves="the images in cloud-run-source-deploy, which other services may use",
    )
    url = f"gs://run-sources-{target.project}-{target.region}"
    buckets = ("gcloud", "storage", "buckets")
    update = (*buckets, "update", url, "--lifecycle-file=infra/sources.lifecycle.json", target.flag)
    yield Step(
        "old uploads of source are deleted",
        update,
        unless=(*buckets, "describe", url, target.flag, "--raw", "--format=json"),
        pick=whole,
        wanted={"lifecycle": json.loads((ROOT / "infra/sources.lifecycle.json").read_text())},
        update=update,
        leaves=f"{url}, whose objects are deleted after 30 days",
    )


def public(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """No binding for allUsers, which organizations forbid: the check of the caller is off."""
    for function in functions:
        if function.trigger == "http":
            update = ("gcloud", "run", "services", "update", function.name)
            command = (*update, "--no-invoker-iam-check", *_place(target))
            yield Step(
                f"anyone may call {function.name}",
                command,
                unless=_list_services(target),
                pick=partial(_serving, function),
                wanted={"callers": "anyone"},
                update=command,
            )


def _secret_version(target: Target, secret: str) -> Lookup:
    """The number of the newest enabled version: a revision stays with it."""
    versions = ("gcloud", "secrets", "versions", "list", secret, target.flag)
    newest = ("--filter=state=ENABLED", "--sort-by=~createTime", "--limit=1")
    return Lookup((*versions, *newest, "--format=value(name.basename())"))


def _describe(target: Target, name: str, field: str) -> Command:
    place = (f"--region={target.region}", target.flag)
    return ("gcloud", "run", "services", "describe", name, *place, f"--format=value({field})")


def _image(target: Target, revision: str) -> Lookup:
    place = (f"--region={target.region}", target.flag)
    describe = ("gcloud", "run", "revisions", "describe", revision, *place)
    return Lookup((*describe, "--format=value(spec.containers[0].image)"))


def _deploy(target: Target, function: Function, image: Image | None) -> Command:
    if image:
        return _from_image(target, function, image, _suffix(target, function))
    account = f"projects/{target.project}/serviceAccounts/{target.account('build')}"
    return (
        *("gcloud", "run", "deploy", function.name, target.flag, f"--region={target.region}"),
        *("--source=.", f"--function={function.name}", f"--base-image={BASE_IMAGE}"),
        # Without it gcloud builds another kind of image, one with an operating system, over a
        # service that was deployed from an image before: the others could not start from it.
        "--automatic-updates",
        f"--build-service-account={account}",
        f"--set-build-env-vars=GOOGLE_FUNCTION_SOURCE={function.source},{_EPOCH}",
        f"--revision-suffix={_suffix(target, function)}",
        *_configuration(target, function),
    )


def _from_image(target: Target, function: Function, image: Image, suffix: str) -> Command:
    return (
        *("gcloud", "run", "deploy", function.name, target.flag, f"--region={target.region}"),
        join("--image=", image),
        f"--base-image={target.region}-{_BASE_IMAGES}/{BASE_IMAGE}",
        f"--revision-suffix={suffix}",
        *_configuration(target, function),
    )


def _suffix(target: Target, function: Function) -> str:
    """The release, and a digest of the configuration: a change of either is a new revision."""
    configuration = json.dumps([str(argument) for argument in _configuration(target, function)])
    return f"{target.release}-{hashlib.sha256(configuration.encode()).hexdigest()[:6]}"


def _configuration(target: Target, function: Function) -> Command:
    public = function.trigger == "http"
    min_instances, max_instances = function.instances
    if public and target.max_instances:
        max_instances = target.max_instances
    return (
        f"--service-account={target.account(function.name)}",
        f"--memory={function.memory}",
        f"--cpu={function.cpu}",
        f"--concurrency={function.concurrency}",
        f"--timeout={function.timeout}",
        # Of the service: warm once, and not again for each revision that has a tag.
        f"--min={min_instances}",
        f"--max-instances={max_instances}",
        "--no-invoker-iam-check" if public else "--no-allow-unauthenticated",
        "--ingress=all" if public else "--ingress=internal",
        f"--set-env-vars=^|^{'|'.join(_environment(target, function))}",
        *_secrets(target, function),
    )


def _environment(target: Target, function: Function) -> list[str]:
    values = {
        "PYTHONPATH": "/workspace",
        "FUNCTION_TARGET": function.name,
        "FUNCTION_SOURCE": function.source,
    }
    values |= {
        name: target.variables[name] for name in function.variables if name in target.variables
    }
    return [f"{name}={value}" for name, value in values.items()]


def _secrets(target: Target, function: Function) -> Command:
    parts: list[str | Lookup] = []
    for secret in function.secrets:
        parts += ["," if parts else "", f"{secret}={secret}:", _secret_version(target, secret)]
    return (join("--set-secrets=", *parts),) if parts else ()
