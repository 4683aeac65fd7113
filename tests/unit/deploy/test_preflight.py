"""`make deploy-check`: each thing that would stop a deployment is found before it."""

import json
from dataclasses import dataclass, field

import pytest

from infra.deploy import preflight
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.steps import Command, shell
from infra.functions import functions
from tests.support.plans import target

CPU, MEMORY = "CpuAllocPerProjectRegion", "MemAllocPerProjectRegion"


def quota(value: int) -> str:
    infos = [
        {"applicableLocations": ["global"], "details": {"value": "1"}},
        {"applicableLocations": ["europe-west1"], "details": {"value": str(value)}},
    ]
    return json.dumps({"dimensionsInfos": infos})


WELL: dict[str, str | CommandFailed | None] = {
    "auth list": "me@example.com",
    "gcloud version": json.dumps({"alpha": "1", "beta": "1", "bq": "1"}),
    "application-default": "ya29",
    "billing projects": "True",
    CPU: quota(20_000),
    MEMORY: quota(42_949_672_960),
    "storage.publicAccessPrevention": json.dumps({"booleanPolicy": {}}),
    "iam.allowedPolicyMemberDomains": json.dumps({"listPolicy": {"allValues": "ALLOW"}}),
    "buckets describe": None,
}


@dataclass
class Answers(Executor):
    """What Google says, by a part of the question; an exception where the question fails."""

    said: dict[str, str | CommandFailed | None] = field(default_factory=dict)

    def output(self, command: Command) -> str | None:
        line = shell(command)
        (answer,) = [value for part, value in self.said.items() if part in line]
        if isinstance(answer, CommandFailed):
            raise answer
        return answer


def found(
    different: dict[str, str | CommandFailed | None] | None = None, **variables: str
) -> list[preflight.Finding]:
    executor = Answers(said=WELL | (different or {}))
    return list(preflight.checks(target(**variables), functions(), executor))


def test_a_fresh_project_that_is_set_up_passes() -> None:
    findings = found()
    assert [finding.line for finding in findings if not finding.passed] == []
    assert len(findings) == 9


FORBIDDEN = CommandFailed("403")


@pytest.mark.parametrize(
    ("question", "answer", "hint"),
    [
        ("auth list", "", "gcloud auth login"),
        ("gcloud version", json.dumps({"alpha": "1", "bq": "1"}), "components install beta"),
        ("application-default", FORBIDDEN, "gcloud auth application-default login"),
        ("billing projects", "False", "gcloud billing projects link"),
        (CPU, quota(10_000), "ask for 20000, or deploy with a smaller MAX_INSTANCES"),
        (MEMORY, quota(1_000_000), "or deploy with a smaller MAX_INSTANCES"),
        (
            "storage.publicAccessPrevention",
            json.dumps({"booleanPolicy": {"enforced": True}}),
            "ask for an exception",
        ),
        (
            "iam.allowedPolicyMemberDomains",
            json.dumps({"listPolicy": {"allowedValues": ["C0abc"]}}),
            "ask for an exception",
        ),
        ("buckets describe", FORBIDDEN, "set BUCKET"),
    ],
)
def test_what_would_stop_it_is_said_with_what_to_do(
    question: str, answer: str | CommandFailed, hint: str
) -> None:
    (bad,) = [finding for finding in found({question: answer}) if finding.passed is False]
    assert hint in bad.line
    assert str(bad).startswith("BAD ")


@pytest.mark.parametrize("question", ["billing projects", CPU, "storage.publicAccessPrevention"])
def test_what_google_does_not_say_stops_nothing(question: str) -> None:
    unknown = [one for one in found({question: FORBIDDEN}) if one.passed is not True]
    assert [finding.passed for finding in unknown] == [None]


def test_app_check_is_not_required_of_a_site_that_has_none() -> None:
    def bad(**variables: str) -> list[str]:
        return [one.line for one in found(None, **variables) if one.passed is False]

    assert ["RECAPTCHA_KEY" in line for line in bad(REQUIRE_APP_CHECK="true")] == [True]
    assert bad(REQUIRE_APP_CHECK="true", RECAPTCHA_KEY="6Lc-site-key") == []
    assert bad(REQUIRE_APP_CHECK="false") == []


def test_more_instances_are_compared_with_the_quota() -> None:
    bad = [one for one in found(MAX_INSTANCES="100") if one.passed is False]
    assert any("100000 of 20000" in finding.line for finding in bad)
