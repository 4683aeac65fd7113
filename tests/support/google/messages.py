"""Bodies against Google's own messages: a field that none of them has is refused."""

from functools import cache
from typing import Any

from google.protobuf import json_format

from tests.support.google.server import Json, invalid


@cache
def _messages() -> dict[str, Any]:
    from google import pubsub_v1 as pubsub  # noqa: PLC0415
    from google.cloud import (  # noqa: PLC0415  # a second of imports, for these tests alone
        monitoring_dashboard_v1,
        monitoring_v3,
        run_v2,
        scheduler_v1,
        secretmanager_v1,
    )
    from google.cloud.firestore_admin_v1 import types as firestore  # noqa: PLC0415
    from google.cloud.logging_v2 import types as logging  # noqa: PLC0415
    from google.iam.v1 import policy_pb2  # noqa: PLC0415

    return {
        "alertPolicies": monitoring_v3.AlertPolicy,
        "notificationChannels": monitoring_v3.NotificationChannel,
        "dashboards": monitoring_dashboard_v1.Dashboard,
        "services": monitoring_v3.Service,
        "serviceLevelObjectives": monitoring_v3.ServiceLevelObjective,
        "uptimeCheckConfigs": monitoring_v3.UptimeCheckConfig,
        "metrics": logging.LogMetric,
        "sinks": logging.LogSink,
        "buckets": logging.LogBucket,
        "links": logging.Link,
        "topics": pubsub.Topic,
        "subscriptions": pubsub.Subscription,
        "jobs": scheduler_v1.Job,
        "secrets": secretmanager_v1.Secret,
        "databases": firestore.Database,
        "fields": firestore.Field,
        "indexes": firestore.Index,
        "build": run_v2.SubmitBuildRequest,
        "policy": policy_pb2.Policy,
    }


def check(kind: str, body: Json) -> None:
    """Raises Refused, as Google would. Kinds without a public message pass."""
    message = _messages().get(kind)
    if message is None:
        return
    empty = message() if kind == "policy" else message.pb(message())
    try:
        json_format.ParseDict(body, empty, ignore_unknown_fields=False)
    except json_format.ParseError as error:
        raise invalid(f"Invalid JSON payload received. {error}") from None
