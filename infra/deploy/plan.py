"""The plan: a target and `functions.toml` in, every command in its order out. It runs nothing."""

from infra.deploy import access, keeping, messaging, monitoring, services, site
from infra.deploy.steps import Command, Stage, Step
from infra.deploy.target import Target
from infra.functions import Function

_APIS = (
    *("artifactregistry", "bigquery", "cloudbuild", "cloudresourcemanager", "cloudscheduler"),
    *("firebase", "firebasehosting", "firebaserules", "firestore", "iam", "iamcredentials"),
    *("identitytoolkit", "logging", "monitoring", "pubsub", "run", "secretmanager", "storage"),
)


def plan(target: Target, functions: tuple[Function, ...]) -> tuple[Stage, ...]:
    """Each stage needs what stands above it, and nothing below."""
    stages = {
        "APIs": _apis(target),
        "Service accounts": access.accounts(target, functions),
        "Firestore": (*keeping.database(target), *site.rules(target)),
        "Bucket": keeping.bucket(target),
        "Topics": messaging.topics(target),
        "Secrets": keeping.secrets(target, functions),
        "What each may do, and where": access.roles(target, functions),
        "Log-based metrics": monitoring.metrics(target),
        "Functions": (services.created(target, function) for function in functions),
        "Who may call them": access.callers(target, functions),
        "Subscriptions": messaging.subscriptions(target, functions),
        "The sweep": messaging.schedule(target, functions),
        "Analytics": messaging.analytics(target),
        "Dashboard and alerts": monitoring.watching(target),
        "Site": site.hosting(target),
    }
    return tuple(Stage(title, tuple(steps)) for title, steps in stages.items())


def _apis(target: Target) -> tuple[Step, ...]:
    vertex = ("aiplatform",) if target.has("VERTEX_LOCATION") else ()
    names = tuple(f"{name}.googleapis.com" for name in (*_APIS, *vertex))
    enable: Command = ("gcloud", "services", "enable", *names, target.flag)
    agent = ("gcloud", "beta", "services", "identity", "create")
    return (
        Step("APIs", enable),
        Step("Pub/Sub's own account", (*agent, "--service=pubsub.googleapis.com", target.flag)),
    )
