"""Deployment without keys: GitHub's workflow is the account event-deployer, and gets no key for it.

GITHUB_REPO names the repository. Its main branch alone may become that account, which can do what
`make rollout` and `make smoke` do: change services, events and covers, and read the secrets.
"""

from collections.abc import Iterator

from infra.deploy import access
from infra.deploy.executor import Executor
from infra.deploy.services import project_number
from infra.deploy.steps import Argument, Command, Json, Step, join, whole
from infra.deploy.target import Target
from infra.functions import Function

ACCOUNT = "deployer"
ROLES = (
    "roles/run.admin",  # candidates, and the switched-off check of their callers
    "roles/run.sourceDeveloper",  # builds
    "roles/serviceusage.serviceUsageConsumer",  # requests are counted against the project
    "roles/secretmanager.viewer",  # the number of the newest version
    "roles/datastore.user",  # a smoke test purges the event that it published
)
"""On the project, instead of Owner."""
_POOL = "github"
_ISSUER = "https://token.actions.githubusercontent.com"


def steps(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """None without GITHUB_REPO."""
    if not target.github_repo:
        return
    yield access.account(target, ACCOUNT, "GitHub's workflow makes candidates")
    deployer = access.member(target, ACCOUNT)
    for role in ROLES:
        yield access.binding(
            f"event-{ACCOUNT}: {role} on the project",
            access.on_project(target),
            deployer,
            role,
            remains=True,
        )
    for name in ("build", *(function.name for function in functions)):
        yield access.binding(
            f"event-{ACCOUNT} may deploy as event-{name}",
            access.on_account(target, name),
            deployer,
            "roles/iam.serviceAccountUser",
        )
    yield access.binding(
        f"event-{ACCOUNT} purges covers of smoke tests",
        access.on_folder(target, "covers"),
        deployer,
        "roles/storage.objectUser",
        remains=True,
    )
    if target.enabled("REQUIRE_APP_CHECK"):
        yield access.may_sign_as_canary(target, ACCOUNT)
    for name in sorted({name for function in functions for name in function.secrets}):
        yield access.binding(
            f"event-{ACCOUNT} proves {name}",
            ("gcloud", "secrets", "add-iam-policy-binding", name, target.flag),
            deployer,
            "roles/secretmanager.secretAccessor",
            remains=True,
        )
    yield from _pool(target)


def _pool(target: Target) -> Iterator[Step]:
    pools = ("gcloud", "iam", "workload-identity-pools")
    place = (_POOL, "--location=global", target.flag)
    yield _undeletable(f"pool {_POOL}", pools, place, ("--display-name=GitHub",), {})
    main = f"assertion.repository=='{target.github_repo}' && assertion.ref=='refs/heads/main'"
    mapping = "google.subject=assertion.sub,attribute.repository=assertion.repository"
    options = (
        f"--issuer-uri={_ISSUER}",
        f"--attribute-mapping={mapping}",
        f"--attribute-condition={main}",
    )
    yield _undeletable(
        f"its provider, for {target.github_repo}",
        (*pools, "providers"),
        (*place, f"--workload-identity-pool={_POOL}"),
        options,
        {"attributeCondition": main, "oidc": {"issuerUri": _ISSUER}},
    )
    yield access.binding(
        f"{target.github_repo} may be event-{ACCOUNT}",
        access.on_account(target, ACCOUNT),
        _principals(target),
        "roles/iam.workloadIdentityUser",
    )


def _undeletable(
    title: str, group: Command, place: Command, options: Command, wanted: Json
) -> Step:
    """A deleted pool or provider is described for thirty days, and its name is taken."""
    kind = "-oidc" if group[-1] == "providers" else ""

    def gone(found: Json) -> bool:
        return bool(found.get("state") == "DELETED")

    return Step(
        title,
        (*group, f"create{kind}", *place, *options),
        unless=(*group, "describe", *place, "--format=json"),
        pick=whole,
        wanted={"state": "ACTIVE"} | wanted,
        update=lambda found: (
            (*group, "undelete", *place)
            if gone(found)
            else (*group, f"update{kind}", *place, *options)
        ),
        delete=lambda found: () if gone(found) else ((*group, "delete", *place),),
        leaves=f"the name of the {title.partition(',')[0].removeprefix('its ')}, for thirty days",
    )


def _principals(target: Target) -> str | Argument:
    """All runs of the repository that the provider lets in."""
    pool = f"locations/global/workloadIdentityPools/{_POOL}"
    return join(
        *("principalSet://iam.googleapis.com/projects/", project_number(target)),
        f"/{pool}/attribute.repository/{target.github_repo}",
    )


def provider(executor: Executor, target: Target) -> str:
    """The provider's name, as google-github-actions/auth wants it."""
    number = executor.output(project_number(target).command)
    return f"projects/{number}/locations/global/workloadIdentityPools/{_POOL}/providers/{_POOL}"
