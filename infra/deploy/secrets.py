"""The secrets, read from Secret Manager into memory and proved where they are used."""

from collections.abc import Callable, Iterator
from functools import partial

from functions.canary import proofs
from functions.canary.proofs import Check
from infra.deploy.executor import CommandFailed, Executor
from infra.deploy.target import Target
from infra.functions import Function


def checks(target: Target, functions: tuple[Function, ...], executor: Executor) -> Iterator[Check]:
    """A line for each secret that a function has."""
    for name, prove in of(target, functions, executor).items():
        accepted, answer = prove()
        yield accepted, f"secret {name}: {answer}"


def of(
    target: Target, functions: tuple[Function, ...], executor: Executor
) -> dict[str, Callable[[], Check]]:
    """By the secret's name, what asks its server."""
    base_url = target.variables.get("GEMINI_BASE_URL")
    servers: dict[str, Callable[[str], Check]] = {
        "GEMINI_API_KEY": lambda key: proofs.gemini(key, base_url),
        "SMTP_URL": proofs.mail_log_in,
    }
    names = sorted({name for function in functions for name in function.secrets})
    return {name: partial(_proved, target, name, servers[name], executor) for name in names}


def _proved(target: Target, name: str, ask: Callable[[str], Check], executor: Executor) -> Check:
    access = ("gcloud", "secrets", "versions", "access", "latest", f"--secret={name}")
    try:
        value = executor.output((*access, target.flag))
    except CommandFailed as error:
        return False, f"it cannot be read, {error.reason}"
    return ask(value) if value else (False, "it has no version")
