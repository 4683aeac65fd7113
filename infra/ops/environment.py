"""The environment in which the code of the functions works on a stack, or on a deployment."""

import json
from pathlib import Path
from typing import Any

from infra.deploy.target import Target


def described(state: Path) -> dict[str, Any]:
    """The stack of `make run`, whose files are in `state`. Raises SystemExit if none runs."""
    file = state / "stack.json"
    if not file.exists():
        raise SystemExit("The local stack is not running: start it with make run")
    stack: dict[str, Any] = json.loads(file.read_text())
    return stack


def local(stack: dict[str, Any]) -> dict[str, str]:
    return {
        "GOOGLE_CLOUD_PROJECT": stack["project"],
        "PUBLIC_URL": stack["site"],
        "BUCKET": stack["bucket"],
        "FIRESTORE_EMULATOR_HOST": stack["firestore"],
        "PUBSUB_EMULATOR_HOST": stack["pubsub"],
        "STORAGE_EMULATOR_HOST": stack["storage"],
    }


def deployed(target: Target) -> dict[str, str]:
    return {
        "GOOGLE_CLOUD_PROJECT": target.project,
        # A user's credentials name no project that pays, and some APIs demand one.
        "GOOGLE_CLOUD_QUOTA_PROJECT": target.project,
        "PUBLIC_URL": target.address,
        "BUCKET": target.bucket,
        "TOPIC": target.topic,
    }
