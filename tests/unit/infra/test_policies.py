"""Numbers and flags of the deployment, each held to the reason or to the text that states it."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from fnmatch import fnmatch

import pytest

from infra.deploy import site
from infra.deploy.plan import plan
from infra.functions import ROOT, Function, functions
from infra.topics import DEAD_LETTERS, MAX_DELIVERY_ATTEMPTS
from shared.event.retries import next_due
from shared.store.documents import DEADLINE
from tests.support.plans import FULL, RUNBOOK, commands, function

PLAN = commands(plan(FULL, functions()))
STEPS = [step for stage in plan(FULL, functions()) for step in stage.steps]
INDEXES = json.loads((ROOT / "infra/firestore.indexes.json").read_text())
HOSTING = json.loads((ROOT / "firebase.json").read_text())["hosting"]
WORKERS = [row for row in functions() if row.trigger == "push"]


def _flags(*start: str) -> dict[str, str]:
    """The flags of the one command of the plan that starts like this."""
    (command,) = (c for c in PLAN if c[1 : len(start) + 1] == start)
    return dict(part[2:].partition("=")[::2] for part in command if part.startswith("--"))


def _seconds(text: str) -> int:
    number, unit = int(text[:-1]), text[-1]
    return number * {"s": 1, "d": 86_400}[unit]


# --- Every step ---------------------------------------------------------------------------------


def test_a_step_asks_for_one_value_of_what_it_creates() -> None:
    """gcloud prints a table's header, or YAML, where it is not told to print a value or JSON."""
    asked = {step.title: step.unless for step in STEPS if step.unless}

    assert len(asked) > 30
    for title, command in asked.items():
        formats = [str(part) for part in command if str(part).startswith("--format=")]
        by_tool = {"gcloud": r"--format=(json|value\([\w.'/-]+\))", "bq": "--format=json"}
        if pattern := by_tool.get(str(command[0])):
            assert len(formats) == 1, title
            assert re.fullmatch(pattern, formats[0]), title


def test_every_command_names_the_project_and_every_binding_is_without_condition() -> None:
    project = re.compile(r"(--project=|--project_id=)?p-test")
    for command in PLAN:
        assert any(project.fullmatch(part) for part in command), command
        if command[1:3] == ("projects", "add-iam-policy-binding"):
            assert "--condition=None" in command  # gcloud would ask


# --- Functions ------------------------------------------------------------------------------------


def test_only_publish_has_a_warm_instance() -> None:
    """docs/runbook.md, Costs: it is what an organizer waits for."""
    assert {row.name: row.instances[0] for row in functions() if row.instances[0]} == {"publish": 1}


@pytest.mark.parametrize("name", ["publish", "image", "email"])
def test_the_runbook_states_the_quota_of_instances(name: str) -> None:
    row = function(name)

    assert f"{row.concurrency} × {row.instances[1]} instances of `{name}`" in RUNBOOK.read_text()


@pytest.mark.parametrize("name", ["sweep", "canary"])
def test_runs_never_overlap(name: str) -> None:
    row = function(name)

    assert (row.concurrency, row.instances[1]) == (1, 1)


def test_the_sweep_runs_every_minute_and_the_canary_every_five() -> None:
    schedules = {row.name: row.schedule for row in functions() if row.schedule}

    assert schedules == {"sweep": "* * * * *", "canary": "*/5 * * * *"}
    assert {row.name for row in functions() if row.trigger == "schedule"} == set(schedules)
    assert function("canary").timeout <= 300  # before the next


def test_hosting_waits_for_every_function_behind_it() -> None:
    """For 60 seconds: https://firebase.google.com/docs/hosting/cloud-run."""
    behind = [row for row in functions() if row.trigger == "http"]

    assert len(behind) == 5
    assert all(row.timeout <= 60 for row in behind)


def test_a_publish_has_time_for_its_commit_a_look_after_it_and_its_message() -> None:
    assert function("publish").timeout > 2 * DEADLINE["timeout"] + 3


@pytest.mark.parametrize("name", ["publish", "change", "upload", "preview"])
def test_a_function_for_organizers_can_be_told_how_to_verify_them(name: str) -> None:
    wanted = {"ALLOWED_ORIGINS", "CHECK_REVOKED", "REQUIRE_APP_CHECK"}

    assert wanted <= set(function(name).environment)


