"""What bounds the product: its own table and settings, and quotas."""

import math
from dataclasses import dataclass
from typing import Self

from infra.functions import Function, functions
from shared.runtime.settings import Settings
from shared.store.budget import COUNTERS
from shared.store.documents import SHARDS

TABLE: dict[str, Function] = {each.name: each for each in functions()}


@dataclass(frozen=True)
class Limits:
    """Most instances by function, and what else can be raised."""

    publish: int
    image: int
    email: int
    pictures_a_day: float
    counters: int = COUNTERS
    """Documents among which the day's pictures are counted."""
    shards: int = SHARDS
    gemini_a_minute: float = math.inf
    mails_a_second: float = math.inf
    is_warm: bool = False
    """Whether Firestore has had such a load before."""

    @classmethod
    def today(cls, gemini_a_minute: float) -> Self:
        """As `infra/functions.toml` and the settings' defaults say."""
        publish, image, email = (TABLE[name].instances[1] for name in ("publish", "image", "email"))
        total = Settings.model_fields["ai_daily_total"].default
        return cls(publish, image, email, total, gemini_a_minute=gemini_a_minute)
