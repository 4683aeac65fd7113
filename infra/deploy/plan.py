"""The plan: every command of a deployment, in order, from a target and `functions.toml`."""

from collections.abc import Iterator

from infra.deploy import (
    access,
    analytics,
    messaging,
    monitoring,
    objectives,
    pipeline,
    services,
    site,
    storage,
)
from infra.deploy.compare import Including
from infra.deploy.services import Deployed
from infra.deploy.steps import Command, Stage, Step
from infra.deploy.target import Target
from infra.functions import Function

_APIS = (
    *("artifactregistry", "bigquery", "cloudbuild", "cloudresourcemanager", "cloudscheduler"),
    *("firebase", "firebasehosting", "firebaserules", "firestore", "iam", "iamcredentials"),
    *("identitytoolkit", "logging", "monitoring", "pubsub", "run", "secretmanager", "storage"),
)


def plan(
    target: Target, functions: tuple[Function, ...], now: Deployed | None = None
) -> tuple[Stage, ...]:
    """Runs nothing. A stage depends only on the stages before it. `now` is by default: nothing."""
    stages = {
        "APIs": _apis(target),
        "Service accounts": access.accounts(target, functions),
        "Firestore": (*storage.database(target), *site.rules(target)),
        "Bucket": storage.bucket(target),
        "Topics": messaging.topics(target),
        "Secrets": storage.secrets(target, functions),
        "Roles of the functions": access.roles(target, functions),
        "Log-based metrics": monitoring.metrics(target),
        "Functions": services.create(target, functions, now or Deployed()),
        "Callers of the functions": (
            *services.public(target, functions),
            *access.callers(target, functions),
        ),
        "Housekeeping": services.housekeeping(target),
        "Subscriptions": messaging.subscriptions(target, functions),
        "Sweep and canary": messaging.schedule(target, functions),
        "Analytics": analytics.steps(target),
        "Objectives": (*objectives.objectives(target), *objectives.uptime_checks(target)),
        "Dashboard and alerts": monitoring.dashboard_and_alerts(target),
        "Site": site.hosting(target),
        "Deployment without keys": pipeline.steps(target, functions),
    }
    made = (Stage(title, tuple(steps)) for title, steps in stages.items())
    return tuple(stage for stage in made if stage.steps)


def _apis(target: Target) -> Iterator[Step]:
    vertex = ("aiplatform",) if target.enabled("VERTEX_LOCATION") else ()
    tokens = ("sts",) if target.github_repo else ()
    create_agent = ("gcloud", "beta", "services", "identity", "create")
    yield _enabled(target, "APIs", *_APIS, *vertex, *tokens)
    if target.recaptcha_key:  # apart: one call takes twenty
        yield _enabled(target, "APIs of App Check", "firebaseappcheck", "recaptchaenterprise")
    yield Step(
        "Pub/Sub's service agent",
        (*create_agent, "--service=pubsub.googleapis.com", target.flag),
    )


def _enabled(target: Target, title: str, *apis: str) -> Step:
    names = tuple(f"{name}.googleapis.com" for name in apis)
    enable: Command = ("gcloud", "services", "enable", *names, target.flag)
    return Step(
        title,
        enable,
        unless=("gcloud", "services", "list", "--enabled", target.flag, "--format=json"),
        pick=lambda found: {"enabled": [api["config"]["name"] for api in found]},
        wanted={"enabled": Including(names)},
        update=enable,
        leaves="the enabled APIs",
    )