def test_roles_are_as_narrow_as_the_work() -> None:
    """Of the functions, only `image` reads uploads; covers are written by it, and purged by
    `canary`.
    """
    granted = {
        (resource, role.removeprefix("roles/")): {
            row.name for row in functions() if role in row.roles.get(resource, ())
        }
        for any_row in functions()
        for resource, names in any_row.roles.items()
        for role in names
    }

    assert granted == {
        ("project", "datastore.user"): {"publish", "change", "image", "email", "canary"},
        ("project", "datastore.viewer"): {"page", "sweep"},
        ("topic", "pubsub.publisher"): {"publish", "change", "sweep"},
        ("uploads", "storage.objectCreator"): {"upload"},
        ("uploads", "storage.objectViewer"): {"image"},
        ("covers", "storage.objectUser"): {"image", "canary"},
    }
    assert {row.name: row.secrets for row in functions() if row.secrets} == {
        "image": ("GEMINI_API_KEY",),
        "email": ("SMTP_URL",),
        "canary": ("GEMINI_API_KEY", "SMTP_URL"),
    }


# --- Messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", WORKERS, ids=lambda row: row.name)
def test_a_redelivery_finds_the_lease_of_the_delivery_before_it_expired(row: Function) -> None:
    code = "".join(file.read_text() for file in (ROOT / f"functions/{row.name}").glob("*.py"))
    (lease,) = re.findall(r"^_?LEASE = timedelta\(seconds=(\d+)\)", code, re.MULTILINE)
    deadline = int(_flags("pubsub", "subscriptions", "create", row.name)["ack-deadline"])

    assert int(lease) < row.timeout == deadline <= 600  # Pub/Sub's maximum


@pytest.mark.parametrize("row", WORKERS, ids=lambda row: row.name)
def test_a_worker_gives_up_before_pubsub_does(row: Function) -> None:
    """Some deliveries are no attempts: they find a live lease, or a new instance fails to start."""
    flags = _flags("pubsub", "subscriptions", "create", row.name)

    assert flags["max-delivery-attempts"] == str(MAX_DELIVERY_ATTEMPTS)
    assert 5 <= MAX_DELIVERY_ATTEMPTS <= 100  # Pub/Sub's bounds
    assert _seconds(flags["min-retry-delay"]) < _seconds(flags["max-retry-delay"]) <= 600
    # The delivery after a first failed attempt finds the retry due: it need not wait for a sweep.
    now = datetime.now(UTC)
    latest = next_due("cover", 1, now, now, chance=0) - now
    assert _seconds(flags["min-retry-delay"]) >= latest.total_seconds()


def test_dead_letters_are_stored_for_as_long_as_the_runbook_says() -> None:
    flags = _flags("pubsub", "subscriptions", "create", DEAD_LETTERS)
    (section,) = re.findall(r"^## dead-letters\n(.*?)^## ", RUNBOOK.read_text(), re.M | re.S)

    assert flags["topic"] == DEAD_LETTERS
    assert flags["message-retention-duration"] == "7d"
    assert "seven days" in section
    assert "ten times" in section
    assert MAX_DELIVERY_ATTEMPTS == 10


def test_no_subscription_expires() -> None:
    """Pub/Sub deletes one without traffic for 31 days, unless a flag says never."""
    subscriptions = [c for c in PLAN if c[1:4] == ("pubsub", "subscriptions", "create")]

    assert len(subscriptions) == len(WORKERS) + 2
    assert all("--expiration-period=never" in command for command in subscriptions)


def test_an_update_of_a_subscription_sets_what_its_creation_did() -> None:
    creation = ("gcloud", "pubsub", "subscriptions", "create")
    steps = [step for step in STEPS if step.command[:4] == creation]
    assert len(steps) >= len(WORKERS)
    for step in steps:
        assert not callable(step.update)
        created = {part for part in step.command if str(part).startswith("--")}
        updated = {part for part in step.update or () if str(part).startswith("--")}
        assert {str(part)[:8] for part in created - updated} == {"--topic="}
        assert updated <= created


def test_the_sweep_runs_each_minute_and_is_not_retried() -> None:
    flags = _flags("scheduler", "jobs", "create", "http", "sweep")

    assert flags["schedule"] == "* * * * *"
    assert flags["max-retry-attempts"] == "0"  # the next minute is the retry
    assert flags["http-method"] == "POST"
    assert flags["attempt-deadline"] == f"{function('sweep').timeout}s"
    assert "services describe sweep" in flags["oidc-token-audience"]


