"""The configuration: read from environment variables once, validated, immutable."""

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


APP_CHECK_JWKS_URL = "https://firebaseappcheck.googleapis.com/v1/jwks"


class Settings(BaseModel):
    """Every variable that functions read. `infra/functions.toml` says which function gets which."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    project: str = Field(alias="GOOGLE_CLOUD_PROJECT", min_length=1)
    public_url: Annotated[str, BeforeValidator(lambda url: str(AnyHttpUrl(url)).rstrip("/"))] = (
        Field(alias="PUBLIC_URL")
    )
    """The site's origin, without a trailing slash. Event pages are at PUBLIC_URL/e/{slug}."""
    allowed_origins: Origins = Field(default=(), alias="ALLOWED_ORIGINS")
    """Origins besides the site's own that may call the API from a browser, comma-separated."""
    bucket: str = Field(default="", alias="BUCKET")
    media_url: str = Field(default="https://storage.googleapis.com", alias="MEDIA_URL")
    """Objects are public at MEDIA_URL/BUCKET/OBJECT."""
    topic: str = Field(default="event-published", alias="TOPIC")

    publish_enabled: bool = Field(default=True, alias="PUBLISH_ENABLED")
    """The kill switch. When false, publishes and changes get 503; nothing is read or written."""
    check_revoked: bool = Field(default=False, alias="CHECK_REVOKED")
    """Ask Firebase on every request whether the session was revoked, at the cost of an RPC."""
    require_app_check: bool = Field(default=False, alias="REQUIRE_APP_CHECK")
    app_check_jwks_url: str = Field(default=APP_CHECK_JWKS_URL, alias="APP_CHECK_JWKS_URL")
    """Where App Check's public keys are; another address only beside a stand-in."""

    gemini_api_key: SecretStr = Field(default=SecretStr(""), alias="GEMINI_API_KEY")
    gemini_image_model: str = Field(default="gemini-3.1-flash-image", alias="GEMINI_IMAGE_MODEL")
    gemini_base_url: str | None = Field(default=None, alias="GEMINI_BASE_URL")
    gemini_api_version: str = Field(default="v1", alias="GEMINI_API_VERSION")
    vertex_location: str = Field(default="", alias="VERTEX_LOCATION")
    """The region whose Vertex AI serves an `imagen-*` model, for example europe-west4."""
    ai_daily_limit: int = Field(default=20, ge=0, alias="AI_DAILY_LIMIT")
    """Paid image generations per organizer and UTC day. 0 turns generation off."""
    ai_daily_total: int = Field(default=500, ge=0, alias="AI_DAILY_TOTAL")
    """The same of all organizers together."""

    smtp_url: SecretStr = Field(default=SecretStr(""), alias="SMTP_URL")
    """smtps://user:password@host:465, or smtp://host:port (with STARTTLS if there is a user)."""
    mail_from: str = Field(default="", alias="MAIL_FROM")

    @property
    def imagen(self) -> bool:
        """Whether the model is an `imagen-*`, which only Vertex AI serves."""
        return self.gemini_image_model.startswith("imagen-")

    @property
    def can_generate(self) -> bool:
        """Whether the model can be called: Imagen needs a region, Gemini an API key."""
        return bool(self.vertex_location if self.imagen else self.gemini_api_key.get_secret_value())

    @model_validator(mode="after")
    def _refuse_stand_ins_in_production(self) -> Self:
        emulators = sorted(name for name in os.environ if name.endswith("_EMULATOR_HOST"))
        if "K_SERVICE" in os.environ and emulators:
            raise ValueError(
                f"{', '.join(emulators)} must not be set on a deployed function: "
                "emulators accept unsigned tokens"
            )
        if "K_SERVICE" in os.environ and self.app_check_jwks_url != APP_CHECK_JWKS_URL:
            raise ValueError(
                "APP_CHECK_JWKS_URL must not be set on a deployed function: "
                "a stand-in gives anybody a token"
            )
        return self


@cache
def settings(*required: str) -> Settings:
    """The settings. Exits the process, naming every variable that is missing or invalid.

    An entry point names the variables that it requires once, while it loads, so that a function
    that could not work does not start. All other code calls this without arguments.
    """
    problems = [f"{name}: missing" for name in required if not os.environ.get(name)]
    try:
        loaded = Settings.model_validate(dict(os.environ))
    except ValidationError as error:
        problems += [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    if problems:
        raise SystemExit("Configuration:\n  " + "\n  ".join(problems))
    return loaded
