"""Where a deployment goes: PROJECT, REGION and what else the environment says."""

import subprocess
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from infra.functions import ROOT, Function

# What no plan can go without is asked for by `deploy` alone, so that anyone may read a plan.
NEEDED_TO_DEPLOY = ("GEMINI_API_KEY", "SMTP_URL", "MAIL_FROM")

_Text = Annotated[str, StringConstraints(pattern=r'^[^"$`\\|\n]*$')]


class Target(BaseModel):
    """Values of a deployment. Everything but project and region has a usual value."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    project: str = Field(alias="PROJECT", pattern=r"^[a-z][a-z0-9-]*$")
    region: str = Field(alias="REGION", pattern=r"^[a-z][a-z0-9-]*$")
    release: str = Field(alias="RELEASE", pattern=r"^[a-z0-9][a-z0-9-]{0,19}$")
    """Names the revisions."""
    firestore_location: str = Field(default="", alias="FIRESTORE_LOCATION", pattern=r"^[a-z0-9-]*$")
    """REGION, unless told: eur3 and nam5 keep the data in several."""
    alert_email: str = Field(default="", alias="ALERT_EMAIL", pattern=r"^([\w.+-]+@[\w.-]+)?$")
    variables: dict[str, _Text]
    """Of the functions' environment, by name. What is not here has its usual value in them."""

    @classmethod
    def read(cls, environment: Mapping[str, str], functions: tuple[Function, ...]) -> Self:
        """Raises SystemExit with one line a value that is missing or wrong."""
        given = {name: value for name, value in environment.items() if value}
        known = {"PUBLIC_URL", *(name for function in functions for name in function.environment)}
        variables = _usual(given.get("PROJECT", "")) | {
            name: given[name] for name in sorted(known) if name in given
        }
        try:
            return cls.model_validate(given | {"variables": variables})
        except ValidationError as error:
            lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            raise SystemExit("\n  ".join(["Not a target:", *lines])) from None

    @property
    def bucket(self) -> str:
        return self.variables["BUCKET"]

    @property
    def topic(self) -> str:
        return self.variables["TOPIC"]

    @property
    def flag(self) -> str:
        return f"--project={self.project}"

    def has(self, variable: str) -> bool:
        """Whether it is given, and not as a no."""
        return self.variables.get(variable, "").lower() not in ("", "0", "false", "no", "off")

    def account(self, name: str) -> str:
        """A service account's address; names of fewer than six letters are not allowed."""
        return f"event-{name}@{self.project}.iam.gserviceaccount.com"


def _usual(project: str) -> dict[str, str]:
    return {
        "GOOGLE_CLOUD_PROJECT": project,
        "PUBLIC_URL": f"https://{project}.web.app",
        "BUCKET": f"{project}-media",
        "TOPIC": "event-published",
        "MAIL_FROM": f"Publish Event <events@{project}.web.app>",
        "PUBLISH_ENABLED": "true",
    }


def commit() -> str:
    """The checkout's commit; nothing where there is none or something is not committed."""
    git = ("git", "-C", str(ROOT))
    changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, check=False)
    if changed.returncode or changed.stdout:
        return ""
    head = [*git, "rev-parse", "--short=12", "HEAD"]
    return subprocess.run(head, capture_output=True, text=True, check=True).stdout.strip()
