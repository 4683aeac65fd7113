"""Topics, subscriptions, and what runs by the clock."""

from collections.abc import Iterator

from infra.deploy import access, services
from infra.deploy.steps import Command, Json, Step, join, named, whole
from infra.deploy.target import Target
from infra.functions import Function
from infra.topics import DEAD_LETTERS, MAX_DELIVERY_ATTEMPTS

_RETRY_POLICY = ("--min-retry-delay=30s", "--max-retry-delay=600s")
DEAD_LETTER_POLICY = (
    f"--dead-letter-topic={DEAD_LETTERS}",
    f"--max-delivery-attempts={MAX_DELIVERY_ATTEMPTS}",
)


def topics(target: Target) -> Iterator[Step]:
    group = ("gcloud", "pubsub", "topics")
    for topic in (target.topic, DEAD_LETTERS):
        yield Step(
            f"topic {topic}",
            (*group, "create", topic, target.flag),
            unless=(*group, "list", target.flag, "--format=json"),
            pick=named(topic),
            delete=((*group, "delete", topic, target.flag),),
        )


def subscriptions(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """A push subscription for each worker, and one that stores dead letters."""
    retention = ("--message-retention-duration=7d",)
    yield subscription(
        target, DEAD_LETTERS, DEAD_LETTERS, retention, {"messageRetentionDuration": "604800s"}
    )
    yield access.binding(
        "Pub/Sub may publish dead letters",
        access.on_topic(target, DEAD_LETTERS),
        access.pubsub_agent(target),
        "roles/pubsub.publisher",
    )
    for function in functions:
        if function.trigger == "push":
            url, account = services.url(target, function.name), target.account("push")
            options = (
                join("--push-endpoint=", url),
                f"--push-auth-service-account={account}",
                f"--ack-deadline={function.timeout}",
                *(*_RETRY_POLICY, *DEAD_LETTER_POLICY),
            )
            wanted = {
                "pushConfig": {
                    "pushEndpoint": url,
                    "oidcToken": {"serviceAccountEmail": account},
                },
                "ackDeadlineSeconds": function.timeout,
                "retryPolicy": {"minimumBackoff": "30s", "maximumBackoff": "600s"},
                "deadLetterPolicy": dead_letters(target),
            }
            yield subscription(target, function.name, target.topic, options, wanted)
            yield may_forward_dead_letters(target, function.name)


def subscription(target: Target, name: str, topic: str, options: Command, wanted: Json) -> Step:
    group = ("gcloud", "pubsub", "subscriptions")
    options = (*options, "--expiration-period=never", target.flag)
    return Step(
        f"subscription {name}",
        (*group, "create", name, f"--topic={topic}", *options),
        unless=(*group, "list", target.flag, "--format=json"),
        pick=named(name),
        wanted=wanted | {"expirationPolicy": {"ttl": ""}},
        update=(*group, "update", name, *options),
        delete=((*group, "delete", name, target.flag),),
    )


def dead_letters(target: Target) -> Json:
    return {
        "deadLetterTopic": f"projects/{target.project}/topics/{DEAD_LETTERS}",
        "maxDeliveryAttempts": MAX_DELIVERY_ATTEMPTS,
    }


def may_forward_dead_letters(target: Target, name: str) -> Step:
    return access.binding(
        f"Pub/Sub may move dead letters from {name}",
        ("gcloud", "pubsub", "subscriptions", "add-iam-policy-binding", name, target.flag),
        access.pubsub_agent(target),
        "roles/pubsub.subscriber",
    )


def schedule(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    jobs = ("gcloud", "scheduler", "jobs")
    location = (f"--location={target.region}", target.flag)
    for function in functions:
        if function.trigger == "schedule":
            uri = services.deterministic_url(target, function.name)
            audience = services.url(target, function.name)
            account = target.account("scheduler")
            options = (
                *(f"--schedule={function.schedule}", "--time-zone=Etc/UTC"),
                "--max-retry-attempts=0",
                join("--uri=", uri),
                *("--http-method=POST", f"--attempt-deadline={function.timeout}s"),
                f"--oidc-service-account-email={account}",
                join("--oidc-token-audience=", audience),
                *location,
            )
            token = {"serviceAccountEmail": account, "audience": audience}
            yield Step(
                f"{function.name}, at {function.schedule}",
                (*jobs, "create", "http", function.name, *options),
                unless=(*jobs, "describe", function.name, *location, "--format=json"),
                pick=whole,
                wanted={
                    "schedule": function.schedule,
                    "timeZone": "Etc/UTC",
                    "httpTarget": {"uri": uri, "httpMethod": "POST", "oidcToken": token},
                    "attemptDeadline": f"{function.timeout}s",
                },
                update=(*jobs, "update", "http", function.name, *options),
                delete=((*jobs, "delete", function.name, *location),),
            )
