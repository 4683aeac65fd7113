"""Where data is stored: Firestore, the bucket, and the secrets."""

import json
from collections.abc import Iterator
from typing import Any

from infra.deploy import access
from infra.deploy.steps import Command, Step, named, whole
from infra.deploy.target import Target
from infra.functions import ROOT, Function


def database(target: Target) -> Iterator[Step]:
    databases = ("gcloud", "firestore", "databases")
    protection = ("--enable-pitr", "--delete-protection")
    name = "--database=(default)"
    update = (*databases, "update", name, target.flag)
    yield Step(
        "database (default)",
        (
            *(*databases, "create", name, "--type=firestore-native"),
            f"--location={target.firestore_location or target.region}",
            *(*protection, target.flag),
        ),
        unless=(*databases, "describe", name, target.flag, "--format=json"),
        pick=whole,
        wanted={
            "pointInTimeRecoveryEnablement": "POINT_IN_TIME_RECOVERY_ENABLED",
            "deleteProtectionState": "DELETE_PROTECTION_ENABLED",
        },
        update=(*update, *protection),
        delete=((*update, "--no-delete-protection"), (*databases, "delete", name, target.flag)),
        data=True,
    )


def bucket(target: Target) -> Iterator[Step]:
    """Anyone may get a cover by its URL; an upload is for the functions alone."""
    url = f"gs://{target.bucket}"
    buckets, folders = ("gcloud", "storage", "buckets"), ("gcloud", "storage", "managed-folders")
    describe = (*buckets, "describe", url, target.flag, "--raw", "--format=json")
    yield Step(
        f"bucket {target.bucket}",
        (
            *(*buckets, "create", url, f"--location={target.region}"),
            *("--uniform-bucket-level-access", "--no-public-access-prevention", target.flag),
        ),
        unless=describe,
        pick=whole,
        delete=(("gcloud", "storage", "rm", url, "--recursive", target.flag),),
        data=True,
    )
    for name in ("uploads", "covers"):
        path = f"{url}/{name}/"
        yield Step(
            f"folder {name}/",
            (*folders, "create", path, target.flag),
            unless=(*folders, "list", url, target.flag, "--raw", "--format=json"),
            pick=named(f"{name}/"),
        )
    files = ("--lifecycle-file=infra/lifecycle.json", "--cors-file=infra/cors.json")
    access_by_iam = ("--uniform-bucket-level-access", "--no-public-access-prevention")
    update = (*buckets, "update", url, *files, *access_by_iam, target.flag)
    yield Step(
        "its lifecycle, CORS and access",
        update,
        unless=describe,
        pick=whole,
        wanted={
            "lifecycle": _read("infra/lifecycle.json"),
            "cors": _read("infra/cors.json"),
            "iamConfiguration": {
                "uniformBucketLevelAccess": {"enabled": True},
                "publicAccessPrevention": "inherited",
            },
        },
        update=update,
    )
    yield from _public_covers(target)


def _read(file: str) -> Any:
    return json.loads((ROOT / file).read_text())


def _public_covers(target: Target) -> Iterator[Step]:
    # Google's viewer roles may also list objects, and a cover's name holds its event's key. The
    # legacy role that may only get them can be granted on buckets, and not on their folders.
    roles, name = ("gcloud", "iam", "roles"), "publicReader"
    permissions = "--permissions=storage.objects.get"
    yield Step(
        f"role {name}: get, never list",
        (*roles, "create", name, "--title=Public reader", permissions, "--stage=GA", target.flag),
        unless=(*roles, "describe", name, target.flag, "--format=json"),
        pick=whole,
        wanted={"includedPermissions": ["storage.objects.get"], "deleted": False},
        # A deleted role is still described, and its name is taken, for weeks.
        update=lambda role: (
            (*roles, "undelete", name, target.flag)
            if role.get("deleted")
            else (*roles, "update", name, permissions, target.flag)
        ),
        delete=lambda role: () if role.get("deleted") else ((*roles, "delete", name, target.flag),),
        leaves=f"the name of the role {name}, which IAM frees after some weeks",
    )
    yield access.binding(
        "anyone may get a cover",
        access.on_folder(target, "covers"),
        "allUsers",
        f"projects/{target.project}/roles/{name}",
        remains=True,
    )


def secrets(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """Values go from the environment to gcloud's stdin: never printed, on no command line."""
    made: set[str] = set()
    for function in functions:
        for name in function.secrets:
            if name not in made:
                made.add(name)
                yield from _secret(target, name)
            yield access.binding(
                f"event-{function.name} may read {name}",
                ("gcloud", "secrets", "add-iam-policy-binding", name, target.flag),
                access.member(target, function.name),
                "roles/secretmanager.secretAccessor",
                remains=True,
            )


def _secret(target: Target, name: str) -> Iterator[Step]:
    group = ("gcloud", "secrets")
    yield Step(
        f"secret {name}",
        (
            *(*group, "create", name, "--replication-policy=user-managed"),
            *(f"--locations={target.region}", target.flag),
        ),
        unless=(*group, "list", target.flag, "--format=json"),
        pick=named(name),
        delete=((*group, "delete", name, target.flag),),
        data=True,
    )
    yield Step(
        f"its first version, from ${name}",
        (*group, "versions", "add", name, "--data-file=-", target.flag),
        unless=newest_version(target, name),
        secret=name,
    )


def newest_version(target: Target, name: str) -> Command:
    """Prints nothing where the secret has no version that is enabled."""
    newest = ("--filter=state=ENABLED", "--limit=1", "--format=value(name)")
    return ("gcloud", "secrets", "versions", "list", name, *newest, target.flag)
