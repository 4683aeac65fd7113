"""gcloud and bq, loaded once for the whole room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.google import tools


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with tools.warm(tmp_path_factory.mktemp("gcloud")) as found:
        yield found
