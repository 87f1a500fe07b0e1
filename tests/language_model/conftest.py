from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_model.fake_endpoint import FakeEndpoint, fake_endpoint


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[FakeEndpoint]:
    with fake_endpoint(tmp_path) as fake:
        yield fake
