"""What the simulation counts with: `figures.toml`, and what this machine last measured."""

import json
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

TABLE = Path(__file__).parent / "figures.toml"


@dataclass(frozen=True)
class Figures:
    """Seconds, dollars and events a second; the table says of each what it is."""

    publish_cpu: float
    sketch_cpu: float
    generated_cpu: float
    composed_cpu: float
    swept: float
    sweep_seconds: float
    gemini_seconds: tuple[float, float]
    calls_seconds: float
    mail_seconds: float
    gemini_a_minute: float
    firestore_at_first: float
    index_writes: float
    document_writes: float
    push_window: int
    target_load: float
    picture_price: float
    vcpu_second_price: float
    gib_second_price: float
    request_price: float
    write_price: float
    read_price: float
    object_price: float

    @classmethod
    def read(cls, bench: Path | None = None) -> Self:
        """The table's; those that `bench`, written by `make bench`, has measured are its own."""
        rows: dict[str, dict[str, Any]] = tomllib.loads(TABLE.read_text())
        found = json.loads(bench.read_text()) if bench and bench.exists() else []
        measured = {each["name"]: each["ours"] / 1e3 for each in found}
        values = {name: measured.get(row.get("bench"), row["value"]) for name, row in rows.items()}
        return cls(**values | {"gemini_seconds": tuple(values["gemini_seconds"])})


def sources() -> dict[str, str]:
    """Where each figure is from."""
    rows = tomllib.loads(TABLE.read_text())
    return {each.name: rows[each.name]["source"] for each in fields(Figures)}
