"""Where data is stored: Firestore, the bucket, and the secrets."""

import json
from collections.abc import Iterator

from infra.deploy import access
from infra.deploy.steps import Command, Step
from infra.deploy.target import Target
from infra.functions import Function


def database(target: Target) -> Iterator[Step]:
    databases = ("gcloud", "firestore", "databases")
    protection = ("--enable-pitr", "--delete-protection")
    name = "--database=(default)"
    yield Step(
        "database (default)",
        (
            *(*databases, "create", name, "--type=firestore-native"),
            f"--location={target.firestore_location or target.region}",
            *(*protection, target.flag),
        ),
        unless=(*databases, "describe", name, target.flag, "--format=value(name)"),
        update=(*databases, "update", name, *protection, target.flag),
    )


def bucket(target: Target) -> Iterator[Step]:
    """Anyone may get a cover by its URL; an upload is for the functions alone."""
    url = f"gs://{target.bucket}"
    buckets, folders = ("gcloud", "storage", "buckets"), ("gcloud", "storage", "managed-folders")
    yield Step(
        f"bucket {target.bucket}",
        (
            *(*buckets, "create", url, f"--location={target.region}"),
            *("--uniform-bucket-level-access", "--no-public-access-prevention", target.flag),
        ),
        unless=(*buckets, "describe", url, target.flag, "--format=value(name)"),
    )
    files = ("--lifecycle-file=infra/lifecycle.json", "--cors-file=infra/cors.json")
    access_by_iam = ("--uniform-bucket-level-access", "--no-public-access-prevention")
    update = (*buckets, "update", url, *files, *access_by_iam, target.flag)
    yield Step("its lifecycle, CORS and access", update)
    for name in ("uploads", "covers"):
        path = f"{url}/{name}/"
        yield Step(
            f"folder {name}/",
            (*folders, "create", path, target.flag),
            unless=(*folders, "describe", path, target.flag, "--format=value(name)"),
        )
    yield from _public_covers(target)


def _public_covers(target: Target) -> Iterator[Step]:
    # Google's viewer roles may also list objects, and a cover's name holds its event's key.
    roles, name = ("gcloud", "iam", "roles"), "publicReader"
    permissions = ("--permissions=storage.objects.get", "--stage=GA")
    yield Step(
        f"role {name}: get, never list",
        (*roles, "create", name, "--title=Public reader", *permissions, target.flag),
        unless=(*roles, "describe", name, target.flag, "--format=json"),
        update=lambda role: _undeleted(target, name, role),
    )
    yield access.binding(
        "anyone may get a cover",
        access.on_folder(target, "covers"),
        "allUsers",
        f"projects/{target.project}/roles/{name}",
    )


def _undeleted(target: Target, name: str, role: str) -> Command | None:
    """A deleted role is still described, and its name is taken, for weeks."""
    if not json.loads(role).get("deleted"):
        return None
    return ("gcloud", "iam", "roles", "undelete", name, target.flag)


def secrets(target: Target, functions: tuple[Function, ...]) -> Iterator[Step]:
    """Values go from the environment to gcloud's stdin: never printed, on no command line."""
    group = ("gcloud", "secrets")
    made: set[str] = set()
    for function in functions:
        for name in function.secrets:
            if name not in made:
                made.add(name)
                yield from _secret(target, name)
            yield access.binding(
                f"event-{function.name} may read {name}",
                (*group, "add-iam-policy-binding", name, target.flag),
                access.member(target, function.name),
                "roles/secretmanager.secretAccessor",
            )


def _secret(target: Target, name: str) -> Iterator[Step]:
    group = ("gcloud", "secrets")
    yield Step(
        f"secret {name}",
        (
            *(*group, "create", name, "--replication-policy=user-managed"),
            *(f"--locations={target.region}", target.flag),
        ),
        unless=(*group, "describe", name, target.flag, "--format=value(name)"),
    )
    newest = ("--filter=state=ENABLED", "--limit=1", "--format=value(name)")
    yield Step(
        f"its first version, from ${name}",
        (*group, "versions", "add", name, "--data-file=-", target.flag),
        unless=(*group, "versions", "list", name, *newest, target.flag),
        secret=name,
    )
