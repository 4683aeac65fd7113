"""Topics, subscriptions, what runs by the clock, and the messages as rows in BigQuery."""

import json
from collections.abc import Iterator

from infra.deploy import access, services
from infra.deploy.steps import Command, Step, join
from infra.deploy.target import Target
from infra.functions import ROOT, Function
from infra.topics import DEAD_LETTERS, MAX_DELIVERY_ATTEMPTS

SCHEMA = "infra/event_published.schema.json"
_DATASET = "publish_event"
_TABLE = "event_published"
_RETRY_POLICY = ("--min-retry-delay=30s", "--max-retry-delay=600s")
_DEAD_LETTER_POLICY = (
    f"--dead-letter-topic={DEAD_LETTERS}",
    f"--max-delivery-attempts={MAX_DELIVERY_ATTEMPTS}",
)


def topics(target: Target) -> Iterator[Step]:
    group = ("gcloud", "pubsub", "topics")
    for topic in (target.topic, DEAD_LETTERS):
        yield Step(
            f"topic {topic}",
            (*group, "create", topic, target.flag),
            unless=(*group, "describe", topic, target.flag, "--format=value(name)"),
        )


def subscriptions(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """A push subscription for each worker, and one that stores dead letters."""
    yield _subscription(target, DEAD_LETTERS, DEAD_LETTERS, ("--message-retention-duration=7d",))
    yield access.binding(
        "Pub/Sub may publish dead letters",
        access.on_topic(target, DEAD_LETTERS),
        access.pubsub_agent(target),
        "roles/pubsub.publisher",
    )
    for function in functions:
        if function.trigger == "push":
            options = (
                join("--push-endpoint=", services.url(target, function.name)),
                f"--push-auth-service-account={target.account('push')}",
                f"--ack-deadline={function.timeout}",
                *(*_RETRY_POLICY, *_DEAD_LETTER_POLICY),
            )
            yield _subscription(target, function.name, target.topic, options)
            yield _may_forward_dead_letters(target, function.name)


def _subscription(target: Target, name: str, topic: str, options: Command) -> Step:
    group = ("gcloud", "pubsub", "subscriptions")
    options = (*options, "--expiration-period=never", target.flag)
    return Step(
        f"subscription {name}",
        (*group, "create", name, f"--topic={topic}", *options),
        unless=(*group, "describe", name, target.flag, "--format=value(name)"),
        update=(*group, "update", name, *options),
    )


def _may_forward_dead_letters(target: Target, name: str) -> Step:
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
            options = (
                *(f"--schedule={function.schedule}", "--time-zone=Etc/UTC"),
                "--max-retry-attempts=0",
                join("--uri=", services.deterministic_url(target, function.name)),
                *("--http-method=POST", f"--attempt-deadline={function.timeout}s"),
                f"--oidc-service-account-email={target.account('scheduler')}",
                join("--oidc-token-audience=", services.url(target, function.name)),
                *location,
            )
            yield Step(
                f"{function.name}, at {function.schedule}",
                (*jobs, "create", "http", function.name, *options),
                unless=(*jobs, "describe", function.name, *location, "--format=value(name)"),
                update=(*jobs, "update", "http", function.name, *options),
            )


def analytics(target: Target) -> Iterator[Step]:
    """Every message, a row. A re-published event has several: count distinct event_id."""
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
        update=lambda found: _with_new_columns((*bq, "update", table, SCHEMA), found),
    )
    writer = (join("--member=", access.pubsub_agent(target)), "--role=roles/bigquery.dataEditor")
    yield Step("Pub/Sub may write to it", (*bq, "add-iam-policy-binding", *writer, table))
    yield from _rows(target, table)


def _with_new_columns(update: Command, table: str) -> Command | None:
    """BigQuery takes new columns, and gives none up."""
    found = {column["name"] for column in json.loads(table)["schema"]["fields"]}
    wanted = {column["name"] for column in json.loads((ROOT / SCHEMA).read_text())}
    return update if wanted - found else None


def _rows(target: Target, table: str) -> Iterator[Step]:
    name = "analytics"
    rows = ("--use-table-schema", "--write-metadata", "--drop-unknown-fields")
    options = (f"--bigquery-table={table}", *rows, *_DEAD_LETTER_POLICY)
    yield _subscription(target, name, target.topic, options)
    yield _may_forward_dead_letters(target, name)
