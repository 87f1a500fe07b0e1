"""The papers are built as pages that need no network and lead nowhere in vain."""

import importlib.util
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = ("http:", "https:", "mailto:")


@pytest.fixture(scope="module")
def builder() -> Any:
    found = importlib.util.spec_from_file_location("build", ROOT / "docs" / "build.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


class Page(HTMLParser):
    """What a page loads, where it leads, and what can be led to."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.ids: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if "id" in told:
            self.ids.append(str(told["id"]))
        if "src" in told or tag == "link":
            self.loads.append(str(told.get("src") or told.get("href")))
        elif tag == "a" and "href" in told:
            self.leads.append(str(told["href"]))


def test_every_link_of_the_pages_leads_somewhere(builder: Any, tmp_path: Path):
    assert builder.build(ROOT, tmp_path) == []
    files = {file: Page(file) for file in tmp_path.rglob("*.html")}
    assert len(files) >= 17
    followed = 0
    for file, page in files.items():
        assert len(page.ids) == len(set(page.ids)), file.name
        for link in [*page.loads, *page.leads]:
            if link.startswith(ELSEWHERE):
                assert link not in page.loads, f"{file.name} needs a network: {link}"
                continue
            name, _, anchor = link.partition("#")
            target = (file.parent / name).resolve() if name else file
            assert target.is_file(), f"{file.name}: {link}"
            if anchor:
                assert anchor in files[target].ids, f"{file.name}: {link}"
            followed += 1
    assert followed > 200


def test_a_link_that_leads_nowhere_is_named(builder: Any, tmp_path: Path):
    (tmp_path / "docs").mkdir()
    good = "[a](docs/a.md#one-two) [b](#here) [c](LICENSE) [d](https://x.example/)"
    bad = ["docs/b.md", "docs/a.md#three", "#there", "../out.md", "LICENSE#x"]
    links = " ".join(f"[x]({link})" for link in bad)
    (tmp_path / "README.md").write_text(f"# Here\n\n{good} {links}\n")
    (tmp_path / "LICENSE").write_text("Free.")
    (tmp_path / "docs" / "a.md").write_text("# One, `two`\n\n[up](../README.md#here)\n")
    wrong = builder.build(tmp_path, tmp_path / "out")
    assert wrong == [f"README.md: {link}" for link in bad]
    page = (tmp_path / "out" / "docs" / "a.html").read_text()
    assert '<h1 id="one-two">One, <code>two</code></h1>' in page
    assert 'href="../index.html#here"' in page
    assert (tmp_path / "out" / "LICENSE").read_text() == "Free."


def test_words_of_a_paper_are_no_markup(builder: Any, tmp_path: Path):
    (tmp_path / "README.md").write_text("# A <b> & `<i>`\n\n`<script>`\n")
    builder.build(tmp_path, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text()
    assert "<script>" not in page
    assert "<i>" not in page
