"""`make deploy` with the real gcloud, bq and firebase, against a Google of the tests' own.

One project is followed from empty to deployed three times, compared, rolled out and back, and taken
down, since each command takes its time: first everything goes wrong that can, then strangers'
resources lie about, then nothing has changed, then everything has.
"""

import copy
import io
import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from infra.deploy import __main__ as deploy
from infra.deploy import destroy, drift, environments, objectives, pipeline, services, site
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.plan import plan
from infra.deploy.services import Deployed
from infra.deploy.steps import Step
from infra.deploy.target import Target
from infra.functions import Function, functions
from tests.support.google import tools
from tests.support.google.server import PROJECT, Google, Json, Refused, Request
from tests.support.monitoring import ALERTS, METRICS, OBJECTIVES, UPTIME_CHECKS
from tests.support.plans import target

pytestmark = pytest.mark.timeout(1200)  # some eight hundred processes
KEY, MAIL = "sentinel-key-of-gemini", "smtps://sentinel:password@mail.example:465"
HERE = f"projects/{PROJECT}"
BY_HAND = f"{HERE}/notificationChannels/pager"
REPOSITORY = "acme/events"
SITE_KEY = "6Lc-site-key"
PROVIDER = f"{HERE}/locations/global/workloadIdentityPools/github/providers/github"


class Mishaps:
    """Each change of a policy is refused twice; the answer to each create is lost once."""

    def __init__(self) -> None:
        self.refused: dict[str, int] = {}
        self.lost: set[str] = set()

    def before(self, request: Request) -> Refused | None:
        if not request.path.endswith((":setIamPolicy", "/iam")):
            return None
        line = json.dumps([request.path, _bindings(request.body)], sort_keys=True)
        self.refused[line] = self.refused.get(line, 0) + 1
        if self.refused[line] == 1:
            return Refused(400, "INVALID_ARGUMENT", "Service account of the tests does not exist.")
        if self.refused[line] == 2:
            return Refused(403, "PERMISSION_DENIED", "The caller does not have permission")
        return None

    def after(self, request: Request) -> Refused | None:
        """Not of what a command does on the way: uploads, builds, what firebase deploys."""
        made = {"topics", "subscriptions", "secrets", "serviceAccounts", "roles", "metrics"}
        made |= {"alertPolicies", "notificationChannels", "dashboards", "jobs", "datasets"}
        made |= {"tables", "databases", "managedFolders", "services"}
        made |= {"serviceLevelObjectives", "uptimeCheckConfigs"}
        parts = request.path.strip("/").split("/")
        line = f"{request.method} {request.path} {json.dumps(request.body, sort_keys=True)[:200]}"
        if request.method not in ("POST", "PUT") or not made & set(parts[-2:]) or line in self.lost:
            return None
        if ":" in parts[-1]:
            return None
        self.lost.add(line)
        return Refused(400, "INVALID_ARGUMENT", "The answer was lost.")


def _bindings(body: Json) -> Any:
    return body.get("policy", body).get("bindings")


@dataclass
class Insisting(Executor):
    """Whenever a step stops a deployment, it is started again, and gets as far as that step.

    What stood before that step would be skipped again, which the later rounds prove.
    """

    stopped: list[str] = field(default_factory=list)
    """The steps at which it ended, in order."""

    def run(self, step: Step) -> str:
        for _ in range(3):
            try:
                return super().run(step)
            except CommandFailed as failure:
                self.stopped.append(f"{step.title}\n{failure}")
                self.forget()
        pytest.fail(self.stopped[-1])


@dataclass(frozen=True)
class Move:
    """What a command said, and the traffic of `publish` and `page` after it: share and tag."""

    code: int
    said: str
    publish: dict[str, tuple[int, set[str]]]
    page: dict[str, tuple[int, set[str]]]
    built: bool


