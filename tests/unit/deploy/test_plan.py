"""What `make deploy-plan` prints: real commands, in an order that works, no right too many."""

import json
import re

import pytest

from infra.deploy import analytics, pipeline, site
from infra.deploy.compare import differences
from infra.deploy.plan import plan
from infra.deploy.steps import shell
from infra.functions import PYTHON, ROOT, Function, functions
from shared.event.published import EventPublished
from shared.runtime.settings import Settings
from tests.support.plans import FULL, commands, target

STEPS = [step for stage in plan(FULL, functions()) for step in stage.steps]
PLAN = commands(plan(FULL, functions()))


def test_everything_is_made_before_it_is_named() -> None:
    lines = [shell(step.command) for step in STEPS]
    for made, named in (
        (r"service-accounts create (event-\w+)", r"\b{0}@"),
        (r"topics create ([\w-]+)", r"--topic={0} |--dead-letter-topic={0} "),
        (r"secrets create (\w+)", r"versions add {0} |--set-secrets=\W?{0}="),
        (r"managed-folders create (\S+)", r"managed-folders add-iam-policy-binding {0} "),
        (r"iam roles create (\w+)", r"/roles/{0}"),
        (r"run deploy (\w+)", r"services describe {0} |services add-iam-policy-binding {0} "),
        (r"subscriptions create ([\w-]+)", r"subscriptions add-iam-policy-binding {0} "),
        (r"mk --table .* (\S+:\S+\.\S+) ", r"--bigquery-table={0} "),
    ):
        creations = {m[1]: i for i, line in enumerate(lines) if (m := re.search(made, line))}
        assert creations, made
        for name, at in creations.items():
            uses = [i for i, line in enumerate(lines) if re.search(named.format(name), line)]
            assert all(i > at for i in uses if i != at), name
    titles = [stage.title for stage in plan(FULL, functions())]
    assert titles.index("Log-based metrics") < titles.index("Dashboard and alerts")
    assert titles.index("Functions") < titles.index("Site")


@pytest.mark.parametrize("row", functions(), ids=lambda row: row.name)
def test_a_function_runs_as_the_table_says(row: Function) -> None:
    command = next(line for line in PLAN if line[:4] == ("gcloud", "run", "deploy", row.name))
    given = dict(part[2:].partition("=")[::2] for part in command if part.startswith("--"))
    environment = dict(
        entry.partition("=")[::2] for entry in given["set-env-vars"].removeprefix("^|^").split("|")
    )

    assert given["base-image"].rpartition("/")[2] == "python" + PYTHON.replace(".", "")
    assert environment["PYTHONPATH"] == "/workspace"
    assert environment["FUNCTION_TARGET"] == row.name
    assert environment["FUNCTION_SOURCE"] == row.source
    assert given["concurrency"] == str(row.concurrency)
    assert (given["memory"], given["timeout"]) == (row.memory, str(row.timeout))
    assert given["service-account"] == FULL.account(row.name)
    server = {"PYTHONPATH", "FUNCTION_TARGET", "FUNCTION_SOURCE"}
    assert set(environment) - server <= set(row.variables)
    public = row.trigger == "http"
    assert ("no-invoker-iam-check" in given) == public
    assert "allow-unauthenticated" not in given
    assert given["min"] == str(row.instances[0])
    assert given["ingress"] == ("all" if public else "internal")
    for secret in row.secrets:  # pinned: what runs stays with the version it was deployed with
        versions = f"{secret}={secret}:$(gcloud secrets versions list {secret} "
        assert versions in given["set-secrets"]


def test_a_worker_is_pushed_to_with_a_token_and_given_time_and_up() -> None:
    for row in (row for row in functions() if row.trigger == "push"):
        line = next(" ".join(c) for c in PLAN if c[:5] == _subscriptions("create", row.name))
        for flag in (
            "--push-auth-service-account=event-push@",
            f"--ack-deadline={row.timeout} ",
            "--min-retry-delay=30s --max-retry-delay=600s",
            "--dead-letter-topic=event-published-dead --max-delivery-attempts=10",
            "--expiration-period=never",
        ):
            assert flag in line


def _subscriptions(verb: str, name: str) -> tuple[str, ...]:
    return ("gcloud", "pubsub", "subscriptions", verb, name)


def test_strangers_may_get_a_cover_and_nothing_else() -> None:
    open_to_all = [command for command in PLAN if "--member=allUsers" in command]
    (covers,) = open_to_all
    assert "gs://p-test-media/covers/" in covers
    assert "--role=projects/p-test/roles/publicReader" in covers
    role = next(c for c in PLAN if c[:5] == ("gcloud", "iam", "roles", "create", "publicReader"))
    assert "--permissions=storage.objects.get" in role
    bucket = next(c for c in PLAN if c[:4] == ("gcloud", "storage", "buckets", "create"))
    assert "--uniform-bucket-level-access" in bucket


def test_no_account_has_a_role_wider_than_its_work() -> None:
    on_project: dict[bool, set[str]] = {True: set(), False: set()}
    for command in PLAN:
        if command[1] == "projects":
            flags = dict(part.partition("=")[::2] for part in command if part.startswith("--"))
            deployer = flags["--member"] == f"serviceAccount:{FULL.account('deployer')}"
            on_project[deployer].add(flags["--role"])
    assert on_project[False] == {
        "roles/datastore.user",
        "roles/datastore.viewer",
        "roles/firebaseauth.viewer",  # since CHECK_REVOKED is on
        "roles/run.builder",
    }
    assert on_project[True] == set(pipeline.ROLES)
    assert not {"roles/owner", "roles/editor"} & set(pipeline.ROLES)
    for row in functions():
        assert bool({"uploads", "covers"} & set(row.roles)) == ("BUCKET" in row.environment)
        assert ("topic" in row.roles) == ("TOPIC" in row.environment)


