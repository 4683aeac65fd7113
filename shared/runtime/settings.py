"""Configuration: one frozen model, read once from the environment."""

import os
from functools import cache
from typing import Annotated, Self

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)


def _origins(value: object) -> object:
    """`https://a, https://b/` → two origins, each as a browser's Origin header has it."""
    if not isinstance(value, str):
        return value
    return tuple(origin for each in value.split(",") if (origin := each.strip().rstrip("/")))


Origins = Annotated[tuple[str, ...], BeforeValidator(_origins)]


class Settings(BaseModel):
    """Every variable that a function reads; `infra/functions.toml` says which gets which."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    project: str = Field(alias="GOOGLE_CLOUD_PROJECT", min_length=1)
    public_url: Annotated[str, BeforeValidator(lambda url: str(AnyHttpUrl(url)).rstrip("/"))] = (
        Field(alias="PUBLIC_URL")
    )
    """Origin of the site, without a trailing slash; pages live at PUBLIC_URL/e/{slug}."""
    allowed_origins: Origins = Field(default=(), alias="ALLOWED_ORIGINS")
    """Exact origins, comma-separated, that may call the API from a browser besides the site."""
    bucket: str = Field(default="", alias="BUCKET")
    media_url: str = Field(default="https://storage.googleapis.com", alias="MEDIA_URL")
    """What the public address of an object starts with: MEDIA_URL/BUCKET/OBJECT."""
    topic: str = Field(default="event-published", alias="TOPIC")

    publish_enabled: bool = Field(default=True, alias="PUBLISH_ENABLED")
    """The kill switch: false answers every publish with 503, before anything is read or written."""
    check_revoked: bool = Field(default=False, alias="CHECK_REVOKED")
    """Ask Firebase at every request whether the session was revoked. Costs an RPC."""
    require_app_check: bool = Field(default=False, alias="REQUIRE_APP_CHECK")
    app_check_jwks_url: str = Field(
        default="https://firebaseappcheck.googleapis.com/v1/jwks", alias="APP_CHECK_JWKS_URL"
    )
    """Where App Check's public keys are; another address only beside a stand-in."""

    gemini_api_key: SecretStr = Field(default=SecretStr(""), alias="GEMINI_API_KEY")
    gemini_image_model: str = Field(default="gemini-3.1-flash-image", alias="GEMINI_IMAGE_MODEL")
    gemini_base_url: str | None = Field(default=None, alias="GEMINI_BASE_URL")
    gemini_api_version: str = Field(default="v1", alias="GEMINI_API_VERSION")
    vertex_location: str = Field(default="", alias="VERTEX_LOCATION")
    """The region, like europe-west4, whose Vertex AI serves an `imagen-*` model."""
    ai_daily_limit: int = Field(default=20, ge=0, alias="AI_DAILY_LIMIT")
    """Paid image generations an organizer may cause in a UTC day; 0 switches generation off."""

    smtp_url: SecretStr = Field(default=SecretStr(""), alias="SMTP_URL")
    """smtps://user:password@host:465, or smtp://host:port (STARTTLS when a user is named)."""
    mail_from: str = Field(default="", alias="MAIL_FROM")

    @property
    def imagen(self) -> bool:
        """Whether the model is one that only Vertex AI serves."""
        return self.gemini_image_model.startswith("imagen-")

    @property
    def generates(self) -> bool:
        """Whether there is what the model is called with."""
        return bool(self.vertex_location if self.imagen else self.gemini_api_key.get_secret_value())

    @model_validator(mode="after")
    def _never_trust_emulators_in_production(self) -> Self:
        emulators = sorted(name for name in os.environ if name.endswith("_EMULATOR_HOST"))
        if "K_SERVICE" in os.environ and emulators:
            raise ValueError(
                f"{', '.join(emulators)} must not be set on a deployed function: "
                "emulators accept unsigned tokens"
            )
        return self


@cache
def settings(*needed: str) -> Settings:
    """The settings, with every variable in `needed` present.

    Called with its own needs by each entry point as it loads, so that a function that cannot work
    does not start; called without anywhere else. Ends the process with one line a variable.
    """
    problems = [f"{name}: missing" for name in needed if not os.environ.get(name)]
    try:
        found = Settings.model_validate(dict(os.environ))
    except ValidationError as error:
        problems += [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    if problems:
        raise SystemExit("Configuration:\n  " + "\n  ".join(problems))
    return found
