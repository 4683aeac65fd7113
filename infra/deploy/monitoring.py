"""`infra/monitoring` as steps: log-based metrics, the dashboard, and the alerts."""

from collections.abc import Iterator
from pathlib import Path

from infra.deploy.steps import Command, Lookup, Step, join
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
            unless=(*group, "describe", name, target.flag, "--format=value(name)"),
            update=(*group, "update", name, *config),
        )


def dashboard_and_alerts(target: Target) -> Iterator[Step]:
    dashboards = ("gcloud", "monitoring", "dashboards")
    file, by_name = "infra/monitoring/dashboard.json", f"--filter=displayName={DASHBOARD}"
    yield Step(
        "dashboard",
        (*dashboards, "create", f"--config-from-file={file}", target.flag),
        unless=(*dashboards, "list", by_name, target.flag, "--format=value(name)"),
    )
    if target.alert_email:
        yield _channel(target)
    yield from _alerts(target)


def _channel(target: Target) -> Step:
    labels = f"--channel-labels=email_address={target.alert_email}"
    options = ("--display-name=Publish Event alerts", "--type=email", labels)
    return Step(
        f"notification channel {target.alert_email}",
        ("gcloud", "beta", "monitoring", "channels", "create", *options, target.flag),
        unless=_find_channel(target),
    )


def _find_channel(target: Target) -> Command:
    by_address = f"--filter=labels.email_address={target.alert_email}"
    group = ("gcloud", "beta", "monitoring", "channels")
    return (*group, "list", by_address, "--limit=1", target.flag, "--format=value(name)")


def _alerts(target: Target) -> Iterator[Step]:
    group = ("gcloud", "alpha", "monitoring", "policies")
    for file, name in _files("alerts"):
        by_label = f"--filter=userLabels.alert={name}"
        find = (*group, "list", by_label, "--limit=1", target.flag, "--format=value(name)")
        policy = (f"--policy-from-file={file}", target.flag)
        yield Step(
            f"alert {name}",
            (*group, "create", *policy, *_notify(target, "--notification-channels=")),
            unless=find,
            update=(
                *(*group, "update", join(Lookup(find)), *policy),
                *_notify(target, "--set-notification-channels="),
            ),
        )


def _notify(target: Target, flag: str) -> Command:
    return (join(flag, Lookup(_find_channel(target))),) if target.alert_email else ()


def _files(kind: str) -> Iterator[tuple[Path, str]]:
    for file in sorted((FOLDER / kind).glob("*.json")):
        yield file.relative_to(ROOT), file.stem
