"""A function as a Cloud Run service: its command, its revisions, its address."""

import hashlib
import json

from infra.deploy.steps import Command, Step, answer
from infra.deploy.target import Target
from infra.functions import PYTHON, Function

BASE_IMAGE = "python" + PYTHON.replace(".", "")
CANDIDATE = "candidate"


def created(target: Target, function: Function) -> Step:
    """The service's first revision, with all traffic. Later ones are a rollout's."""
    # A service whose first revision never started is there, and is none.
    return Step(
        f"function {function.name}",
        _deploy(target, function),
        unless=_describe(target, function.name, "status.latestReadyRevisionName"),
    )


def candidate(target: Target, function: Function) -> Step:
    """This release as a revision without traffic, at an address of its own."""
    return Step(
        f"revision {revision(target, function)}",
        (*_deploy(target, function), "--no-traffic", f"--tag={CANDIDATE}"),
        unless=existing(target, revision(target, function)),
    )


def existing(target: Target, revision: str) -> Command:
    place = (f"--region={target.region}", target.flag, "--format=value(metadata.name)")
    return ("gcloud", "run", "revisions", "describe", revision, *place)


def revision(target: Target, function: Function) -> str:
    return f"{function.name}-{_suffix(target, function)}"


def address(target: Target, name: str) -> str:
    """Made of what is known before the service is; it answers at two."""
    return f"https://{name}-{project_number(target)}.{target.region}.run.app"


def project_number(target: Target) -> str:
    project = ("gcloud", "projects", "describe", target.project)
    return answer(*project, "--format=value(projectNumber)")


def url(target: Target, name: str) -> str:
    """What it calls itself, and takes as the audience of a token."""
    return answer(*_describe(target, name, "status.url"))


def secret_version(target: Target, secret: str) -> str:
    """The number of its newest version in use: what is deployed stays with it."""
    return answer(
        *("gcloud", "secrets", "versions", "list", secret, target.flag),
        *("--filter=state=ENABLED", "--sort-by=~createTime", "--limit=1"),
        "--format=value(name.basename())",
    )


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
    configuration = json.dumps(_configuration(target, function))
    return f"{target.release}-{hashlib.sha256(configuration.encode()).hexdigest()[:6]}"


def _configuration(target: Target, function: Function) -> Command:
    public = function.trigger == "http"
    least, most = function.instances
    return (
        f"--build-service-account=projects/{target.project}/serviceAccounts/"
        f"{target.account('build')}",
        f"--set-build-env-vars=GOOGLE_FUNCTION_SOURCE={function.source}",
        f"--service-account={target.account(function.name)}",
        f"--memory={function.memory}",
        f"--cpu={function.cpu}",
        f"--concurrency={function.concurrency}",
        f"--timeout={function.timeout}",
        f"--min-instances={least}",
        f"--max-instances={most}",
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
        f"--set-secrets={secret}={secret}:{secret_version(target, secret)}"
        for secret in function.secrets
    )
