"""A function as a Cloud Run service: its deploy command, its revisions, its URLs."""

import hashlib
import json

from infra.deploy.steps import Argument, Command, Lookup, Step, join
from infra.deploy.target import Target
from infra.functions import PYTHON, Function

BASE_IMAGE = "python" + PYTHON.replace(".", "")
CANDIDATE = "candidate"
"""The tag of the revision that is being rolled out."""


def create(target: Target, function: Function) -> Step:
    """The service's first revision, with all traffic. Later ones come by a rollout."""
    # A service whose first revision never became ready exists, and has to be deployed again.
    return Step(
        f"function {function.name}",
        _deploy(target, function),
        unless=_describe(target, function.name, "status.latestReadyRevisionName"),
    )


def create_candidate(target: Target, function: Function) -> Step:
    """This release as a revision without traffic, with a URL of its own."""
    return Step(
        f"revision {revision(target, function)}",
        (*_deploy(target, function), "--no-traffic", f"--tag={CANDIDATE}"),
        unless=describe_revision(target, revision(target, function)),
    )


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


def _secret_version(target: Target, secret: str) -> Lookup:
    """The number of the newest enabled version: a revision stays with it."""
    versions = ("gcloud", "secrets", "versions", "list", secret, target.flag)
    newest = ("--filter=state=ENABLED", "--sort-by=~createTime", "--limit=1")
    return Lookup((*versions, *newest, "--format=value(name.basename())"))


def _describe(target: Target, name: str, field: str) -> Command:
    place = (f"--region={target.region}", target.flag)
    return ("gcloud", "run", "services", "describe", name, *place, f"--format=value({field})")


def _deploy(target: Target, function: Function) -> Command:
    return (
        *("gcloud", "run", "deploy", function.name),
        *(target.flag, f"--region={target.region}"),
        *("--source=.", f"--function={function.name}", f"--base-image={BASE_IMAGE}"),
        f"--revision-suffix={_suffix(target, function)}",
        *_configuration(target, function),
    )


def _suffix(target: Target, function: Function) -> str:
    """The release, and a digest of the configuration: a change of either is a new revision."""
    configuration = json.dumps([str(argument) for argument in _configuration(target, function)])
    return f"{target.release}-{hashlib.sha256(configuration.encode()).hexdigest()[:6]}"


def _configuration(target: Target, function: Function) -> Command:
    public = function.trigger == "http"
    min_instances, max_instances = function.instances
    return (
        f"--build-service-account=projects/{target.project}/serviceAccounts/"
        f"{target.account('build')}",
        f"--set-build-env-vars=GOOGLE_FUNCTION_SOURCE={function.source}",
        f"--service-account={target.account(function.name)}",
        f"--memory={function.memory}",
        f"--cpu={function.cpu}",
        f"--concurrency={function.concurrency}",
        f"--timeout={function.timeout}",
        f"--min-instances={min_instances}",
        f"--max-instances={max_instances}",
        "--allow-unauthenticated" if public else "--no-allow-unauthenticated",
        "--ingress=all" if public else "--ingress=internal",
        f"--set-env-vars=^|^{'|'.join(_environment(target, function))}",
        *_secrets(target, function),
    )


def _environment(target: Target, function: Function) -> list[str]:
    values = {"PYTHONPATH": "/workspace"} | function.server
    values |= {
        name: target.variables[name] for name in function.variables if name in target.variables
    }
    return [f"{name}={value}" for name, value in values.items()]


def _secrets(target: Target, function: Function) -> Command:
    return tuple(
        join(f"--set-secrets={secret}={secret}:", _secret_version(target, secret))
        for secret in function.secrets
    )
