"""What Google documents and neither gcloud nor a message knows, about all that is deployed."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from infra.deploy.plan import plan
from infra.functions import ROOT, Function, functions
from tests.support.google import rules
from tests.support.monitoring import ALERTS, METRICS
from tests.support.plans import FULL, commands, target

PLAN = commands(plan(FULL, functions()))
HOSTING = json.loads((ROOT / "firebase.json").read_text())["hosting"]


@pytest.mark.parametrize("row", functions(), ids=lambda row: row.name)
def test_a_young_projects_quota_holds_every_instance(row: Function) -> None:
    _, most = row.instances
    memory = float(row.memory[:-2]) / (1024 if row.memory.endswith("Mi") else 1)

    assert most * row.cpu <= rules.YOUNG_PROJECT_CPU
    assert most * memory <= rules.YOUNG_PROJECT_MEMORY_GIB


def test_more_instances_are_a_variable_away_and_workers_keep_their_bounds() -> None:
    stages = plan(target(MAX_INSTANCES="100"), functions())
    asked = {
        command[3]: next(part for part in command if part.startswith("--max-instances="))
        for command in commands(stages)
        if command[:3] == ("gcloud", "run", "deploy") and "--revision-suffix=paused" not in command
    }

    for row in functions():
        most = 100 if row.trigger == "http" else row.instances[1]
        assert asked[row.name] == f"--max-instances={most}"


def test_roles_exist() -> None:
    granted = {
        part.partition("=")[2] for line in PLAN for part in line if part.startswith("--role=")
    }
    assert len(granted) > 8
    assert {role for role in granted if role.startswith("roles/")} <= rules.KNOWN_ROLES


def test_the_apis_fit_into_their_calls() -> None:
    calls = [
        [part for part in line if part.endswith(".googleapis.com")]
        for line in PLAN
        if line[:3] == ("gcloud", "services", "enable")
    ]
    assert max(map(len, calls)) <= rules.MAX_APIS_A_CALL
    assert len({api for call in calls for api in call}) == sum(map(len, calls)) > 18


def test_names_are_as_long_as_google_allows() -> None:
    longest = target(PROJECT="p" * 30, RELEASE="r" * 20)
    for line in commands(plan(longest, functions())):
        flags = dict(part[2:].partition("=")[::2] for part in line if part.startswith("--"))
        if line[:3] == ("gcloud", "run", "deploy"):
            assert len(f"{line[3]}-{flags['revision-suffix']}") <= 63
        if line[:4] == ("gcloud", "iam", "service-accounts", "create"):
            assert 6 <= len(line[4]) <= 30
        if line[:4] == ("gcloud", "storage", "buckets", "create"):
            assert len(line[4].removeprefix("gs://")) <= 63


def test_times_are_within_the_services_limits() -> None:
    for row in functions():
        if row.trigger == "push":
            assert 10 <= row.timeout <= 600  # Pub/Sub's acknowledgement deadline
        if row.trigger == "schedule":
            assert 15 <= row.timeout <= 1800  # Cloud Scheduler's attempt deadline


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_is_one_that_monitoring_can_evaluate(name: str) -> None:
    for condition in ALERTS[name]["conditions"]:
        (kind,) = {"conditionThreshold", "conditionAbsent"} & set(condition)
        rule = condition[kind]
        assert _seconds(rule["duration"]) % 60 == 0
        assert _seconds(rule["duration"]) <= 23.5 * 3600
        for aggregation in rule["aggregations"]:
            assert 60 <= _seconds(aggregation["alignmentPeriod"]) <= 25 * 3600
        if kind == "conditionAbsent":
            # A rollout ends the series of the old revision, which is no absence of the service.
            assert all("crossSeriesReducer" in one for one in rule["aggregations"])
            assert _seconds(rule["duration"]) >= 120
    assert 1800 <= _seconds(ALERTS[name]["alertStrategy"]["autoClose"]) <= 7 * 86400


def _seconds(text: str) -> int:
    return int(text.removesuffix("s"))


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_one_that_logging_takes(name: str) -> None:
    descriptor = METRICS[name]["metricDescriptor"]
    assert len(METRICS[name]["filter"]) < 20_000
    assert (descriptor["valueType"] == "DISTRIBUTION") == ("valueExtractor" in METRICS[name])
    assert len(descriptor.get("labels", [])) <= 10


def test_a_fields_indexes_are_set_once() -> None:
    indexes = json.loads((ROOT / "infra/firestore.indexes.json").read_text())
    fields = Counter((f["collectionGroup"], f["fieldPath"]) for f in indexes["fieldOverrides"])
    composites = Counter(map(_essence, indexes["indexes"]))

    assert [field for field, count in (fields + Counter()).items() if count > 1] == []
    assert [index for index, count in composites.items() if count > 1] == []


def _essence(index: Any) -> str:
    return json.dumps(index, sort_keys=True)


def test_rewrites_lead_to_services_that_answer_strangers() -> None:
    public = {row.name for row in functions() if row.trigger == "http"}
    rewrites = {rewrite["run"]["serviceId"] for rewrite in HOSTING["rewrites"] if "run" in rewrite}
    assert rewrites == public


def test_screens_are_not_kept_and_only_named_files_are() -> None:
    kept = {rule["source"]: rule["headers"][0]["value"] for rule in HOSTING["headers"]}
    assert [source for source, value in kept.items() if "immutable" in value] == ["/assets/**"]
    screens = {r["source"] for r in HOSTING["rewrites"] if "destination" in r}
    for screen in screens:
        pattern = next(s for s in kept if re.fullmatch(_pattern(s), screen.replace("*", "x")))
        assert kept[pattern] == "no-cache"


def _pattern(source: str) -> str:
    return source.replace("**", "@").replace("*", "[^/]*").replace("@", ".*")
