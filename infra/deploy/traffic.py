"""Which revision serves which share: rollout, rollback, and the pause of publishing."""

import json
from dataclasses import dataclass

from infra.deploy import services
from infra.deploy.services import CANDIDATE, Image
from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import Function

STABLE = "stable"
"""The tag of the revision that a rollback returns to."""
RESUMED = "resumed"
"""The tag, during a pause, of the revision that its end returns to."""


@dataclass(frozen=True)
class Traffic:
    """A service's traffic: the percentage of each revision, and the revision of each tag."""

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
        """The revision with the largest share."""
        return max(self.shares, key=lambda revision: self.shares[revision])

    def stable(self, candidate: str) -> str:
        """What a rollout of `candidate` replaces: the same revision at each of its stages."""
        under_way = self.tags.get(CANDIDATE) == candidate and self.shares.get(candidate)
        if under_way and STABLE in self.tags:
            return self.tags[STABLE]
        return self.proven

    @property
    def proven(self) -> str:
        """Of a rollout under way the stable revision, whatever its share; else what serves."""
        stable = self.tags.get(STABLE, "")
        return stable if self.shares.get(stable) else self.serving

    @property
    def resumed(self) -> str | None:
        """What the end of a pause returns to. A pause by hand may have left no tag for it."""
        return self.tags.get(RESUMED, self.tags.get(STABLE))


def describe_service(target: Target, name: str) -> Command:
    place = (f"--region={target.region}", target.flag, "--format=json")
    return ("gcloud", "run", "services", "describe", name, *place)


def rollout(
    target: Target, function: Function, percent: int, now: Traffic, image: Image | None = None
) -> tuple[Step, ...]:
    """This release gets `percent` of the traffic; the stable revision gets the rest.

    Another candidate that is under way loses its share. Without a share a candidate leaves alone
    what a rollback returns to. No steps if this release is the stable revision, or if it serves
    alone and none is asked for. Raises SystemExit while publishing is paused.
    """
    candidate = services.revision(target, function)
    stable = now.stable(candidate)
    if now.serving == services.paused_revision(function):
        raise SystemExit(f"{function.name} is paused: make resume, then roll out")
    serves_alone = now.shares.get(candidate) == 100
    if stable == candidate or (serves_alone and not percent):
        return ()
    shares = {candidate: percent, stable: 100 - percent}
    split = ",".join(f"{revision}={share}" for revision, share in shares.items() if share)
    back = stable if percent else now.tags.get(STABLE, stable)
    tags = f"--update-tags={STABLE}={back},{CANDIDATE}={candidate}"
    return (
        services.create_candidate(target, function, image),
        Step(
            f"{percent}% to {candidate}, {100 - percent}% to {stable}",
            _update(target, function.name, tags, f"--to-revisions={split}"),
        ),
    )


def rollback(target: Target, function: Function, now: Traffic) -> tuple[Step, ...]:
    """All traffic to the revision that served before the last rollout.

    A pause goes on: its end returns to that revision. No steps if there is none, or it serves now.
    """
    stable = now.tags.get(STABLE)
    paused = now.serving == services.paused_revision(function)
    if stable is None or (stable == now.resumed if paused else now.shares.get(stable) == 100):
        return ()
    title, option = f"back to {STABLE}", f"--to-tags={STABLE}=100"
    if paused:
        title = f"it stays paused; make resume returns to {stable}"
        option = f"--update-tags={RESUMED}={stable}"
    return (Step(f"{function.name}: {title}", _update(target, function.name, option)),)


def pause(target: Target, function: Function, now: Traffic) -> tuple[Step, ...]:
    """The kill switch: all traffic to a revision that answers 503. No steps if that serves now.

    The revision exists already; of a deployment that is older than it, it is made first.
    """
    paused = services.paused_revision(function)
    if now.serving == paused:
        return ()
    made = () if paused in now.tags.values() else (services.create_paused(target, function),)
    return (
        *made,
        Step(
            f"all traffic to {paused}; make resume returns to {now.proven}",
            _update(
                target,
                function.name,
                f"--update-tags={RESUMED}={now.proven}",
                f"--to-revisions={paused}=100",
            ),
        ),
    )


def resume(target: Target, function: Function, now: Traffic) -> tuple[Step, ...]:
    """All traffic to what served before the pause. No steps if there is no pause.

    Raises SystemExit if nothing tells what served.
    """
    if now.serving != services.paused_revision(function):
        return ()
    if now.resumed is None:
        raise SystemExit(
            "It was paused by hand: name the revision that served, with --to-revisions"
        )
    # Later this tag would be that of an old release.
    gone = (f"--remove-tags={RESUMED}",) if RESUMED in now.tags else ()
    option = f"--to-revisions={now.resumed}=100"
    title = f"{function.name}: all traffic to {now.resumed}"
    return (Step(title, _update(target, function.name, *gone, option)),)


def _update(target: Target, name: str, *options: str) -> Command:
    place = (f"--region={target.region}", target.flag)
    return ("gcloud", "run", "services", "update-traffic", name, *options, *place)
