"""`infra/monitoring`, as steps: metrics counted from logs, the dashboard, the alerts."""

from collections.abc import Iterator
from pathlib import Path

from infra.deploy.steps import Step, answer
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
            change=(*group, "update", name, *config),
        )


def watching(target: Target) -> Iterator[Step]:
    dashboards = ("gcloud", "monitoring", "dashboards")
    file, named = "infra/monitoring/dashboard.json", f"--filter=displayName={DASHBOARD}"
    yield Step(
        "dashboard",
        (*dashboards, "create", f"--config-from-file={file}", target.flag),
        unless=(*dashboards, "list", named, target.flag, "--format=value(name)"),
    )
    if target.alert_email:
        yield _channel(target)
    yield from _alerts(target)


def _channel(target: Target) -> Step:
    labels = f"--channel-labels=email_address={target.alert_email}"
    words = ("--display-name=Publish Event alerts", "--type=email", labels)
    return Step(
        f"notification channel {target.alert_email}",
        ("gcloud", "beta", "monitoring", "channels", "create", *words, target.flag),
        unless=_channel_name(target),
    )


def _channel_name(target: Target) -> tuple[str, ...]:
    mine = f"--filter=labels.email_address={target.alert_email}"
    group = ("gcloud", "beta", "monitoring", "channels")
    return (*group, "list", mine, "--limit=1", target.flag, "--format=value(name)")


def _alerts(target: Target) -> Iterator[Step]:
    group = ("gcloud", "alpha", "monitoring", "policies")
    channel = answer(*_channel_name(target)) if target.alert_email else ""
    for file, name in _files("alerts"):
        mine = f"--filter=userLabels.alert={name}"
        existing = (*group, "list", mine, "--limit=1", target.flag, "--format=value(name)")
        config = (f"--policy-from-file={file}", target.flag)
        told = (f"--notification-channels={channel}",) if channel else ()
        again = (f"--set-notification-channels={channel}",) if channel else ()
        yield Step(
            f"alert {name}",
            (*group, "create", *config, *told),
            unless=existing,
            change=(*group, "update", answer(*existing), *config, *again),
        )


def _files(kind: str) -> Iterator[tuple[Path, str]]:
    for file in sorted((FOLDER / kind).glob("*.json")):
        yield file.relative_to(ROOT), file.stem
