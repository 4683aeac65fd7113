"""Figures, their ratios and their targets: as a table, and as JSON."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Self


@dataclass(frozen=True)
class Figure:
    """What something cost, what its floor did, and the most that their ratio should be.

    The ratio is the median of the rounds' own: both sides of a round meet the same machine.
    """

    name: str
    unit: str
    ours: float
    floor: float
    ratio: float
    target: float | None = None
    at_least: bool = False
    """Whether the ratio should reach the target, as a rate should, and not stay under it."""

    @classmethod
    def of(
        cls,
        name: str,
        unit: str,
        rounds: Iterable[tuple[float, float]],
        target: float | None = None,
        *,
        at_least: bool = False,
    ) -> Self:
        pairs = list(rounds)
        ours, floor = zip(*pairs, strict=True)
        ratio = median(a / b for a, b in pairs)
        return cls(name, unit, median(ours), median(floor), ratio, target, at_least)

    @property
    def met(self) -> bool:
        if self.target is None:
            return True
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def line(self) -> str:
        sign = "≥" if self.at_least else "≤"
        target = f"{sign} {self.target:.2f}" if self.target else ""
        missed = "" if self.met else "  missed"
        return (
            f"{self.name:46}{self.ours:10.2f}{self.floor:10.2f} {self.unit:3}"
            f"{self.ratio:8.2f} {target:>7}{missed}"
        )


HEADING = f"{'':46}{'ours':>10}{'floor':>10} {'':3}{'ratio':>8} {'target':>7}"


def progress(line: str) -> None:
    """What a long run is doing, beside the table."""
    print(f"  … {line}", file=sys.stderr, flush=True)


def write(file: Path, figures: Iterable[Figure]) -> None:
    file.parent.mkdir(exist_ok=True)
    rows = [asdict(figure) | {"met": figure.met} for figure in figures]
    file.write_text(json.dumps(rows, indent=2) + "\n")
