"""`infra/monitoring` as steps: log-based metrics, the dashboard, and the alerts."""

import json
from collections.abc import Iterator
from pathlib import Path

from infra.deploy import objectives
from infra.deploy.comparison import differs, only
from infra.deploy.objectives import Json
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
        unless=(*dashboards, "list", by_name, target.flag, "--format=json"),
        update=lambda found: _updated_dashboard(target, found),
    )
    if target.alert_email:
        yield _channel(target)
    yield from _alerts(target)


def _updated_dashboard(target: Target, found: str) -> Command | None:
    current = only(found, f"dashboards named {DASHBOARD}")
    wanted = json.loads((FOLDER / "dashboard.json").read_text())
    if not differs(wanted, current):
        return None
    config = json.dumps(wanted | {"etag": current.get("etag", "")})
    name = current["name"].rpartition("/")[2]
    update = ("gcloud", "monitoring", "dashboards", "update", name)
    return (*update, f"--config={config}", target.flag)


def _channel(target: Target) -> Step:
    labels = f"--channel-labels=email_address={target.alert_email}"
    options = ("--display-name=Publish Event alerts", "--type=email", labels)
    return Step(
        f"notification channel {target.alert_email}",
        ("gcloud", "beta", "monitoring", "channels", "create", *options, target.flag),
        unless=_find_channel(target),
    )


def _find_channel(target: Target) -> Command:
    # The server filters this list, and wants an address in double quotes.
    by_address = f'--filter=type="email" AND labels.email_address="{target.alert_email}"'
    group = ("gcloud", "beta", "monitoring", "channels")
    return (*group, "list", by_address, "--limit=1", target.flag, "--format=value(name)")


def _alerts(target: Target) -> Iterator[Step]:
    group = ("gcloud", "alpha", "monitoring", "policies")
    channel = join("--notification-channels=", Lookup(_find_channel(target)))
    for name, (wanted, policy) in _policies(target).items():
        # gcloud filters this list itself, after a --limit: that would hide all but the first.
        find = (*group, "list", f"--filter=userLabels.alert={name}", target.flag, "--format=json")
        yield Step(
            f"alert {name}",
            (
                *(*group, "create", policy, target.flag),
                *((channel,) if target.alert_email else ()),
            ),
            unless=find,
            update=lambda found, wanted=wanted, policy=policy: _updated_alert(  # type: ignore[misc]
                target, wanted, policy, found
            ),
        )


def _policies(target: Target) -> dict[str, tuple[Json, str]]:
    """By its label, each alert and the flag that gives it to gcloud."""
    found = {}
    for file, name in _files("alerts"):
        template = json.loads((ROOT / file).read_text())
        wanted = objectives.placed(target, template)
        flag = f"--policy-from-file={file}" if wanted == template else _as_flag(wanted)
        found[name] = wanted, flag
    burns = objectives.burn_alerts(target)
    return found | {name: (wanted, _as_flag(wanted)) for name, wanted in burns.items()}


def _as_flag(policy: Json) -> str:
    # JSON may write any character as its number, and gcloud's own linter trips over this one.
    return f"--policy={json.dumps(policy)}".replace("#", "\\u0023")


def _updated_alert(target: Target, wanted: Json, policy: str, found: str) -> Command | None:
    """An update replaces the policy: who is notified, and whether it is on, is people's choice.

    `ALERT_EMAIL` adds its channel to a policy that notifies nobody.
    """
    current = only(found, f"alert policies labelled {wanted['userLabels']['alert']}")
    channels = current.get("notificationChannels", [])
    lacks_channel = bool(target.alert_email and not channels)
    if not differs(wanted, current) and not lacks_channel:
        return None
    update = ("gcloud", "alpha", "monitoring", "policies", "update", current["name"])
    notify = join("--set-notification-channels=", ",".join(channels))
    if lacks_channel:
        notify = join("--set-notification-channels=", Lookup(_find_channel(target)))
    return (
        *(*update, policy, target.flag),
        "--enabled" if current.get("enabled", True) else "--no-enabled",
        *((notify,) if channels or lacks_channel else ()),
    )


def _files(kind: str) -> Iterator[tuple[Path, str]]:
    for file in sorted((FOLDER / kind).glob("*.json")):
        yield file.relative_to(ROOT), file.stem
