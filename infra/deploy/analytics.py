"""Messages and log lines as tables in BigQuery, and the views over both."""

import json
from collections.abc import Iterator

from infra.analytics import queries
from infra.deploy import access, messaging
from infra.deploy.compare import Including
from infra.deploy.steps import Command, Step, named, whole
from infra.deploy.target import Target
from infra.functions import ROOT

SCHEMA = "infra/analytics/event_published.schema.json"
_DATASET, _TABLE = "publish_event", "event_published"
_LOGS = "publish-event"
"""The log bucket, in the region of the dataset: a view cannot join tables of two regions."""
_LINK = "publish_event_logs"
_LINES = ("change_complete", "confirmation_sent", "cover_ready")
_DAYS = 400


def steps(target: Target) -> Iterator[Step]:
    yield from _rows(target)
    yield from _lines(target)
    for view in queries.views():
        yield _view(target, view)


def _bq(target: Target) -> Command:
    return ("bq", "--headless", f"--project_id={target.project}")


def _rows(target: Target) -> Iterator[Step]:
    """Every message, a row. A re-published event has several: count distinct event_id."""
    bq = _bq(target)
    dataset, table = f"{target.project}:{_DATASET}", f"{target.project}:{_DATASET}.{_TABLE}"
    partitions = ("--time_partitioning_type=DAY", "--time_partitioning_field=published_at")
    yield Step(
        f"dataset {_DATASET}",
        (*bq, f"--location={target.region}", "mk", "--dataset", dataset),
        unless=(*bq, "show", "--format=json", dataset),
        pick=whole,
        delete=((*bq, "rm", "-r", "-f", "-d", dataset),),
        data=True,
    )
    columns = [column["name"] for column in json.loads((ROOT / SCHEMA).read_text())]
    yield Step(
        f"table {_TABLE}",
        (*bq, "mk", "--table", *partitions, "--clustering_fields=owner", table, SCHEMA),
        unless=(*bq, "show", "--format=json", table),
        pick=lambda found: {"columns": [column["name"] for column in found["schema"]["fields"]]},
        wanted={"columns": Including(tuple(columns))},  # BigQuery gives none up
        update=(*bq, "update", table, SCHEMA),
    )
    yield access.binding(
        "Pub/Sub may write to it",
        (*bq, "add-iam-policy-binding", table),
        access.pubsub_agent(target),
        "roles/bigquery.dataEditor",
        remains=True,
    )
    yield from _subscription(target, table)


def _subscription(target: Target, table: str) -> Iterator[Step]:
    name = "analytics"
    rows = ("--use-table-schema", "--write-metadata", "--drop-unknown-fields")
    options = (f"--bigquery-table={table}", *rows, *messaging.DEAD_LETTER_POLICY)
    wanted = {
        "bigqueryConfig": {
            "table": table,
            **dict.fromkeys(("useTableSchema", "writeMetadata", "dropUnknownFields"), True),
        },
        "deadLetterPolicy": messaging.dead_letters(target),
    }
    yield messaging.subscription(target, name, target.topic, options, wanted)
    yield messaging.may_forward_dead_letters(target, name)


def _lines(target: Target) -> Iterator[Step]:
    """The log lines that say what became of an event, stored for longer and read by SQL."""
    group, region = ("gcloud", "logging"), (f"--location={target.region}", target.flag)
    kept = ("--enable-analytics", f"--retention-days={_DAYS}")
    yield Step(
        f"log bucket {_LOGS}",
        (*group, "buckets", "create", _LOGS, *kept, *region),
        unless=(*group, "buckets", "list", *region, "--format=json"),
        pick=named(_LOGS),
        wanted={"analyticsEnabled": True, "retentionDays": _DAYS},
        update=(*group, "buckets", "update", _LOGS, *kept, *region),
        delete=((*group, "buckets", "delete", _LOGS, *region),),
        data=True,
    )
    place = f"projects/{target.project}/locations/{target.region}/buckets/{_LOGS}"
    destination = f"logging.googleapis.com/{place}"
    lines = " OR ".join(f'"{line}"' for line in _LINES)
    wanted = f'resource.type="cloud_run_revision" AND jsonPayload.message=({lines})'
    sink = (_LOGS, destination, f"--log-filter={wanted}", target.flag)
    yield Step(
        f"sink {_LOGS}",
        (*group, "sinks", "create", *sink),
        unless=(*group, "sinks", "list", target.flag, "--format=json"),
        pick=named(_LOGS),
        wanted={"destination": destination, "filter": wanted},
        update=(*group, "sinks", "update", *sink),
        delete=((*group, "sinks", "delete", _LOGS, target.flag),),
    )
    bucket = (f"--bucket={_LOGS}", *region)
    yield Step(
        f"dataset {_LINK}",
        (*group, "links", "create", _LINK, *bucket),
        unless=(*group, "links", "list", *bucket, "--format=json"),
        pick=named(_LINK),
        delete=((*group, "links", "delete", _LINK, *bucket),),
    )


def _view(target: Target, view: queries.Query) -> Step:
    bq, sql = _bq(target), view.bigquery(target.project)
    name, standard = f"{target.project}:{_DATASET}.{view.name}", "--use_legacy_sql=false"
    return Step(
        f"view {view.name}",
        (*bq, "mk", standard, f"--view={sql}", name),
        unless=(*bq, "show", "--format=json", name),
        pick=lambda found: {"sql": found["view"]["query"]},
        wanted={"sql": sql},
        update=(*bq, "update", standard, f"--view={sql}", name),
    )
