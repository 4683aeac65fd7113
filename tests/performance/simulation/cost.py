"""What a simulated stretch costs, at the prices of docs/performance.md, without free tiers."""

from collections import Counter

from tests.performance.simulation.figures import Figures
from tests.performance.simulation.limits import TABLE

_GIB = {"512Mi": 0.5, "1Gi": 1.0}


def cost(totals: Counter[str], figures: Figures) -> dict[str, float]:
    """Dollars, by what they are paid for. An instance is billed while it is there."""
    found = {
        "Gemini": totals["pictures"] * figures.picture_price,
        "Firestore": totals["writes"] * figures.write_price + totals["reads"] * figures.read_price,
        "Cloud Storage": totals["objects"] * figures.object_price,
        "requests": totals["requests"] * figures.request_price,
    }
    for name in ("publish", "image", "email"):
        function = TABLE[name]
        a_second = function.cpu * figures.vcpu_second_price
        a_second += _GIB[function.memory] * figures.gib_second_price
        found[name] = totals[f"{name} seconds"] * a_second
    return found