@dataclass
class Story:
    google: Google
    said: io.StringIO = field(default_factory=io.StringIO)
    waited: list[float] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    stores: list[Json] = field(default_factory=list)
    journals: list[list[Request]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    """What differed after the deployments."""
    drifted: list[str] = field(default_factory=list)
    """What differed after every kind of resource had been changed."""
    goodbye: str = ""
    """What `make destroy` said."""
    moves: dict[str, Move] = field(default_factory=dict)
    """What operators did with the traffic, by their words, in order."""

    def deploy(self, to: Target, only: set[str] | None = None) -> None:
        executor = Insisting(to.project, sleep=self.waited.append, stopped=self.stopped)
        began = len(self.google.journal)
        with redirect_stdout(self.said):
            site.write_configuration(to)
            stages = plan(to, functions(), deploy._deployed(to, executor))
            executor.execute(stage for stage in stages if only is None or stage.title in only)
        self.journals.append(self.google.journal[began:])
        self.stores.append(self.google.snapshot())

    def differs(self, to: Target) -> list[str]:
        """Asks, and changes nothing."""
        began = len(self.google.journal)
        stages = plan(to, functions(), Deployed(image="any"))
        found = list(drift.lines(stages, to, Executor(to.project, patience=0)))
        assert not [str(request) for request in self.google.journal[began:] if request.changes]
        return found

    def operate(self, folder: Path) -> None:
        """With a second release, whose settings are those of the first."""
        settings = ("ALERT_EMAIL=oncall@example.com", f"GITHUB_REPO={REPOSITORY}")
        place = (f"PROJECT={PROJECT}", "REGION=europe-west1")
        (folder / "tests.env").write_text("\n".join([*place, *settings]))
        some = "rollout --function=publish --percent="
        for words in (
            "rollout --function=page --percent=1",
            *(f"{some}50", "resume", "pause", f"{some}1", "resume again"),
            *(f"{some}100", "rollback", "rollback --function=publish"),
        ):
            began, said = len(self.google.journal), io.StringIO()
            arguments = words.removesuffix(" again").split()
            with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
                patch.setattr(environments, "FOLDER", folder)
                patch.setattr("sys.argv", ["infra.deploy", *arguments])
                patch.setenv("ENV", "tests")
                patch.setenv("RELEASE", "r2")
                try:
                    code = deploy.main()
                except SystemExit as stopped:
                    code = 1
                    said.write(str(stopped))
            built = any("builds:submit" in one.path for one in self.google.journal[began:])
            publish, page = (self._traffic(name) for name in ("publish", "page"))
            self.moves[words] = Move(code, said.getvalue(), publish, page, built)

    def _traffic(self, name: str) -> dict[str, tuple[int, set[str]]]:
        found: dict[str, tuple[int, set[str]]] = {}
        service = self.google.store[f"namespaces/{PROJECT}/services/{name}"]
        for entry in service["status"]["traffic"]:
            share, tags = found.get(entry["revisionName"], (0, set()))
            tag = {entry["tag"]} if "tag" in entry else set()
            found[entry["revisionName"]] = share + entry.get("percent", 0), tags | tag
        return found

    def destroy(self, to: Target) -> None:
        answers = iter([to.project, "delete the data"])
        stages, executor = (
            plan(to, functions(), Deployed(image="any")),
            Executor(to.project, sleep=lambda _: None),
        )
        said = io.StringIO()
        with redirect_stdout(said):
            code = destroy.destroy(stages, to, executor, lambda _: next(answers))
        assert code == 0, said.getvalue()
        self.goodbye = said.getvalue()
        self.stores.append(self.google.snapshot())

    def own(self, number: int) -> Json:
        """What was stored then, without what strangers and people put there."""
        stored = copy.deepcopy(self.stores[number])
        for path in [path for path in stored["store"] if "foreign" in path or path == BY_HAND]:
            del stored["store"][path]
        return stored


@pytest.fixture(scope="module")
def story(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("google")
    with tools.google(folder, programs, GEMINI_API_KEY=KEY, SMTP_URL=MAIL) as google:
        found, mishaps = Story(google), Mishaps()
        google.fault, google.lost = mishaps.before, mishaps.after
        found.deploy(_first())
        google.fault = google.lost = lambda _: None
        _strangers_move_in(google)
        _people_make_changes(google)
        lost = target(GITHUB_REPO=REPOSITORY, RECAPTCHA_KEY=SITE_KEY)
        found.deploy(lost)  # of a file that lost ALERT_EMAIL
        found.deploy(_first(), {"Dashboard and alerts", "Functions"})
        found.unchanged = found.differs(_first())
        found.operate(folder)
        _everything_changes(google)
        found.drifted = found.differs(_first())
        found.destroy(_first())
        yield found


def _strangers_move_in(google: Google) -> None:
    """Another team's resource comes first in every list."""
    strangers: Json = {
        f"{HERE}/alertPolicies/foreign": {"displayName": "foreign", "userLabels": {"alert": "x"}},
        f"{HERE}/dashboards/foreign": {"displayName": "foreign"},
        f"{HERE}/uptimeCheckConfigs/foreign": {"displayName": "foreign"},
        f"{HERE}/notificationChannels/foreign": {
            "type": "email",
            "labels": {"email_address": "stranger@example.com"},
        },
        f"{HERE}/webApps/foreign": {"displayName": "foreign", "appId": "1:1:web:0"},
        f"{HERE}/sites/foreign": {"defaultUrl": "https://foreign.web.app"},
        f"{HERE}/topics/foreign": {},
        f"namespaces/{PROJECT}/revisions/foreign": {
            "metadata": {"name": "foreign", "labels": {"serving.knative.dev/service": "foreign"}},
            "spec": {"containers": [{"image": "foreign"}]},
            "status": {"conditions": [{"type": "Ready", "status": "True"}]},
        },
    }
    for path, resource in strangers.items():
        resource.setdefault("name", path)
    google.store = strangers | google.store


def _people_make_changes(google: Google) -> None:
    google.store[BY_HAND] = {"name": BY_HAND, "type": "pagerduty", "labels": {}}
    for name in ("late-work", "slow-publishing"):
        policy = _alert(google.store, name)
        policy["notificationChannels"] = [*policy.get("notificationChannels", []), BY_HAND]
    _alert(google.store, "ai-spend")["enabled"] = False
    path = f"{HERE}/services/{objectives.SERVICE}/serviceLevelObjectives/publish-speed"
    google.store[path]["goal"] = 0.5
    for check in google.under(f"{HERE}/uptimeCheckConfigs"):
        check["period"] = "900s"
    _alert(google.store, "late-work")["documentation"] = {"content": "of an older release"}


def _row(name: str) -> Function:
    return next(row for row in functions() if row.name == name)


def _everything_changes(google: Google) -> None:
    """One of each kind of resource is deleted, or is other than its file says."""
    store, account = (
        google.store,
        f"{HERE}/serviceAccounts/event-{{}}@{PROJECT}.iam.gserviceaccount.com",
    )
    bucket, place = f"b/{PROJECT}-media", f"{HERE}/locations/europe-west1"
    service = f"namespaces/{PROJECT}/services/{{}}"
    for gone in (
        *(
            f"{HERE}/services/run.googleapis.com",
            f"{bucket}/managedFolders/covers/",
        ),
        *(f"{HERE}/topics/event-published-dead", f"{HERE}/secrets/SMTP_URL"),
        *(f"{HERE}/metrics/covers", service.format("preview"), f"{HERE}/subscriptions/analytics"),
        f"namespaces/{PROJECT}/revisions/{services.revision(_first(), _row('preview'))}",
        f"{HERE}/datasets/publish_event/tables/event_published",
    ):
        for path in [one for one in store if one == gone or one.startswith(f"{gone}/")]:
            del store[path]
        google.policies.pop(gone, None)
    store[account.format("image")]["disabled"] = True
    store[f"{HERE}/databases/(default)"]["deleteProtectionState"] = "DELETE_PROTECTION_DISABLED"
    store[bucket]["lifecycle"] = {"rule": []}
    store[f"{HERE}/roles/publicReader"]["includedPermissions"].append("storage.objects.list")
    store[f"{HERE}/subscriptions/image"]["pushConfig"]["pushEndpoint"] = "https://old.example"
    store[f"{HERE}/metrics/publishes"]["filter"] = "nothing"
    entries = store[service.format("publish")]["status"]["traffic"]
    max(entries, key=lambda one: one.get("percent", 0))["revisionName"] = "publish-00007-abc"
    store[service.format("page")]["metadata"]["annotations"] |= {
        "run.googleapis.com/invoker-iam-disabled": "false",
        "run.googleapis.com/ingress": "internal",
    }
    store[f"{place}/repositories/cloud-run-source-deploy"]["cleanupPolicies"] = {}
    store[f"b/run-sources-{PROJECT}-europe-west1"]["lifecycle"] = {}
    store[f"{place}/jobs/sweep"]["schedule"] = "0 0 * * *"
    (dashboard,) = (v for v in google.under(f"{HERE}/dashboards") if v["displayName"] != "foreign")
    dashboard["mosaicLayout"]["tiles"].pop()
    _alert(store, "slow-publishing")["conditions"][0]["conditionThreshold"]["thresholdValue"] = 60
    _alert(store, "silent-sweep")["notificationChannels"] = []
    del store[_alert(store, "covers-6x")["name"]]
    store[f"{HERE}/services/{objectives.SERVICE}/serviceLevelObjectives/covers"]["goal"] = 0.5
    del store[f"{HERE}/services/{objectives.SERVICE}/serviceLevelObjectives/publish-speed"]
    for check in google.under(f"{HERE}/uptimeCheckConfigs"):
        if check.get("userLabels") == {"check": "publish-event-site"}:
            check["timeout"] = "1s"
    store["ruleset"]["source"]["files"][0]["content"] = "allow read, write;"
    store["indexes"]["all"].pop()
    store["fields"].popitem()
    store["signin"] |= {"authorizedDomains": ["localhost"]}
    del store["provisioned"]["firebaseAuthInput"]["googleSigninProviderConfig"]
    store[f"hosting/{PROJECT}"]["release"]["message"] = "of an older build"
    del store[
        next(one["name"] for one in google.under(f"{HERE}/webApps") if "foreign" not in one["name"])
    ]
    store[f"{PROVIDER}"]["attributeCondition"] = "true"
    bindings = google.policies[HERE]["bindings"]
    viewers = next(each for each in bindings if each["role"] == "roles/datastore.viewer")
    viewers["members"].remove(f"serviceAccount:{_first().account('sweep')}")
    everything = {
        "role": "roles/firebaseauth.viewer",
        "members": [f"serviceAccount:{_first().account('email')}"],
    }
    bindings.append(everything)


DRIFT = {
    "APIs": "enabled: lacks run.googleapis.com",
    "service account event-image": "disabled: true in the cloud, false here",
    "database (default)": "deleteProtectionState: DELETE_PROTECTION_DISABLED in the cloud",
    "security rules and indexes": "rules: allow read, write; in the cloud",
    "folder covers/": "not in the cloud",
    "its lifecycle, CORS and access": "lifecycle.rule: null in the cloud",
    "role publicReader: get, never list": "includedPermissions: ",
    "topic event-published-dead": "not in the cloud",
    "secret SMTP_URL": "not in the cloud",
    "event-sweep: roles/datastore.viewer on the project": "members: lacks serviceAccount:event-",
    "metric covers": "not in the cloud",
    "metric publishes": "filter: nothing in the cloud",
    "function publish": "configuration: abc in the cloud",
    "function page": "annotations.run.googleapis.com/ingress: internal in the cloud, all here",
    "function preview": "not in the cloud",
    "anyone may call page": "callers: checked in the cloud, anyone here",
    "old images are deleted": "cleanupPolicies.keep-recent",
    "old uploads of source are deleted": "lifecycle.rule: null in the cloud",
    "subscription image": "pushConfig.pushEndpoint: https://old.example in the cloud",
    "subscription analytics": "not in the cloud",
    "sweep, at * * * * *": "schedule: 0 0 * * * in the cloud, * * * * * here",
    "table event_published": "not in the cloud",
    "dashboard": "mosaicLayout.tiles: ",
    "alert slow-publishing": "conditions[0].conditionThreshold.thresholdValue: 60.0 in the cloud",
    "alert silent-sweep": "notificationChannels: empty",
    "alert covers-6x": "not in the cloud",
    "objective covers": "goal: 0.5 in the cloud, 0.99 here",
    "objective publish-speed": "not in the cloud",
    "uptime check site": "timeout: 1s in the cloud, 10s here",
    "sign-in": "google: false in the cloud, true here",
    "sign-in by e-mail link, and the site's domain": f"authorizedDomains: lacks {PROJECT}.web.app",
    "the site's web app": "not in the cloud",
    "the site's init.json names it": "ours: false in the cloud, true here",
    "App Check of the site's web app": "not in the cloud",
    "Firebase Hosting": "message: of an older build in the cloud",
    "its provider, for acme/events": "attributeCondition: true in the cloud",
}


def _alert(store: Json, name: str) -> Json:
    (found,) = (
        value
        for path, value in store.items()
        if "/alertPolicies/" in path and value["userLabels"]["alert"] == name
    )
    return found  # type: ignore[no-any-return]


def test_stopped_at_every_step_and_started_again_it_completes(story: Story) -> None:
    assert len(story.stopped) > 40  # once at each create
    assert all("The answer was lost" in failure for failure in story.stopped)
    first = story.stores[0]["store"]
    for row in functions():
        service = first[f"namespaces/{PROJECT}/services/{row.name}"]
        assert service["status"]["traffic"][0]["revisionName"] == services.revision(_first(), row)
    assert {path.rpartition("/")[2] for path in first if "/metrics/" in path} == set(METRICS)


def _first() -> Target:
    return target(
        ALERT_EMAIL="oncall@example.com",
        SUPPORT_EMAIL="help@example.com",
        GITHUB_REPO=REPOSITORY,
        RECAPTCHA_KEY=SITE_KEY,
    )


def test_what_is_refused_for_a_while_is_tried_again_with_growing_pauses(story: Story) -> None:
    policies = story.stores[0]["policies"]
    assert (
        "roles/run.invoker",
        f"serviceAccount:event-push@{PROJECT}.iam.gserviceaccount.com",
    ) in (policies[f"projects/{PROJECT}/locations/europe-west1/services/image"])
    assert len(story.waited) >= 2 * 20  # each of some twenty grants was refused twice
    assert set(story.waited) == {5, 10}


def test_deployed_again_everything_is_as_it_was(story: Story) -> None:
    first, second = story.own(0), story.own(1)
    for name in ("late-work", "slow-publishing", "ai-spend"):  # which people changed, see below
        for store in (first, second):
            path = next(
                path
                for path, value in store["store"].items()
                if "/alertPolicies/" in path and value["userLabels"]["alert"] == name
            )
            del store["store"][path]
    assert second["store"].keys() == first["store"].keys()
    different = {path for path in first["store"] if first["store"][path] != second["store"][path]}
    # Without SUPPORT_EMAIL the second one leaves sign-in with Google as it is.
    assert different <= {"provisioned"}
    assert second["policies"] == first["policies"]


def test_deployed_again_nothing_is_written_but_what_people_changed(story: Story) -> None:
    written = {
        request.path.rpartition("/")[2]
        for request in story.journals[1]
        if request.changes and "/revisions/" not in request.path
    }
    late_work = _alert(story.stores[1]["store"], "late-work")["name"].rpartition("/")[2]
    # The service agent is asked for each time: there is no other way to ask.
    checks = {
        path.rpartition("/")[2]
        for path in story.stores[1]["store"]
        if "/uptimeCheckConfigs/" in path and "foreign" not in path
    }
    assert written == {
        *(late_work, "publish-speed", *checks),
        "pubsub.googleapis.com:generateServiceIdentity",
    }


def test_after_a_deployment_nothing_differs(story: Story) -> None:
    assert story.unchanged == []


def test_whatever_is_changed_is_named(story: Story) -> None:
    named = {line.partition(": ")[0] for line in story.drifted}
    for title, difference in DRIFT.items():
        assert any(line.startswith(f"{title}: {difference}") for line in story.drifted), title
    # What stands on what is gone is not there either.
    fallout = {f"anyone may call {name}" for name in ("preview",)}
    fallout |= {title for title in named if " may " in title or title.startswith("event-")}
    assert {line for line in story.drifted if "roles/firebaseauth.viewer" in line}
    assert named - fallout - {
        line.partition(": ")[0] for line in story.drifted if "roles/firebaseauth.viewer" in line
    } <= {title.partition(": ")[0] for title in DRIFT} | {"its first version, from $SMTP_URL"}


def test_what_only_a_rollout_changes_says_so(story: Story) -> None:
    (line,) = [line for line in story.drifted if line.startswith("function publish: ")]
    assert line.endswith("; a rollout changes it")


OLD, NEW, PAUSED = (
    services.revision(target(), _row("publish")),
    services.revision(target(RELEASE="r2"), _row("publish")),
    services.paused_revision(_row("publish")),
)


def test_a_release_gets_its_share_and_the_one_before_keeps_a_way_back(story: Story) -> None:
    first = story.moves["rollout --function=page --percent=1"]
    assert (first.code, first.built) == (0, True)
    assert sorted(share for share, _ in first.page.values()) == [1, 99]

    half = story.moves["rollout --function=publish --percent=50"]
    assert (half.code, half.built) == (0, False)  # a release is built once
    assert half.publish == {
        OLD: (50, {"stable"}),
        NEW: (50, {"candidate"}),
        PAUSED: (0, {"paused"}),
    }

    all_of_it = story.moves["rollout --function=publish --percent=100"]
    assert (all_of_it.code, all_of_it.built) == (0, False)
    assert all_of_it.publish[NEW] == (100, {"candidate"})
    assert all_of_it.publish[OLD] == (0, {"stable"})


def test_a_pause_in_mid_rollout_is_traffic_only_and_ends_at_the_stable_revision(
    story: Story,
) -> None:
    left_alone = story.moves["resume"]
    assert left_alone.publish == story.moves["rollout --function=publish --percent=50"].publish
    assert "it is not paused" in left_alone.said

    paused = story.moves["pause"]
    assert (paused.code, paused.built) == (0, False)
    assert paused.publish[PAUSED] == (100, {"paused"})
    assert paused.publish[OLD] == (0, {"stable", "resumed"})
    assert sum(share for share, _ in paused.page.values()) == 100
    refused = story.moves["rollout --function=publish --percent=1"]
    assert refused.code == 1
    assert "publish is paused: make resume" in refused.said

    resumed = story.moves["resume again"]
    assert resumed.publish[OLD] == (100, {"stable"})
    assert resumed.publish[NEW][0] == 0


def test_back_goes_whatever_can_and_twice_is_once(story: Story) -> None:
    back, again = story.moves["rollback"], story.moves["rollback --function=publish"]
    assert (back.code, back.built) == (0, False)
    assert back.publish[OLD] == (100, {"stable"})
    assert back.page[services.revision(target(), _row("page"))] == (100, {"stable"})
    assert f"nothing to go back to: {services.revision(target(), _row('email'))} stays" in back.said
    assert (again.code, again.publish) == (0, back.publish)


def test_taken_down_only_what_is_named_as_left_is_left(story: Story) -> None:
    before, after = story.stores[2]["store"], story.stores[3]["store"]
    foreign = {path for path in before if "foreign" in path or path == BY_HAND}
    left = {
        path for path in after if path not in foreign and not path.startswith(f"{HERE}/services/")
    }
    deleted = {
        path for path in left if after[path].get("deleted") or after[path].get("state") == "DELETED"
    }
    assert foreign <= set(after)
    assert {path: after[path] for path in foreign} == {path: before[path] for path in foreign}
    assert deleted == {f"{HERE}/roles/publicReader", PROVIDER, PROVIDER.partition("/providers")[0]}
    assert left - deleted == {
        *(HERE, "agents", "firebase", "fields", "indexes", "ruleset", "signin", "provisioned"),
        *(f"{HERE}/sites/{PROJECT}", f"hosting/{PROJECT}"),
        f"{HERE}/locations/europe-west1/repositories/cloud-run-source-deploy",
        f"b/run-sources-{PROJECT}-europe-west1",
    }
    assert after[f"hosting/{PROJECT}"]["released"] is False
    assert not [path for path in after if path.startswith(f"{HERE}/services/publish-event")]
    members = {member for policy in story.stores[3]["policies"].values() for _, member in policy}
    assert not {member for member in members if "event-" in member or member == "allUsers"} - {
        f"serviceAccount:{_first().account('email')}"  # a role that somebody else gave it
    }


def test_what_is_left_is_said(story: Story) -> None:
    left = story.goodbye.partition("Left:")[2]
    for words in (
        *("Firebase in the project", "the enabled APIs", "the security rules", "publicReader"),
        *(f"the site {PROJECT}", "cloud-run-source-deploy", f"gs://run-sources-{PROJECT}"),
        *("the pool github", "the provider"),
    ):
        assert words in left
    assert "database" not in left


def test_the_deployer_has_the_roles_of_its_list(story: Story) -> None:
    deployer = f"serviceAccount:{_first().account(pipeline.ACCOUNT)}"
    granted = {role for role, member in story.stores[1]["policies"][HERE] if member == deployer}
    assert granted == set(pipeline.ROLES)


def test_alerts_are_neither_doubled_nor_unplugged_nor_switched_on(story: Story) -> None:
    for number in (1, 2):
        store = story.stores[number]["store"]
        ours = [
            v for path, v in store.items() if "/alertPolicies/" in path and "foreign" not in path
        ]
        assert len(ours) == len(ALERTS) + len(objectives.burn_alerts(target()))
        assert BY_HAND in _alert(store, "late-work")["notificationChannels"]
        assert len(_alert(store, "late-work")["notificationChannels"]) == 2
        assert len(_alert(store, "dead-letters")["notificationChannels"]) == 1
        assert _alert(store, "ai-spend")["enabled"] is False
        assert "runbook" in _alert(store, "late-work")["documentation"]["content"]
        assert f"{HERE}/alertPolicies/foreign" in store


def test_objectives_and_uptime_checks_are_made_once_and_brought_up_to_date(story: Story) -> None:
    for number in (0, 1):
        store = story.stores[number]["store"]
        service = f"{HERE}/services/{objectives.SERVICE}"
        held = {path for path in store if path.startswith(f"{service}/serviceLevelObjectives/")}
        assert {path.rpartition("/")[2] for path in held} == set(OBJECTIVES)
        checks = [
            value
            for path, value in store.items()
            if "/uptimeCheckConfigs/" in path and "foreign" not in path
        ]
        hosts = [check["monitoredResource"]["labels"]["host"] for check in checks]
        assert hosts == [f"{PROJECT}.web.app"] * len(UPTIME_CHECKS)
        (speed,) = (store[path] for path in held if path.endswith("/publish-speed"))
        assert speed["goal"] == 0.999


def test_strangers_are_left_alone(story: Story) -> None:
    for path, resource in story.stores[1]["store"].items():
        if "foreign" in path:
            assert resource == story.stores[2]["store"][path]
    changed = [str(request) for request in story.journals[1] if request.changes]
    assert not [line for line in changed if "foreign" in line]


def test_one_release_is_built_once(story: Story) -> None:
    builds = [str(request) for request in story.journals[0] if "builds:submit" in request.path]
    assert len(builds) == 1
    services_made = [
        value for path, value in story.stores[0]["store"].items() if "/services/" in path
    ]
    images = {
        value["spec"]["template"]["spec"]["containers"][0]["image"]
        for value in services_made
        if "spec" in value
    }
    assert len(images) == 1


def test_every_function_starts_its_own_entry_point_of_that_image(story: Story) -> None:
    for row in functions():
        revision = services.revision(_first(), row)
        spec = story.stores[0]["store"][f"namespaces/{PROJECT}/revisions/{revision}"]["spec"]
        environment = {v["name"]: v.get("value") for v in spec["containers"][0]["env"]}
        assert environment["FUNCTION_TARGET"] == row.name
        assert environment["FUNCTION_SOURCE"] == row.source


def test_strangers_may_call_what_is_public_and_organizations_may_forbid_all_users(
    story: Story,
) -> None:
    for row in functions():
        service = story.stores[1]["store"][f"namespaces/{PROJECT}/services/{row.name}"]
        notes = service["metadata"]["annotations"]
        unchecked = notes.get("run.googleapis.com/invoker-iam-disabled", "").lower()
        assert (unchecked == "true") == (row.trigger == "http")
    policies = [
        path
        for path, bindings in story.stores[1]["policies"].items()
        if "/services/" in path
        for _, member in bindings
        if member == "allUsers"
    ]
    assert policies == []


def test_one_instance_of_publish_is_warm_however_many_revisions_have_a_tag(story: Story) -> None:
    service = story.stores[1]["store"][f"namespaces/{PROJECT}/services/publish"]
    assert service["metadata"]["annotations"]["run.googleapis.com/minScale"] == "1"
    for path, revision in story.stores[1]["store"].items():
        if "/revisions/publish" in path:
            assert "autoscaling.knative.dev/minScale" not in revision["metadata"]["annotations"]


def test_the_kill_switch_is_there_before_it_is_needed(story: Story) -> None:
    store = story.stores[0]["store"]
    pausable = [row for row in functions() if services.SWITCH in row.environment]
    assert pausable
    for row in pausable:
        revision = store[f"namespaces/{PROJECT}/revisions/{row.name}-paused"]
        environment = {v["name"]: v.get("value") for v in revision["spec"]["containers"][0]["env"]}
        assert environment[services.SWITCH] == "false"
        traffic = store[f"namespaces/{PROJECT}/services/{row.name}"]["status"]["traffic"]
        assert {entry["revisionName"]: entry.get("percent", 0) for entry in traffic} == {
            services.revision(_first(), row): 100,
            f"{row.name}-paused": 0,
        }


def test_firebase_is_told_who_pays(story: Story) -> None:
    asked = [r for r in story.google.journal if r.path.startswith("/v1beta1/projects/")]
    ours = [r for r in asked if "firebase" in r.headers.get("user-agent", "").lower()]
    assert ours
    assert {r.headers.get("x-goog-user-project") for r in ours} == {PROJECT}


def test_the_site_is_made_and_released_where_the_project_had_none(story: Story) -> None:
    store = story.stores[0]["store"]
    made = store[f"{HERE}/sites/{PROJECT}"]
    assert made["defaultUrl"] == f"https://{PROJECT}.web.app"
    assert store[f"{HERE}/webApps/{made['appId']}"]["displayName"] == "publish-event"
    hosting = store[f"hosting/{PROJECT}"]
    assert hosting["released"]
    assert "/index.html" in hosting["files"]
    served = {
        rewrite["run"]["serviceId"] for rewrite in hosting["config"]["rewrites"] if "run" in rewrite
    }
    assert served == {row.name for row in functions() if row.trigger == "http"}


def test_sign_in_is_set_up_by_command(story: Story) -> None:
    store = story.stores[0]["store"]
    assert store["signin"]["signIn"] == {"email": {"enabled": True, "passwordRequired": False}}
    assert store["signin"]["authorizedDomains"] == ["localhost", f"{PROJECT}.web.app"]
    provided = store["provisioned"]["firebaseAuthInput"]
    assert provided["googleSigninProviderConfig"]["customerSupportEmail"] == "help@example.com"


def test_app_check_of_the_site_is_set_up_by_command(story: Story) -> None:
    store = story.stores[0]["store"]
    (app,) = (one for path, one in store.items() if path.startswith(f"{HERE}/webApps/"))
    assert app["appCheck"] == {"siteKey": SITE_KEY}


def test_secrets_reach_stdin_and_nothing_else(story: Story) -> None:
    said = story.said.getvalue() + "".join(story.stopped)
    assert "sentinel" not in said
    kept = {
        path.split("/")[3]: b64decode(value["data"]).decode()
        for path, value in story.stores[0]["store"].items()
        if "/versions/" in path
    }
    assert kept == {"GEMINI_API_KEY": KEY, "SMTP_URL": MAIL}
    assert "sentinel" not in " ".join(str(request) for request in story.google.journal)


def test_it_says_what_it_does_and_what_it_finds(story: Story) -> None:
    said = story.said.getvalue()
    assert "function page … done" in said
    assert "function page … exists already" in said
    assert "metric covers … exists already" in said
    assert "alert dead-letters … exists already" in said
    assert "alert late-work … updated" in said
    assert "waiting for: " in said
    assert "built from source (some minutes, https://console.cloud.google.com/" in said
    assert "      Building Container" in said
