"""Who exists, and who may do what: a service account a function, each role where it is needed."""

from collections.abc import Iterator

from infra.deploy.services import project_number
from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import Function, Where

# What a switched-on variable needs besides.
_OPTIONAL = {
    "CHECK_REVOKED": "roles/firebaseauth.viewer",
    "VERTEX_LOCATION": "roles/aiplatform.user",
}
_CALLERS = {"push": "push", "schedule": "scheduler"}


def accounts(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    about = {function.name: f"Function {function.name}" for function in functions} | {
        "push": "Pub/Sub calls the workers",
        "scheduler": "Cloud Scheduler calls the sweep",
        "build": "Cloud Build makes the functions",
    }
    create = ("gcloud", "iam", "service-accounts", "create")
    describe = ("gcloud", "iam", "service-accounts", "describe")
    for name, words in about.items():
        yield Step(
            f"service account event-{name}",
            (*create, f"event-{name}", f"--display-name={words}", target.flag),
            unless=(*describe, target.account(name), target.flag, "--format=value(email)"),
        )
    yield _grant(target, "build", "project", "roles/run.builder")


def roles(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    for function in functions:
        for where, names in function.roles.items():
            for role in names:
                yield _grant(target, function.name, where, role)
        for variable, role in _OPTIONAL.items():
            if variable in function.environment and target.has(variable):
                yield _grant(target, function.name, "project", role)


def callers(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """What is not public is called by one account, which proves itself with an OIDC token."""
    for function in functions:
        if caller := _CALLERS.get(function.trigger):
            on = ("gcloud", "run", "services", "add-iam-policy-binding", function.name)
            yield bound(
                f"event-{caller} may call {function.name}",
                (*on, f"--region={target.region}", target.flag),
                member(target, caller),
                "roles/run.invoker",
            )
    on = ("gcloud", "iam", "service-accounts", "add-iam-policy-binding", target.account("push"))
    yield bound(
        "Pub/Sub may sign as event-push",
        (*on, target.flag),
        pubsub(target),
        "roles/iam.serviceAccountTokenCreator",
    )


def bound(what: str, on: Command, who: str, role: str) -> Step:
    return Step(what, (*on, f"--member={who}", f"--role={role}"))


def member(target: Target, name: str) -> str:
    return f"serviceAccount:{target.account(name)}"


def pubsub(target: Target) -> str:
    """Pub/Sub's own account in the project: it moves dead letters and writes to BigQuery."""
    number = project_number(target)
    return f"serviceAccount:service-{number}@gcp-sa-pubsub.iam.gserviceaccount.com"


def topic(target: Target, name: str) -> Command:
    return ("gcloud", "pubsub", "topics", "add-iam-policy-binding", name, target.flag)


def folder(target: Target, name: str) -> Command:
    path = f"gs://{target.bucket}/{name}/"
    return ("gcloud", "storage", "managed-folders", "add-iam-policy-binding", path, target.flag)


def _grant(target: Target, name: str, where: Where, role: str) -> Step:
    on: dict[Where, Command] = {
        "project": _on_project(target),
        "topic": topic(target, target.topic),
        "uploads": folder(target, "uploads"),
        "covers": folder(target, "covers"),
    }
    return bound(f"event-{name}: {role} on the {where}", on[where], member(target, name), role)


def _on_project(target: Target) -> Command:
    # Asked whether the binding holds always: it does.
    return ("gcloud", "projects", "add-iam-policy-binding", target.project, "--condition=None")
