"""The table of functions, `functions.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

ROOT = Path(__file__).resolve().parent.parent
PYTHON = (ROOT / ".python-version").read_text().strip()
"""The Python version of the functions, the lock files, the linters and the tests."""

Resource = Literal["project", "topic", "uploads", "covers"]


class Function(BaseModel):
    """One row of the table; the head of `functions.toml` explains its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    trigger: Literal["http", "push", "schedule"]
    schedule: str = ""
    memory: str
    cpu: int
    concurrency: int
    timeout: int
    instances: tuple[int, int]
    roles: dict[Resource, tuple[str, ...]]
    environment: tuple[str, ...]
    secrets: tuple[str, ...]

    @property
    def source(self) -> str:
        return f"functions/{self.name}/main.py"

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of all environment variables of the function, with its secrets."""
        return ("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", *self.environment, *self.secrets)


@cache
def functions() -> tuple[Function, ...]:
    table = tomllib.loads((ROOT / "infra/functions.toml").read_text())
    return tuple(Function(name=name, **row) for name, row in table.items())
