"""Objectives (SLOs) with the alerts on their error budgets, and the uptime checks of the site.

The alerts are the SRE workbook's: https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from infra.deploy.steps import PYTHON, Command, Json, Step, named, whole
from infra.deploy.target import Target
from infra.functions import ROOT

FOLDER = ROOT / "infra/monitoring"
SERVICE = "publish-event"


@dataclass(frozen=True)
class Burn:
    """Budget burnt `rate` times too fast, in the long window and still in the short one (s)."""

    rate: float
    long: int
    short: int
    severity: str


BURNS = (
    Burn(14.4, 3600, 300, "CRITICAL"),  # 2% of a month's budget in an hour
    Burn(6, 6 * 3600, 1800, "CRITICAL"),  # 5% in six hours
    Burn(1, 3 * 86_400, 6 * 3600, "WARNING"),  # 10% in three days
)


def objectives(target: Target) -> Iterator[Step]:
    service = f"services/{SERVICE}"
    wanted = json.loads((FOLDER / "service.json").read_text())
    yield Step(
        f"service {SERVICE}",
        _call(target, "POST", f"services?serviceId={SERVICE}", wanted),
        unless=_call(target, "GET", service),
        pick=whole,
        wanted=wanted,
        update=_call(target, "PATCH", service, wanted),
        delete=(_call(target, "DELETE", service),),
    )
    for name, objective in _files("slos").items():
        path = f"{service}/serviceLevelObjectives"
        yield Step(
            f"objective {name}",
            _call(target, "POST", f"{path}?serviceLevelObjectiveId={name}", objective),
            unless=_call(target, "GET", path),
            pick=named(name, within="serviceLevelObjectives"),
            wanted=objective,
            update=_call(target, "PATCH", f"{path}/{name}", objective),
            delete=(_call(target, "DELETE", f"{path}/{name}"),),
        )


def uptime_checks(target: Target) -> Iterator[Step]:
    """What a check looks at cannot be changed: another host is another check."""
    for name, template in _files("uptime").items():
        wanted = placed(target, template)
        changeable = {key: value for key, value in wanted.items() if key != "monitoredResource"}
        yield Step(
            f"uptime check {name}",
            _call(target, "POST", "uptimeCheckConfigs", wanted),
            unless=_call(target, "GET", "uptimeCheckConfigs"),
            pick=named(
                wanted["userLabels"]["check"], "userLabels.check", within="uptimeCheckConfigs"
            ),
            wanted=changeable,
            update=lambda found, changeable=changeable: (  # type: ignore[misc]
                _call(target, "PATCH", _path(found), changeable)
            ),
            delete=lambda found: (_call(target, "DELETE", _path(found)),),
        )


def _path(check: Json) -> str:
    return f"uptimeCheckConfigs/{check['name'].rpartition('/')[2]}"


def burn_alerts(target: Target) -> dict[str, Json]:
    """By its label, each objective's alert on each burn rate."""
    return {
        f"{name}-{burn.rate:g}x".replace(".", "-"): _burn_alert(target, name, objective, burn)
        for name, objective in _files("slos").items()
        for burn in BURNS
    }


def placed(target: Target, template: Json) -> Json:
    """With the target's project and the host of its site."""
    host = urlsplit(target.address).hostname or ""
    text = json.dumps(template).replace("$PROJECT", target.project).replace("$HOST", host)
    found: Json = json.loads(text)
    return found


def _burn_alert(target: Target, name: str, objective: Json, burn: Burn) -> Json:
    path = f"projects/{target.project}/services/{SERVICE}/serviceLevelObjectives/{name}"

    def condition(seconds: int) -> Json:
        return {
            "displayName": f"over {burn.rate:g} times in {_duration(seconds)}",
            "conditionThreshold": {
                "filter": f'select_slo_burn_rate("{path}", "{seconds}s")',
                "comparison": "COMPARISON_GT",
                "thresholdValue": burn.rate,
                "duration": "0s",
                "trigger": {"count": 1},
            },
        }

    windows = f"{_duration(burn.long)} and {_duration(burn.short)}"
    return {
        "displayName": f"Budget burns {burn.rate:g} times too fast: {objective['displayName']}",
        "userLabels": {"alert": f"{name}-{burn.rate:g}x".replace(".", "-")},
        "severity": burn.severity,
        "documentation": {
            "content": f"{objective['displayName']}: over the last {windows} its error budget "
            f"burns {burn.rate:g} times too fast. Runbook: docs/runbook.md#objectives",
            "mimeType": "text/markdown",
        },
        "combiner": "AND",
        "conditions": [condition(burn.long), condition(burn.short)],
        "alertStrategy": {"autoClose": "3600s"},
    }


def _duration(seconds: int) -> str:
    for unit, name in ((86_400, "d"), (3600, "h"), (60, "m")):
        if seconds % unit == 0:
            return f"{seconds // unit}{name}"
    return f"{seconds}s"


def _call(target: Target, method: str, path: str, body: Json | None = None) -> Command:
    call = (*PYTHON, "infra.deploy.watched", target.project, method, path)
    return (*call, json.dumps(body)) if body else call


def _files(kind: str) -> dict[str, Json]:
    files = sorted((FOLDER / kind).glob("*.json"))
    return {file.stem: json.loads(file.read_text()) for file in files}
