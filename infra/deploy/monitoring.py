"""`infra/monitoring` as steps: log-based metrics, the dashboard, and the alerts."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from infra.deploy import objectives
from infra.deploy.compare import NotEmpty
from infra.deploy.steps import Command, Json, Lookup, Step, join, named
from infra.deploy.target import Target
from infra.functions import ROOT

FOLDER = ROOT / "infra/monitoring"
DASHBOARD = "publish-event"  # its displayName


def metrics(target: Target) -> Iterator[Step]:
    group = ("gcloud", "logging", "metrics")
    for file, name in _files("metrics"):
        config = (f"--config-from-file={file}", target.flag)
        yield Step(
            f"metric {name}",
            (*group, "create", name, *config),
            unless=(*group, "list", target.flag, "--format=json"),
            pick=named(name),
            wanted=_read(file),
            update=(*group, "update", name, *config),
            delete=((*group, "delete", name, target.flag),),
        )


def dashboard_and_alerts(target: Target) -> Iterator[Step]:
    dashboards = ("gcloud", "monitoring", "dashboards")
    file, by_name = Path("infra/monitoring/dashboard.json"), f"--filter=displayName={DASHBOARD}"
    yield Step(
        "dashboard",
        (*dashboards, "create", f"--config-from-file={file}", target.flag),
        unless=(*dashboards, "list", by_name, target.flag, "--format=json"),
        pick=named(DASHBOARD, "displayName"),
        wanted=_read(file),
        update=lambda found: _updated_dashboard(target, found),
        delete=lambda found: ((*dashboards, "delete", _id(found), target.flag),),
    )
    if target.alert_email:
        yield _channel(target)
    yield from _alerts(target)


def _id(found: Json) -> str:
    return str(found["name"].rpartition("/")[2])


def _updated_dashboard(target: Target, current: Json) -> Command:
    config = json.dumps(_read(FOLDER / "dashboard.json") | {"etag": current.get("etag", "")})
    update = ("gcloud", "monitoring", "dashboards", "update", _id(current))
    return (*update, f"--config={config}", target.flag)


def _channel(target: Target) -> Step:
    labels = f"--channel-labels=email_address={target.alert_email}"
    options = ("--display-name=Publish Event alerts", "--type=email", labels)
    group = ("gcloud", "beta", "monitoring", "channels")
    return Step(
        f"notification channel {target.alert_email}",
        (*group, "create", *options, target.flag),
        unless=_find_channel(target),
        delete=lambda name: ((*group, "delete", name, target.flag),),
    )


def _find_channel(target: Target) -> Command:
    # The server filters this list, and wants an address in double quotes.
    by_address = f'--filter=type="email" AND labels.email_address="{target.alert_email}"'
    group = ("gcloud", "beta", "monitoring", "channels")
    return (*group, "list", by_address, "--limit=1", target.flag, "--format=value(name)")


def _alerts(target: Target) -> Iterator[Step]:
    group = ("gcloud", "alpha", "monitoring", "policies")
    channel = join("--notification-channels=", Lookup(_find_channel(target)))
    notifying = {"notificationChannels": NotEmpty()} if target.alert_email else {}
    for name, (wanted, policy) in _policies(target).items():
        yield Step(
            f"alert {name}",
            (
                *(*group, "create", policy, target.flag),
                *((channel,) if target.alert_email else ()),
            ),
            unless=(*group, "list", target.flag, "--format=json"),
            pick=named(name, "userLabels.alert"),
            wanted=wanted | notifying,
            update=partial(_updated_alert, target, policy),
            delete=lambda found: ((*group, "delete", found["name"], target.flag),),
        )


def _policies(target: Target) -> dict[str, tuple[Json, str]]:
    """By its label, each alert and the flag that gives it to gcloud."""
    found = {}
    for file, name in _files("alerts"):
        template = _read(file)
        wanted = objectives.placed(target, template)
        flag = f"--policy-from-file={file}" if wanted == template else _as_flag(wanted)
        found[name] = wanted, flag
    burns = objectives.burn_alerts(target)
    return found | {name: (wanted, _as_flag(wanted)) for name, wanted in burns.items()}


def _as_flag(policy: Json) -> str:
    # JSON may write any character as its number, and gcloud's own linter trips over this one.
    return f"--policy={json.dumps(policy)}".replace("#", "\\u0023")


def _updated_alert(target: Target, policy: str, current: Json) -> Command:
    """An update replaces the policy: who is notified, and whether it is on, is people's choice.

    `ALERT_EMAIL` adds its channel to a policy that notifies nobody.
    """
    notify = join("--set-notification-channels=", ",".join(current.get("notificationChannels", [])))
    if target.alert_email and not current.get("notificationChannels"):
        notify = join("--set-notification-channels=", Lookup(_find_channel(target)))
    update = ("gcloud", "alpha", "monitoring", "policies", "update", current["name"])
    return (
        *(*update, policy, target.flag),
        "--enabled" if current.get("enabled", True) else "--no-enabled",
        *((notify,) if current.get("notificationChannels") or target.alert_email else ()),
    )


def _read(file: Path) -> Json:
    return dict(json.loads((ROOT / file).read_text()))


def _files(kind: str) -> Iterator[tuple[Path, str]]:
    for file in sorted((FOLDER / kind).glob("*.json")):
        yield file.relative_to(ROOT), file.stem
