"""Service accounts, one a function, and their roles, each granted on the narrowest resource."""

from collections.abc import Iterator

from infra.deploy.compare import Including
from infra.deploy.services import project_number
from infra.deploy.steps import Argument, Command, Json, Pick, Step, join, named
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
    for name, display_name in names.items():
        yield account(target, name, display_name)
    yield _grant(target, "build", "project", "roles/run.builder")


def account(target: Target, name: str, display_name: str) -> Step:
    group = ("gcloud", "iam", "service-accounts")
    email = target.account(name)
    return Step(
        f"service account event-{name}",
        (*group, "create", f"event-{name}", f"--display-name={display_name}", target.flag),
        unless=(*group, "list", target.flag, "--format=json"),
        pick=named(email, "email"),
        wanted={"disabled": False},
        update=(*group, "enable", email, target.flag),
        delete=((*group, "delete", email, target.flag),),
    )


def roles(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    for function in functions:
        for resource, names in function.roles.items():
            for role in names:
                yield _grant(target, function.name, resource, role)
        for variable, role in _OPTIONAL.items():
            if variable in function.environment and target.enabled(variable):
                yield _grant(target, function.name, "project", role)
    if target.enabled("REQUIRE_APP_CHECK"):
        yield may_sign_as_canary(target, "canary")


def may_sign_as_canary(target: Target, name: str) -> Step:
    """A smoke test gets its App Check token by that signature (functions/canary/app_check.py)."""
    return binding(
        f"event-{name} may sign as event-canary",
        on_account(target, "canary"),
        member(target, name),
        "roles/iam.serviceAccountTokenCreator",
    )


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
    yield binding(
        "Pub/Sub may create tokens of event-push",
        on_account(target, "push"),
        pubsub_agent(target),
        "roles/iam.serviceAccountTokenCreator",
    )


def binding(
    title: str, on_resource: Command, who: str | Argument, role: str, *, remains: bool = False
) -> Step:
    """`on_resource` is an `add-iam-policy-binding` without its member and role.

    `remains`: the resource outlives `make destroy`, or may, so the binding has to be removed.
    """
    rest = (join("--member=", who), f"--role={role}")
    add = _with(on_resource, "add", rest)
    unconditional = tuple(part for part in on_resource if part != "--condition=None")
    return Step(
        title,
        add,
        unless=_with(unconditional, "get", ("--format=json",)),
        pick=members(role),
        wanted={"members": Including((who,))},
        update=add,
        delete=(_with(on_resource, "remove", rest),) if remains else (),
    )


def members(role: str) -> Pick:
    """Picks from a policy who has the role without a condition; none is an empty list."""

    def pick(policy: Json) -> Json:
        bindings = policy.get("bindings", [])
        found = (b for b in bindings if b["role"] == role and not b.get("condition"))
        return {"members": [member for each in found for member in each["members"]]}

    return pick


def _with(on_resource: Command, verb: str, flags: Command) -> Command:
    """The command with another verb. bq takes flags before what they are about."""
    names = {"get": "get-iam-policy", "remove": "remove-iam-policy-binding"}
    command = tuple(
        names.get(verb, part) if part == "add-iam-policy-binding" else part for part in on_resource
    )
    return (*command[:-1], *flags, command[-1]) if command[0] == "bq" else (*command, *flags)


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


def on_account(target: Target, name: str) -> Command:
    accounts = ("gcloud", "iam", "service-accounts", "add-iam-policy-binding")
    return (*accounts, target.account(name), target.flag)


def on_project(target: Target) -> Command:
    # gcloud asks for a condition unless this flag says that there is none.
    return ("gcloud", "projects", "add-iam-policy-binding", target.project, "--condition=None")


def _grant(target: Target, name: str, resource: Resource, role: str) -> Step:
    on: dict[Resource, Command] = {
        "project": on_project(target),
        "topic": on_topic(target, target.topic),
        "uploads": on_folder(target, "uploads"),
        "covers": on_folder(target, "covers"),
    }
    title = f"event-{name}: {role} on the {resource}"
    remains = resource != "topic"
    return binding(title, on[resource], member(target, name), role, remains=remains)
