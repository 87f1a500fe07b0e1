"""A real Chromium that keeps what a page complains about and whom it asks."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.kabul import Kabul, make_kabul

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Watched:
    """A page with its complaints and the hosts it asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"There is no Chromium at {CHROMIUM}; CHROMIUM names another.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def kabul(transactional_db: None) -> Kabul:
    return make_kabul()


@pytest.fixture
def open_page(chromium: Browser, live_server) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def opened(path: str, *, width: int = 1200, scheme: str = "light") -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            base_url=live_server.url,
        )
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("console", lambda said: _note(watched, said.type, said.text))
        watched.page.on("pageerror", lambda error: _note(watched, "error", str(error)))
        watched.page.on(
            "request", lambda asked: watched.hosts.add(urlsplit(asked.url).netloc)
        )
        watched.page.goto(path)
        return watched

    yield opened
    for context in contexts:
        context.close()
    _wait_for_answers()


def _wait_for_answers() -> None:
    """What a page still asked for when it was closed is answered before the tables are
    emptied: SQLite would find them locked."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


def _note(watched: Watched, kind: str, text: str) -> None:
    if kind in {"error", "warning"}:
        watched.complaints.append(text)
