"""A web server of the test's own."""

from collections.abc import Iterator

import pytest

from tests.web_server import WebServer, serving


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as server:
        yield server
