"""What a function is configured with: every default, and what it does not start with."""

import pytest
from pydantic import ValidationError

from shared.runtime.settings import Settings, settings
from tests.support.environment import Configure

LEAST = {"GOOGLE_CLOUD_PROJECT": "a-project", "PUBLIC_URL": "https://events.example"}


def test_what_is_not_set_has_its_default() -> None:
    found = Settings.model_validate(LEAST).model_dump()

    secret = {found.pop(name).get_secret_value() for name in ("gemini_api_key", "smtp_url")}
    assert secret == {""}
    assert found == {
        "project": "a-project",
        "public_url": "https://events.example",
        "allowed_origins": (),
        "bucket": "",
        "media_url": "https://storage.googleapis.com",
        "topic": "event-published",
        "publish_enabled": True,
        "check_revoked": False,
        "require_app_check": False,
        "app_check_jwks_url": "https://firebaseappcheck.googleapis.com/v1/jwks",
        "gemini_image_model": "gemini-3.1-flash-image",
        "gemini_base_url": None,
        "gemini_api_version": "v1",
        "vertex_location": "",
        "ai_daily_limit": 20,
        "ai_daily_total": 500,
        "mail_from": "",
    }


def test_what_is_set_is_read_as_it_is_meant() -> None:
    found = Settings.model_validate(
        LEAST
        | {
            "PUBLIC_URL": " https://events.example/ ",
            "ALLOWED_ORIGINS": "https://a.example,https://b.example",
            "PUBLISH_ENABLED": "false",
            "CHECK_REVOKED": "true",
            "REQUIRE_APP_CHECK": "true",
            "AI_DAILY_LIMIT": "0",
        }
    )

    assert found.public_url == "https://events.example"
    assert found.allowed_origins == ("https://a.example", "https://b.example")
    assert (found.publish_enabled, found.check_revoked, found.require_app_check) == (
        False,
        True,
        True,
    )
    assert found.ai_daily_limit == 0


@pytest.mark.parametrize(
    ("model", "location", "key", "generates"),
    [
        ("gemini-3.1-flash-image", "", "a key", True),
        ("gemini-3.1-flash-image", "europe-west4", "", False),
        ("imagen-9", "europe-west4", "", True),
        ("imagen-9", "", "a key", False),
    ],
)
def test_a_picture_can_be_generated_with_what_its_model_is_called_with(
    model: str,
    location: str,
    key: str,
    generates: bool,  # noqa: FBT001
) -> None:
    values = {"GEMINI_IMAGE_MODEL": model, "VERTEX_LOCATION": location, "GEMINI_API_KEY": key}

    assert Settings.model_validate(LEAST | values).can_generate is generates


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "events.example"),
        ("PUBLISH_ENABLED", "perhaps"),
        ("AI_DAILY_LIMIT", "-1"),
        ("GOOGLE_CLOUD_PROJECT", " "),
    ],
)
def test_what_cannot_be_meant_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(LEAST | {name: value})


def test_a_secret_is_not_printed() -> None:
    found = Settings.model_validate(
        LEAST | {"SMTP_URL": "smtp://user:password@mail", "GEMINI_API_KEY": "a key"}
    )

    assert "password" not in f"{found} {found!r}"
    assert "a key" not in f"{found} {found!r}"


def test_a_function_does_not_start_without_what_it_needs(configure: Configure) -> None:
    configure(PUBLIC_URL="nowhere", SMTP_URL="")

    with pytest.raises(SystemExit) as ended:
        settings("SMTP_URL", "MAIL_FROM", "PUBLIC_URL")

    assert [line.split(":")[0].strip() for line in str(ended.value).splitlines()] == [
        "Configuration",
        "SMTP_URL",
        "MAIL_FROM",
        "PUBLIC_URL",
    ]


def test_a_deployed_function_does_not_start_beside_an_emulator(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(FIRESTORE_EMULATOR_HOST="127.0.0.1:8085")
    assert settings().project == "a-project"

    configure(FIRESTORE_EMULATOR_HOST="127.0.0.1:8085", K_SERVICE="publish")
    with pytest.raises(SystemExit, match="FIRESTORE_EMULATOR_HOST must not be set"):
        settings()


def test_a_deployed_function_believes_no_stand_in_for_app_check(configure: Configure) -> None:
    configure(APP_CHECK_JWKS_URL="http://127.0.0.1:8090/jwks")
    assert settings().app_check_jwks_url == "http://127.0.0.1:8090/jwks"

    configure(APP_CHECK_JWKS_URL="http://127.0.0.1:8090/jwks", K_SERVICE="publish")
    with pytest.raises(SystemExit, match="APP_CHECK_JWKS_URL must not be set"):
        settings()
