"""Build the papers as pages to read without a network, and check where they lead.

    python docs/build.py FOLDER

Writes a page for each paper and copies the pictures and files that they link. Exit
status: 0 built, 1 a link leads nowhere (each is named), 2 the call was wrong.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = ("http:", "https:", "mailto:")
FIRST = ("README.md", "docs/importing.md", "docs/desk.md", "docs/curating.md")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; background: Canvas; color: CanvasText }}
body {{ margin: 0 auto; max-width: 50rem; padding: 1rem; font: 1rem/1.5 sans-serif }}
nav a {{ margin-right: .8em }}
img {{ max-width: 100% }}
pre, table {{ overflow-x: auto; display: block }}
pre {{ background: light-dark(#f3f3f3, #26292f); padding: .6em }}
td, th {{ text-align: left; vertical-align: top; padding: .2em .8em .2em 0 }}
</style>
</head>
<body>
<nav>{menu}</nav>
<main>
{body}</main>
</body>
</html>
"""


class Paper:
    """A Markdown file: its headings, and its links as they are written."""

    def __init__(self, name: str, *, root: Path) -> None:
        self.name = name
        self.file = root / name
        self.tokens = PARSER.parse(self.file.read_text(encoding="utf-8"))
        self.anchors: dict[str, int] = {}
        self.title = name
        for opening, words in zip(self.tokens, self.tokens[1:], strict=False):
            if opening.type == "heading_open":
                opening.attrSet("id", self._anchor(plain(words)))
                if opening.tag == "h1" and self.title == name:
                    self.title = plain(words)

    @property
    def page(self) -> str:
        """The name of its page, as a browser looks for it in a folder."""
        if self.name == "README.md":
            return "index.html"
        return self.name.removesuffix(".md") + ".html"

    def links(self) -> Iterator[tuple[Token, str]]:
        """What links or shows something of ours, and the attribute that says what."""
        for token in self.tokens:
            for each in token.children or ():
                attribute = LINKING.get(each.type)
                if attribute and not str(each.attrs[attribute]).startswith(ELSEWHERE):
                    yield each, attribute

    def _anchor(self, heading: str) -> str:
        """As the places that show Markdown make it; a number for one that is there."""
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        times = self.anchors.get(anchor, 0)
        self.anchors[anchor] = times + 1
        if not times:
            return anchor
        self.anchors[f"{anchor}-{times}"] = 1
        return f"{anchor}-{times}"


PARSER = MarkdownIt("gfm-like", {"linkify": False})
LINKING = {"link_open": "href", "image": "src"}


def plain(token: Token) -> str:
    return "".join(each.content for each in token.children or ())


def papers_of(root: Path) -> dict[str, Paper]:
    found = [*root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("samples/*.md")]
    names = sorted(str(path.relative_to(root)) for path in found)
    names.sort(key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    return {name: Paper(name, root=root) for name in names}


def build(root: Path, folder: Path) -> list[str]:
    """Write the pages; the links that lead nowhere, with the paper that has them."""
    papers = papers_of(root)
    wrong: list[str] = []
    for paper in papers.values():
        for token, attribute in paper.links():
            link = str(token.attrs[attribute])
            led = lead(paper, link, papers=papers, root=root)
            if led is None:
                wrong.append(f"{paper.name}: {link}")
                continue
            token.attrs[attribute], needed = led
            if needed is not None:
                target = folder / needed.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(needed, target)
    for paper in papers.values():
        page = folder / paper.page
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(rendered(paper, papers), encoding="utf-8")
    return wrong


def lead(
    paper: Paper, link: str, *, papers: dict[str, Paper], root: Path
) -> tuple[str, Path | None] | None:
    """A link as the page has it, and the file that goes along; None where it leads
    nowhere."""
    written, _, anchor = link.partition("#")
    target = (paper.file.parent / written).resolve() if written else paper.file
    if not target.is_relative_to(root) or not target.is_file():
        return None
    other = papers.get(str(target.relative_to(root)))
    if other is None:
        return None if anchor else (link, target)
    if anchor and anchor not in other.anchors:
        return None
    page = other.page.rpartition("/")[2]
    place = written.rpartition("/")[0]
    address = f"{place}/{page}" if place else page
    return (f"{address}#{anchor}" if anchor else address), None


def rendered(paper: Paper, papers: dict[str, Paper]) -> str:
    up = "../" * paper.page.count("/")
    menu = "\n".join(
        f'<a href="{up}{escape(each.page)}">{escape(each.title)}</a>'
        for each in papers.values()
    )
    body = PARSER.renderer.render(paper.tokens, PARSER.options, {})
    return PAGE.format(title=escape(paper.title), menu=menu, body=body)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Name the folder to write to: python docs/build.py FOLDER")
        return 2
    wrong = build(ROOT, Path(arguments[0]))
    for link in wrong:
        print(f"leads nowhere: {link}")
    print(f"{len(papers_of(ROOT))} pages in {arguments[0]}, begin with index.html")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
