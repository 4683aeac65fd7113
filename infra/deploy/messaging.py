"""Topics, subscriptions, the minute's sweep, and the messages as rows in BigQuery."""

from collections.abc import Iterator

from infra.deploy import access, services
from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import Function

DEAD = "event-published-dead"
SCHEMA = "infra/event_published.schema.json"
_DATASET = "publish_event"
_TABLE = "event_published"
_GIVING_UP = (f"--dead-letter-topic={DEAD}", "--max-delivery-attempts=10")
_BACKOFF = ("--min-retry-delay=10s", "--max-retry-delay=600s")


def topics(target: Target) -> Iterator[Step]:
    group = ("gcloud", "pubsub", "topics")
    for topic in (target.topic, DEAD):
        yield Step(
            f"topic {topic}",
            (*group, "create", topic, target.flag),
            unless=(*group, "describe", topic, target.flag, "--format=value(name)"),
        )


def subscriptions(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """A push to every worker, and one subscription that keeps what they could not take."""
    yield _subscription(target, DEAD, DEAD, ("--message-retention-duration=7d",))
    yield access.bound(
        "Pub/Sub may give up on a message",
        access.topic(target, DEAD),
        access.pubsub(target),
        "roles/pubsub.publisher",
    )
    for function in functions:
        if function.trigger == "push":
            options = (
                f"--push-endpoint={services.url(target, function.name)}",
                f"--push-auth-service-account={target.account('push')}",
                f"--ack-deadline={function.timeout}",
                *(*_BACKOFF, *_GIVING_UP),
            )
            yield _subscription(target, function.name, target.topic, options)
            yield _may_give_up(target, function.name)


def _subscription(target: Target, name: str, topic: str, options: Command) -> Step:
    group = ("gcloud", "pubsub", "subscriptions")
    options = (*options, "--expiration-period=never", target.flag)
    return Step(
        f"subscription {name}",
        (*group, "create", name, f"--topic={topic}", *options),
        unless=(*group, "describe", name, target.flag, "--format=value(name)"),
        change=(*group, "update", name, *options),
    )


def _may_give_up(target: Target, name: str) -> Step:
    on = ("gcloud", "pubsub", "subscriptions", "add-iam-policy-binding", name, target.flag)
    what = f"Pub/Sub may take a dead letter off {name}"
    return access.bound(what, on, access.pubsub(target), "roles/pubsub.subscriber")


def schedule(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    jobs = ("gcloud", "scheduler", "jobs")
    place = (f"--location={target.region}", target.flag)
    for function in functions:
        if function.trigger == "schedule":
            address = services.address(target, function.name)
            audience = services.url(target, function.name)
            options = (
                *("--schedule=* * * * *", "--time-zone=Etc/UTC", "--max-retry-attempts=0"),
                *(
                    f"--uri={address}",
                    "--http-method=POST",
                    f"--attempt-deadline={function.timeout}s",
                ),
                f"--oidc-service-account-email={target.account('scheduler')}",
                *(f"--oidc-token-audience={audience}", *place),
            )
            yield Step(
                f"{function.name}, every minute",
                (*jobs, "create", "http", function.name, *options),
                unless=(*jobs, "describe", function.name, *place, "--format=value(name)"),
                change=(*jobs, "update", "http", function.name, *options),
            )


def analytics(target: Target) -> Iterator[Step]:
    """Every message, a row. One that is told twice is two: count distinct event_id."""
    bq = ("bq", "--headless", f"--project_id={target.project}")
    dataset, table = f"{target.project}:{_DATASET}", f"{target.project}:{_DATASET}.{_TABLE}"
    partitions = ("--time_partitioning_type=DAY", "--time_partitioning_field=published_at")
    yield Step(
        f"dataset {_DATASET}",
        (*bq, f"--location={target.region}", "mk", "--dataset", dataset),
        unless=(*bq, "show", "--format=json", dataset),
    )
    yield Step(
        f"table {_TABLE}",
        (*bq, "mk", "--table", *partitions, "--clustering_fields=owner", table, SCHEMA),
        unless=(*bq, "show", "--format=json", table),
    )
    writer = (f"--member={access.pubsub(target)}", "--role=roles/bigquery.dataEditor")
    yield Step("Pub/Sub may write to it", (*bq, "add-iam-policy-binding", *writer, table))
    group, name = ("gcloud", "pubsub", "subscriptions"), "analytics"
    wire = ("--use-table-schema", "--write-metadata", "--drop-unknown-fields")
    options = (f"--bigquery-table={table}", *wire, *_GIVING_UP, "--expiration-period=never")
    yield Step(
        f"subscription {name}",
        (*group, "create", name, f"--topic={target.topic}", *options, target.flag),
        unless=(*group, "describe", name, target.flag, "--format=value(name)"),
    )
    yield _may_give_up(target, name)
