"""Who gets which revision: rollout, rollback, and the pause of publishing."""

import json
from dataclasses import dataclass

from infra.deploy import services
from infra.deploy.services import CANDIDATE
from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import Function

STABLE = "stable"  # the tag of what to go back to


@dataclass(frozen=True)
class Traffic:
    """What a service says of its revisions: each one's percentage, and the tags."""

    shares: dict[str, int]
    tags: dict[str, str]

    @classmethod
    def read(cls, description: str) -> "Traffic":
        """From the JSON of `gcloud run services describe`."""
        shares: dict[str, int] = {}
        tags = {}
        for entry in json.loads(description)["status"]["traffic"]:
            revision = entry["revisionName"]
            shares[revision] = shares.get(revision, 0) + entry.get("percent", 0)
            if tag := entry.get("tag"):
                tags[tag] = revision
        return cls(shares, tags)

    @property
    def serving(self) -> str:
        return max(self.shares, key=lambda revision: self.shares[revision])

    def stable(self, candidate: str) -> str:
        """What a rollout of `candidate` starts from, also once it has begun."""
        if self.tags.get(CANDIDATE) == candidate and STABLE in self.tags:
            return self.tags[STABLE]
        return self.serving


def described(target: Target, name: str) -> Command:
    place = (f"--region={target.region}", target.flag, "--format=json")
    return ("gcloud", "run", "services", "describe", name, *place)


def rollout(target: Target, function: Function, percent: int, now: Traffic) -> tuple[Step, ...]:
    """This release gets `percent` of the traffic; what served before keeps the rest.

    Nothing where it is what served before. Raises SystemExit while publishing is paused.
    """
    candidate = services.revision(target, function)
    stable = now.stable(candidate)
    if now.serving == _paused(function):
        raise SystemExit(f"{function.name} is paused: make resume, then roll out")
    if stable == candidate:
        return ()
    shares = {candidate: percent, stable: 100 - percent}
    to = ",".join(f"{name}={share}" for name, share in shares.items() if share)
    tags = f"--update-tags={STABLE}={stable},{CANDIDATE}={candidate}"
    return (
        services.candidate(target, function),
        Step(
            f"{percent}% to {candidate}, {100 - percent}% to {stable}",
            _update(target, function.name, tags, f"--to-revisions={to}"),
        ),
    )


def rollback(target: Target, function: Function) -> tuple[Step, ...]:
    """All traffic to what served before the last rollout, or before the pause."""
    to = f"--to-tags={STABLE}=100"
    return (Step(f"{function.name}: back to {STABLE}", _update(target, function.name, to)),)


def pause(target: Target, function: Function, now: Traffic) -> tuple[Step, ...]:
    """The kill switch: a revision that answers 503, and all traffic to it."""
    paused = _paused(function)
    if now.serving == paused:
        raise SystemExit(f"{function.name} is paused already")
    off = ("--update-env-vars=PUBLISH_ENABLED=false", "--no-traffic", "--revision-suffix=paused")
    place = (f"--region={target.region}", target.flag)
    return (
        Step(
            f"revision {paused}, which answers 503",
            ("gcloud", "run", "services", "update", function.name, *off, *place),
            unless=services.existing(target, paused),  # an older one says the same
        ),
        Step(
            f"all traffic to it; {now.serving} is what to come back to",
            _update(
                target,
                function.name,
                f"--update-tags={STABLE}={now.serving}",
                f"--to-revisions={paused}=100",
            ),
        ),
    )


def _paused(function: Function) -> str:
    return f"{function.name}-paused"


def _update(target: Target, name: str, *how: str) -> Command:
    place = (f"--region={target.region}", target.flag)
    return ("gcloud", "run", "services", "update-traffic", name, *how, *place)
