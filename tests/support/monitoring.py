"""infra/monitoring, read."""

import json
from typing import Any

from infra.deploy.monitoring import FOLDER


def _read(folder: str) -> dict[str, Any]:
    files = sorted((FOLDER / folder).glob("*.json"))
    return {file.stem: json.loads(file.read_text()) for file in files}


METRICS = _read("metrics")
ALERTS = _read("alerts")
OBJECTIVES = _read("slos")
UPTIME_CHECKS = _read("uptime")
DASHBOARD = json.loads((FOLDER / "dashboard.json").read_text())