def test_analytics_takes_messages_of_newer_releases_and_gives_up_like_a_worker() -> None:
    flags = _flags("pubsub", "subscriptions", "create", "analytics")
    table = next(c for c in PLAN if c[0] == "bq" and "--table" in c)

    assert {"use-table-schema", "write-metadata", "drop-unknown-fields"} <= set(flags)
    assert flags["dead-letter-topic"] == DEAD_LETTERS
    assert flags["max-delivery-attempts"] == str(MAX_DELIVERY_ATTEMPTS)
    assert "--time_partitioning_type=DAY" in table
    assert "--time_partitioning_field=published_at" in table
    assert "--clustering_fields=owner" in table


# --- Data -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["create", "update"])
def test_the_database_can_be_restored_and_not_deleted_by_accident(verb: str) -> None:
    (step,) = (step for step in STEPS if step.title == "database (default)")
    command = step.command if verb == "create" else step.update

    assert command
    assert not callable(command)
    assert {"--database=(default)", "--enable-pitr", "--delete-protection"} <= set(command)
    assert ("--type=firestore-native" in command) == (verb == "create")


def test_the_bucket_gets_its_lifecycle_and_cors_and_may_hold_public_objects() -> None:
    created = _flags("storage", "buckets", "create")
    updated = _flags("storage", "buckets", "update", "gs://p-test-media")

    assert {"uniform-bucket-level-access", "no-public-access-prevention"} <= set(created)
    assert updated["lifecycle-file"] == "infra/lifecycle.json"
    assert updated["cors-file"] == "infra/cors.json"


def test_a_secret_stays_in_its_region_and_the_newest_enabled_version_is_deployed() -> None:
    created = _flags("secrets", "create", "SMTP_URL")
    deployed = _flags("run", "deploy", "email")["set-secrets"]

    assert (created["replication-policy"], created["locations"]) == ("user-managed", FULL.region)
    for flag in ("--filter=state=ENABLED", "--sort-by='~createTime'", "--limit=1", "basename()"):
        assert flag in deployed
    (added,) = (step for step in STEPS if step.title == "its first version, from $SMTP_URL")
    assert "--data-file=-" in added.command  # stdin
    assert "--filter=state=ENABLED" in (added.unless or ())


def test_the_firebase_cli_deploys_one_thing_at_a_time_and_asks_nothing() -> None:
    firebase = [command for command in PLAN if command[0] == site.FIREBASE]
    deploys = [command for command in firebase if command[1] == "deploy"]

    assert [command[2] for command in deploys] == [
        "--only=firestore",
        "--only=auth",
        "--only=hosting",
    ]
    for command in firebase:
        assert f"--config={site.configuration_file(FULL)}" in command
        assert "--non-interactive" in command


def test_only_budgets_expire() -> None:
    """A time to live on anything else would delete people's events."""
    overrides = INDEXES["fieldOverrides"]
    fields = [(entry["collectionGroup"], entry["fieldPath"]) for entry in overrides]

    assert len(fields) == len(set(fields))
    assert [
        (entry["collectionGroup"], entry["fieldPath"]) for entry in overrides if entry.get("ttl")
    ] == [("budgets", "expires")]
    assert all(entry["indexes"] == [] for entry in overrides)


def test_other_sites_may_only_read_the_buckets_objects() -> None:
    (rule,) = json.loads((ROOT / "infra/cors.json").read_text())

    assert set(rule["method"]) == {"GET", "HEAD"}
    assert 0 < rule["maxAgeSeconds"] <= timedelta(days=1).total_seconds()


def test_hosting_keeps_hashed_files_for_a_year() -> None:
    (rule,) = (rule for rule in HOSTING["headers"] if rule["source"] == "/assets/**")
    headers = {header["key"]: header["value"] for header in rule["headers"]}

    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert HOSTING["public"] == "web/dist"


def test_the_site_says_where_a_vulnerability_is_reported() -> None:
    fields = dict(line.split(": ", 1) for line in site.security(FULL).splitlines())

    assert fields["Contact"] == f"mailto:{parseaddr(FULL.variables['MAIL_FROM'])[1]}"
    assert fields["Canonical"].startswith(FULL.variables["PUBLIC_URL"].rstrip("/"))
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=363) < left < timedelta(days=365)


def test_hosting_uploads_the_files_for_crawlers_and_answers_404_to_what_is_not_there() -> None:
    assert not any(fnmatch(".well-known/security.txt", glob) for glob in HOSTING["ignore"])
    assert "**/.*" not in HOSTING["ignore"]
    assert "**" not in {rewrite["source"] for rewrite in HOSTING["rewrites"]}
