"""Where a deployment goes: PROJECT, REGION and the other settings of an environment."""

import subprocess
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from infra.functions import ROOT, Function
from infra.topics import TOPIC

# No value may need escaping within a shell's double quotes, or hold `|`, which separates variables.
_Text = Annotated[str, StringConstraints(pattern=r'^[^"$`\\|\n]*$')]


class Target(BaseModel):
    """Values of a deployment. All but project and region have defaults."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    project: str = Field(alias="PROJECT", pattern=r"^[a-z][a-z0-9-]*$")
    region: str = Field(alias="REGION", pattern=r"^[a-z][a-z0-9-]*$")
    release: str = Field(alias="RELEASE", pattern=r"^[a-z0-9][a-z0-9-]{0,19}$")
    """Part of the revisions' names."""
    firestore_location: str = Field(default="", alias="FIRESTORE_LOCATION", pattern=r"^[a-z0-9-]*$")
    """By default REGION; eur3 and nam5 are multi-region."""
    alert_email: str = Field(default="", alias="ALERT_EMAIL", pattern=r"^([\w.+-]+@[\w.-]+)?$")
    max_instances: int = Field(default=0, alias="MAX_INSTANCES", ge=0, le=1000)
    """Of each public function; by default what `functions.toml` says."""
    site: str = Field(default="", alias="SITE", pattern=r"^([a-z0-9][a-z0-9-]{2,28}[a-z0-9])?$")
    """The Hosting site's name; by default the project's."""
    support_email: str = Field(default="", alias="SUPPORT_EMAIL", pattern=r"^([\w.+-]+@[\w.-]+)?$")
    """Shown where people sign in with Google; without it that provider stays as it is."""
    recaptcha_key: str = Field(default="", alias="RECAPTCHA_KEY", pattern=r"^[\w-]*$")
    """The ID of a reCAPTCHA Enterprise key, by which the site gets App Check tokens."""
    github_repo: str = Field(default="", alias="GITHUB_REPO", pattern=r"^([\w.-]+/[\w.-]+)?$")
    """Its workflow may roll out, as the account event-deployer; by default none may."""
    variables: dict[str, _Text]
    """Of the functions' environment, by name. For others `Settings` has the defaults."""

    @classmethod
    def read(cls, environment: Mapping[str, str], functions: tuple[Function, ...]) -> Self:
        """Raises SystemExit with a line for each missing or invalid value."""
        given = {name: value for name, value in environment.items() if value}
        known = _variables(functions)
        project = given.get("PROJECT", "")
        given.setdefault("SITE", project)
        variables = _defaults(project, given["SITE"]) | {
            name: given[name] for name in sorted(known) if name in given
        }
        try:
            return cls.model_validate(given | {"variables": variables})
        except ValidationError as error:
            lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            raise SystemExit("\n  ".join(["Invalid environment:", *lines])) from None

    @classmethod
    def settings(cls, functions: tuple[Function, ...]) -> set[str]:
        """The names that a file of an environment may set."""
        fields = {field.alias for field in cls.model_fields.values() if field.alias}
        return (fields | _variables(functions)) - {"RELEASE"}

    @property
    def bucket(self) -> str:
        return self.variables["BUCKET"]

    @property
    def topic(self) -> str:
        return self.variables["TOPIC"]

    @property
    def address(self) -> str:
        """The site's public URL, without a slash at its end."""
        return self.variables["PUBLIC_URL"].rstrip("/")

    @property
    def flag(self) -> str:
        return f"--project={self.project}"

    def enabled(self, variable: str) -> bool:
        """Whether it is given, with a value other than false, no, off or 0."""
        return self.variables.get(variable, "").lower() not in ("", "0", "false", "no", "off")

    def account(self, name: str) -> str:
        """A service account's email. The prefix gives its ID the six letters that IAM demands."""
        return f"event-{name}@{self.project}.iam.gserviceaccount.com"


def _variables(functions: tuple[Function, ...]) -> set[str]:
    return {"PUBLIC_URL", *(name for function in functions for name in function.environment)}


def _defaults(project: str, site: str) -> dict[str, str]:
    return {
        "GOOGLE_CLOUD_PROJECT": project,
        "PUBLIC_URL": f"https://{site}.web.app",
        "BUCKET": f"{project}-media",
        "TOPIC": TOPIC,
        "MAIL_FROM": f"Publish Event <events@{site}.web.app>",
        "PUBLISH_ENABLED": "true",
    }


def commit() -> str:
    """The short hash of HEAD; empty outside a Git checkout or with uncommitted changes."""
    git = ("git", "-C", str(ROOT))
    changed = subprocess.run([*git, "status", "--porcelain"], capture_output=True, check=False)
    if changed.returncode or changed.stdout:
        return ""
    head = [*git, "rev-parse", "--short=12", "HEAD"]
    return subprocess.run(head, capture_output=True, text=True, check=True).stdout.strip()
