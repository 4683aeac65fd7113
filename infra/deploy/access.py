"""Service accounts, one a function, and their roles, each granted on the narrowest resource."""

from collections.abc import Iterator

from infra.deploy.services import project_number
from infra.deploy.steps import Argument, Command, Step, join
from infra.deploy.target import Target
from infra.functions import Function, Resource

# Roles that a function needs only while the variable is on.
_OPTIONAL = {
    "CHECK_REVOKED": "roles/firebaseauth.viewer",
    "VERTEX_LOCATION": "roles/aiplatform.user",
}
_CALLERS = {"push": "push", "schedule": "scheduler"}


def accounts(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    names = {function.name: f"Function {function.name}" for function in functions} | {
        "push": "Pub/Sub calls the workers",
        "scheduler": "Cloud Scheduler calls sweep and canary",
        "build": "Cloud Build makes the functions",
    }
    create = ("gcloud", "iam", "service-accounts", "create")
    describe = ("gcloud", "iam", "service-accounts", "describe")
    for name, display_name in names.items():
        yield Step(
            f"service account event-{name}",
            (*create, f"event-{name}", f"--display-name={display_name}", target.flag),
            unless=(*describe, target.account(name), target.flag, "--format=value(email)"),
        )
    yield _grant(target, "build", "project", "roles/run.builder")


def roles(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    for function in functions:
        for resource, names in function.roles.items():
            for role in names:
                yield _grant(target, function.name, resource, role)
        for variable, role in _OPTIONAL.items():
            if variable in function.environment and target.enabled(variable):
                yield _grant(target, function.name, "project", role)


def callers(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """Each private function may be called by one account, which sends an OIDC token."""
    for function in functions:
        if caller := _CALLERS.get(function.trigger):
            on_service = ("gcloud", "run", "services", "add-iam-policy-binding", function.name)
            yield binding(
                f"event-{caller} may call {function.name}",
                (*on_service, f"--region={target.region}", target.flag),
                member(target, caller),
                "roles/run.invoker",
            )
    on_account = ("gcloud", "iam", "service-accounts", "add-iam-policy-binding")
    yield binding(
        "Pub/Sub may create tokens of event-push",
        (*on_account, target.account("push"), target.flag),
        pubsub_agent(target),
        "roles/iam.serviceAccountTokenCreator",
    )


def binding(title: str, on_resource: Command, who: str | Argument, role: str) -> Step:
    """`on_resource` is an `add-iam-policy-binding` without its member and role."""
    return Step(title, (*on_resource, join("--member=", who), f"--role={role}"))


def member(target: Target, name: str) -> str:
    return f"serviceAccount:{target.account(name)}"


def pubsub_agent(target: Target) -> str | Argument:
    """Pub/Sub's service agent in the project: it moves dead letters and writes to BigQuery."""
    domain = "gcp-sa-pubsub.iam.gserviceaccount.com"
    return join("serviceAccount:service-", project_number(target), f"@{domain}")


def on_topic(target: Target, name: str) -> Command:
    return ("gcloud", "pubsub", "topics", "add-iam-policy-binding", name, target.flag)


def on_folder(target: Target, name: str) -> Command:
    path = f"gs://{target.bucket}/{name}/"
    return ("gcloud", "storage", "managed-folders", "add-iam-policy-binding", path, target.flag)


def _on_project(target: Target) -> Command:
    # gcloud asks for a condition unless this flag says that there is none.
    return ("gcloud", "projects", "add-iam-policy-binding", target.project, "--condition=None")


def _grant(target: Target, name: str, resource: Resource, role: str) -> Step:
    on: dict[Resource, Command] = {
        "project": _on_project(target),
        "topic": on_topic(target, target.topic),
        "uploads": on_folder(target, "uploads"),
        "covers": on_folder(target, "covers"),
    }
    title = f"event-{name}: {role} on the {resource}"
    return binding(title, on[resource], member(target, name), role)