def test_every_setting_is_somebodys_and_every_variable_is_read() -> None:
    read = {field.alias for field in Settings.model_fields.values()}
    given = {name for row in functions() for name in row.variables}

    assert given == read


def test_a_row_of_analytics_is_the_message() -> None:
    columns = {c["name"]: c["type"] for c in json.loads((ROOT / analytics.SCHEMA).read_text())}
    types = {"str": "STRING", "datetime": "TIMESTAMP", "int": "INTEGER", "bool": "BOOLEAN"}
    wanted = {
        name: types.get(getattr(field.annotation, "__name__", ""), "STRING")
        for name, field in EventPublished.model_fields.items()
    }
    metadata = {
        "subscription_name": "STRING",
        "message_id": "STRING",
        "publish_time": "TIMESTAMP",
        "attributes": "JSON",
    }
    assert columns == wanted | metadata


def test_the_site_is_given_the_address_that_the_functions_are_given() -> None:
    given = target(PUBLIC_URL="https://events.example/")

    assert json.loads(site.site(given)) == {"public_url": "https://events.example"}


def test_the_site_is_told_the_key_that_app_check_knows() -> None:
    given = target(RECAPTCHA_KEY="6Lc-site-key")

    assert json.loads(site.site(given))["recaptcha_key"] == "6Lc-site-key"
    (step,) = (one for one in site.hosting(given) if "App Check" in one.title)
    assert step.command[-2:] == (given.project, "6Lc-site-key")
    assert not [one for one in site.hosting(target()) if "App Check" in one.title]


def test_hosting_sends_its_calls_to_the_targets_region() -> None:
    config = json.loads(site.configuration(target(REGION="us-east1")))
    to = {
        rewrite["run"]["serviceId"]: rewrite["run"]["region"]
        for rewrite in config["hosting"]["rewrites"]
        if "run" in rewrite
    }

    assert to == dict.fromkeys((r.name for r in functions() if r.trigger == "http"), "us-east1")
    assert (ROOT / config["firestore"]["rules"]).exists()


def test_the_site_is_released_again_when_it_changes_and_not_for_what_is_elsewhere() -> None:
    def released(**settings: str) -> object:
        (step,) = [s for s in site.hosting(target(**settings)) if s.title == "Firebase Hosting"]
        return step.wanted

    assert released() == released(SUPPORT_EMAIL="help@example.com")
    assert released() != released(PUBLIC_URL="https://events.example")
    assert released() != released(REGION="us-east1")


def test_uploads_end_after_a_week_and_of_covers_only_what_was_replaced() -> None:
    rules = json.loads((ROOT / "infra/lifecycle.json").read_text())["rule"]

    assert [rule["action"] for rule in rules] == [{"type": "Delete"}] * 2
    assert [rule["condition"] for rule in rules] == [
        {"age": 7, "matchesPrefix": ["uploads/"]},
        {"daysSinceCustomTime": 30, "matchesPrefix": ["covers/"]},
    ]


def test_only_a_named_repositorys_main_branch_may_deploy() -> None:
    without = [shell(step.command) for stage in plan(target(), functions()) for step in stage.steps]
    assert not [line for line in without if "deployer" in line or "workload" in line]

    lines = [shell(step.command) for step in STEPS]
    (provider,) = [line for line in lines if "create-oidc" in line]
    assert "assertion.repository=='acme/events' && assertion.ref=='refs/heads/main'" in (
        provider.replace("'\"'\"'", "'")
    )
    (becomes,) = [line for line in lines if "roles/iam.workloadIdentityUser" in line]
    assert "/attribute.repository/acme/events" in becomes
    assert FULL.account("deployer") in becomes
    assert not [line for line in lines if "keys create" in line]


def test_only_where_app_check_is_demanded_may_anyone_sign_as_the_canary() -> None:
    def signing(**settings: str) -> set[str]:
        stages = plan(target(GITHUB_REPO="acme/events", **settings), functions())
        return {
            member.removeprefix("--member=")
            for line in commands(stages)
            if "add-iam-policy-binding" in line and FULL.account("canary") in line
            for member in line
            if member.startswith("--member=")
            and "--role=roles/iam.serviceAccountTokenCreator" in line
        }

    assert signing() == set()
    assert signing(REQUIRE_APP_CHECK="true") == {
        f"serviceAccount:{FULL.account(name)}" for name in ("canary", "deployer")
    }


def test_what_a_deployment_before_deleted_is_taken_up_again() -> None:
    """Google describes it for weeks, and gives its name to nothing else."""
    for title in ("role publicReader: get, never list", "pool github", "its provider"):
        (step,) = [step for step in STEPS if step.title.startswith(title)]
        assert callable(step.update)
        deleted, there = ({"deleted": True, "state": "DELETED"}, {"state": "ACTIVE"})
        assert " undelete " in shell(step.update(deleted) or ())
        assert " update" in shell(step.update(there) or ())
        assert step.wanted
        assert differences(step.wanted, there | step.wanted | deleted)
